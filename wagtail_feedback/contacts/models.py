"""Who wrote, without an account: an address to answer to, and the consent it was given with."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Locale, Site

from wagtail_feedback.contacts.querysets import ContactQuerySet
from wagtail_feedback.utils.addresses import address_key, mailbox_key
from wagtail_feedback.utils.keys import KeyField, new_contact_key


class ConsentPurpose(models.TextChoices):
    """What a consent is for. Each is asked for apart: to be answered nobody has to agree to be published, or
    to be asked."""

    ANSWER = "answer", pgettext_lazy("consent", "To answer")
    PUBLICATION = "publication", pgettext_lazy("consent", "To publish a name or town")
    ASKING = "asking", pgettext_lazy("consent", "To be asked about a product")


class ConsentWording(models.Model):
    """One version of the words a person agrees to. Never changed once somebody agreed to it."""

    title = models.CharField(_("title"), max_length=100, help_text=_("For editors only."))
    # Outlives its language: Wagtail lets a locale go that has no pages, and a used wording is a record.
    locale = models.ForeignKey(
        Locale, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("language")
    )
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=ConsentPurpose.choices, default=ConsentPurpose.ANSWER
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    label = models.CharField(_("checkbox label"), max_length=255)
    text = models.TextField(_("full text"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("purpose")]),
        FieldRowPanel([FieldPanel("locale"), FieldPanel("version"), FieldPanel("valid_from")]),
        FieldPanel("label"),
        FieldPanel("text"),
    ]

    class Meta:
        verbose_name = _("consent wording")
        verbose_name_plural = _("consent wordings")
        ordering = ["title", "locale", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["title", "locale", "version"], name="wf_consent_version")
        ]

    def __str__(self) -> str:
        language = self.locale.language_code if self.locale else "–"
        return f"{self.title} ({language}, {self.version})"

    def clean(self) -> None:
        super().clean()
        if self.pk and self.is_used() and self._words_changed():
            raise ValidationError(_("Someone has already agreed to this wording. Add a new version instead."))

    def is_used(self) -> bool:
        """Whether any submission was made under this version."""
        # Submissions have no way back from a wording, so their relations are hidden ones.
        relations: Any = self._meta.get_fields(include_hidden=True)
        return any(
            relation.related_model._default_manager.filter(**{relation.field.name: self}).exists()
            for relation in relations
            if relation.one_to_many and hasattr(relation.related_model, f"{relation.field.name}ed_at")
        )

    def _words_changed(self) -> bool:
        before = type(self).objects.get(pk=self.pk)
        return any(
            getattr(before, name) != getattr(self, name)
            for name in ("purpose", "locale_id", "version", "label", "text")
        )


class Contact(models.Model):
    """The address one submission left, and what its owner said about mail.

    Links in mails carry ``key``; erasing the contact breaks them all.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    key = KeyField(max_length=32, unique=True, default=new_contact_key, editable=False)
    owner = models.CharField(
        max_length=80,
        blank=True,
        help_text="Label of the model of the submission; empty for an address given for a single mail.",
    )
    email = models.EmailField(max_length=254)
    email_key = models.CharField(max_length=254, editable=False)
    mailbox_key = models.CharField(max_length=254, editable=False)
    language = models.CharField(max_length=15)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    # No index: only whoever changes a wording asks for them.
    asking_consent = models.ForeignKey(
        ConsentWording, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asking_consented_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When its owner was asked last what another customer wants to know."
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        # Not ``db_index``: each would have a second one on PostgreSQL, for LIKE.
        indexes = [
            models.Index(fields=["created_at"], name="wf_contact_created"),
            models.Index(fields=["email_key"], name="wf_contact_email"),
            models.Index(fields=["mailbox_key"], name="wf_contact_mailbox"),
        ]

    def __str__(self) -> str:
        return f"Contact {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """What the address is compared by; also before contacts are stored in bulk."""
        self.email_key, self.mailbox_key = address_key(self.email), mailbox_key(self.email)

    @property
    def submission(self) -> Any | None:
        """What its owner sent; None where that is gone, or where there never was anything.

        Raises:
            LookupError: it belongs to a feature that is not installed any more.
        """
        if not self.owner:
            return None
        return apps.get_model(self.owner)._default_manager.filter(contact=self).first()

    @property
    def accepts_mail(self) -> bool:
        """Only a confirmed address that has not unsubscribed gets anything but the confirmation."""
        return self.confirmed_at is not None and self.unsubscribed_at is None

    @property
    def is_undecided(self) -> bool:
        """Neither confirmed nor refused: mail waits."""
        return self.confirmed_at is None and self.unsubscribed_at is None

    @property
    def masked_email(self) -> str:
        """``an…@yandex.ru``: enough to recognise one's own address, not to learn somebody else's."""
        local, _at, domain = self.email.rpartition("@")
        return f"{local[:2]}…@{domain}"
