"""The outbox: mail is a row of the transaction it belongs to, sent after commit, at most once.

django-post-office 3.11 is not used: it stores the recipient's address and the words (or their context) in its
table, keeps workers apart by a lock file of one machine, and writes "sent" only after a whole batch, so a
worker killed in between sends twice.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.outbox.querysets import OutboxQuerySet
from wagtail_feedback.utils.keys import KeyField


class OutboxMail(models.Model):
    """One mail to be. Its content is rendered when it is sent: no visitor text and no author's
    address is stored here, so erasing a person leaves nothing behind."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Queued")
        WAITING = "waiting", _("Waits for a confirmed address")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Not needed any more")

    #: Stands in ``error`` from the moment on in which the server is given the mail, until it has answered; so
    #: also where the worker vanished, or the connection broke, in between.
    MAYBE_SENT = "maybe sent"
    #: Stored as an error: building the mail failed, and the log has why.
    NOT_BUILT = "not built"

    mail_type = models.CharField(_("email type"), max_length=60)
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    recipient = models.EmailField(_("staff address"), max_length=254, blank=True)
    params = models.JSONField(default=dict, blank=True)
    key = KeyField(max_length=120, unique=True, null=True, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("mail", "email")
        verbose_name_plural = _("emails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "due_at"], name="wf_outbox_due"),
            models.Index(fields=["-created_at", "-id"], name="wf_outbox_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.mail_type} {self.pk}"

    @property
    def failure_text(self) -> str:
        """Why the mail has not gone out, for the desk; never holds an address."""
        if self.status == self.Status.SENDING:
            return ""
        if self.error == self.MAYBE_SENT:
            return gettext("Interrupted while being sent: it may have arrived.")
        if self.error == self.NOT_BUILT:
            return gettext("The email could not be put together; the log has the details.")
        return self.error
