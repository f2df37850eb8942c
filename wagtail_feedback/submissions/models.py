"""What every submission of every form has in common, and the moderators' word list."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.utils.phrase_matcher import read_rule

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter reads like a digit


def new_public_id() -> str:
    """Twelve characters, 60 random bits: nobody guesses or counts submissions."""
    return "".join(secrets.choice(ALPHABET) for _digit in range(12))


class Source(models.TextChoices):
    FORM = "form", _("Form")
    IMPORT = "import", _("Import")
    INVITATION = "invitation", _("Invitation")


class AbstractSubmission(models.Model):
    """A visitor's submission of any form.

    ``submission_key`` makes the write idempotent: the same form sent twice meets the unique index.
    """

    public_id = models.CharField(
        _("number"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    # NULL and not "": only several NULLs may stand under a unique index.
    submission_key = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)s"
    )
    consent = models.ForeignKey(
        ConsentWording, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    consented_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(_("language"), max_length=15)
    source = models.CharField(_("source"), max_length=12, choices=Source.choices, default=Source.FORM)
    created_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        abstract = True


class WordRule(models.Model):
    """A word or phrase that sends a submission to a person. ``*`` stands for any letters within a word."""

    pattern = models.CharField(
        _("word or phrase"),
        max_length=100,
        help_text=_("An asterisk stands for any letters: discount* also finds “discounts”."),
    )
    note = models.CharField(_("note for moderators"), max_length=200, blank=True)
    site = models.ForeignKey(
        Site,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("site"),
        help_text=_("Leave it empty for all sites."),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    panels = [FieldPanel("pattern"), FieldPanel("note"), FieldPanel("site"), FieldPanel("is_active")]

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("word list")
        ordering = ["pattern"]

    def __str__(self) -> str:
        return self.pattern

    def clean(self) -> None:
        if read_rule(self.pattern) is None:
            raise ValidationError({"pattern": _("Write at least one letter or digit")})
