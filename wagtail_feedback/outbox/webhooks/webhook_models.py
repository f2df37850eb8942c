"""Where webhooks go, and each one that goes there."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Site

from wagtail_feedback.outbox.webhooks.posting import validate_url
from wagtail_feedback.outbox.webhooks.signing import new_secret, validate_secret
from wagtail_feedback.utils.keys import KeyField


def new_message_id() -> str:
    return f"msg_{uuid4().hex}"


class Webhook(models.Model):
    """An address of another system that is told of events on a site."""

    name = models.CharField(pgettext_lazy("feedback", "name"), max_length=100)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site"))
    url = models.CharField(
        _("address"), max_length=500, validators=[validate_url], help_text=_("Begins with https://.")
    )
    secret = models.CharField(
        _("secret"),
        max_length=100,
        default=new_secret,
        validators=[validate_secret],
        help_text=_("The receiver checks the signature of each message with it."),
    )
    events = models.JSONField(_("events"), default=list)
    includes_contact = models.BooleanField(
        _("with personal data"),
        default=False,
        help_text=_("Email addresses and telephone numbers go to the other system too."),
    )
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("It is switched off by itself when nothing arrives there any more."),
    )
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    last_error = models.CharField(max_length=255, blank=True, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class WebhookMessage(models.Model):
    """One event on its way to one webhook. What it says is written when it is sent: nothing of a submission
    is kept here but its key, so that erasing one leaves nothing behind."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Queued")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Not needed any more")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="messages", db_index=False)
    message_id = KeyField(max_length=40, unique=True, default=new_message_id, editable=False)
    event = models.CharField(max_length=60)
    owner = models.CharField(max_length=80, help_text="Label of the model of what it is about.")
    owner_id = models.BigIntegerField()
    key = KeyField(max_length=120, help_text="Of the event, which is told once.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "key"], name="wf_webhook_message_once")
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_at"], name="wf_webhook_message_due")]

    def __str__(self) -> str:
        return f"{self.event} {self.message_id}"
