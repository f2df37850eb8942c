"""What every submission of every form has in common, and the moderators' word list."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site

from wagtail_feedback.contacts.models import ConsentWording, Contact
from wagtail_feedback.contacts.tokens import status_path
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.choices import BROUGHT_IN, AgeBand, Device, PlaceSource, Source, VisitorType
from wagtail_feedback.utils import text
from wagtail_feedback.utils.business_days import BusinessCalendar
from wagtail_feedback.utils.keys import KEY_LENGTH, KeyField, new_public_id
from wagtail_feedback.utils.phrase_matcher import read_rule
from wagtail_feedback.utils.redaction import ShownWords, show_redactions
from wagtail_feedback.utils.stemming import text_digest


class Circumstances(models.Model):
    """Under which circumstances something was submitted: what filters, exports and reports group by.

    Written by the way in (:mod:`wagtail_feedback.submissions.circumstances`), the same for every feature. All
    optional; what identifies a browser is kept only with the visitor's tick.
    """

    language = models.CharField(_("language"), max_length=15)
    source = models.CharField(_("source"), max_length=12, choices=Source.choices, default=Source.FORM)
    source_name = models.CharField(
        _("name of the source"), max_length=60, blank=True, help_text=_("Where an import came from.")
    )
    source_verified = models.BooleanField(
        _("purchase confirmed, says the source"),
        default=False,
        help_text=_("Its claim; nobody checked it here."),
    )
    page_key = models.CharField(
        max_length=100, blank=True, help_text="Subject key of the page with the form."
    )
    placement = models.CharField(max_length=40, blank=True, help_text="UID of the form on that page.")
    about = models.CharField(max_length=100, blank=True, help_text="Subject key; empty for the whole shop.")
    about_label = models.CharField(_("about"), max_length=150, blank=True)
    place = models.CharField(_("town"), max_length=60, blank=True)
    place_source = models.CharField(
        _("how the town is known"), max_length=8, choices=PlaceSource.choices, blank=True
    )
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices, blank=True)
    target_group = models.CharField(_("target group"), max_length=30, blank=True)
    visitor_type = models.CharField(
        _("new or returning"), max_length=9, choices=VisitorType.choices, blank=True
    )
    campaign = models.CharField(_("campaign"), max_length=60, blank=True)
    device = models.CharField(_("device"), max_length=8, choices=Device.choices, blank=True)
    browser = models.CharField(_("browser"), max_length=200, blank=True)
    window_size = models.CharField(_("window size"), max_length=11, blank=True)

    class Meta:
        abstract = True


class AbstractSubmission(Circumstances):
    """A visitor's submission of any form.

    ``submission_key`` makes the write idempotent: the same form sent twice meets the unique index.
    Subclasses name their text in ``text_fields``; the desk's search looks through ``searched_fields`` too.
    """

    #: The visitor's own words: searched for repeats, shown to spam checks, removed when the author leaves.
    text_fields: ClassVar[tuple[str, ...]] = ("text",)
    #: What only the shop sees: forgotten when the retention of addresses is over. Fields, and related rows by
    #: accessor.
    private_fields: ClassVar[tuple[str, ...]] = ("browser", "window_size")
    private_relations: ClassVar[tuple[str, ...]] = ("holds",)
    #: Whether the same words a second time wait for a person.
    holds_repeats: ClassVar[bool] = True
    #: What else the desk's search finds a row by.
    searched_fields: ClassVar[tuple[str, ...]] = ("public_id",)

    public_id = KeyField(_("number"), max_length=16, unique=True, default=new_public_id, editable=False)
    # NULL and not "": only several NULLs may stand under a unique index.
    submission_key = KeyField(max_length=KEY_LENGTH, unique=True, null=True, editable=False)
    code_hash = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)
    # Its index finds the few rows of a small site beside a large one.
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", verbose_name=_("site"))
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(app_label)s_%(class)s"
    )
    # No index: only whoever changes a wording asks for them, and every submission would pay.
    consent = models.ForeignKey(
        ConsentWording, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    consented_at = models.DateTimeField(null=True, blank=True)
    publication_consent = models.ForeignKey(
        ConsentWording, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    publication_consented_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    text_digest = models.CharField(max_length=KEY_LENGTH, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def heading(self) -> str:
        """The beginning of the text, else what Python calls the row."""
        return text.first_line(self.get_shown_text()) or str(self)

    def get_shown_text(self) -> str:
        """:meth:`get_text` as the desk shows it in lists."""
        return show_redactions(self.get_text())

    @property
    def shown(self) -> ShownWords:
        """The visitor's words for whoever reads them, such as ``shown.text``: nothing else shows them."""
        return ShownWords(self)

    @property
    def type_label(self) -> str:
        """What kind of thing it is, as its author is told."""
        return capfirst(str(self._meta.verbose_name))

    @property
    def is_confirmed(self) -> bool:
        """Whether the author has proved the address."""
        return self.contact is not None and self.contact.confirmed_at is not None

    @property
    def gets_mail(self) -> bool:
        """Whether its author is written to. One who was brought in has not left the address here: nobody asks
        to confirm it, so mail would wait for ever."""
        return self.contact_id is not None and self.source not in BROUGHT_IN

    def get_text(self) -> str:
        """The visitor's words, field by field on lines of their own."""
        return "\n".join(filter(None, (getattr(self, name) for name in self.text_fields)))

    def get_status_url(self) -> str:
        """Path of the author's own page; empty without an address."""
        return status_path(self.contact) if self.contact is not None else ""

    def get_calendar(self) -> BusinessCalendar:
        """When the shop that it was sent to works."""
        return FeedbackSettings.for_site(self.site).business_calendar()

    def get_public_url(self) -> str:
        """Path of the page that shows it to everybody; empty where there is none."""
        return ""

    def update_text_digest(self) -> None:
        """Bring the digest in line with the words; whatever changes words calls it."""
        self.text_digest = text_digest(" ".join(getattr(self, name) for name in self.text_fields))

    def prepare(self) -> None:
        """Set what no visitor decides, before the row is stored for the first time."""
        self.update_text_digest()

    @classmethod
    def get_unsettled(cls, moment: Any) -> models.Q:
        """Rows whose address is still needed: something has happened to them since ``moment``."""
        return models.Q(created_at__gte=moment)

    @classmethod
    def has_private(cls) -> models.Q:
        """Rows in which there is something to forget."""
        return reduce(or_, (~models.Q(**{name: ""}) for name in cls.private_fields), models.Q(pk__in=[]))

    def forget_private(self) -> None:
        """Empty what only the shop sees."""
        for name in self.private_fields:
            setattr(self, name, "")
        self.update_text_digest()

    def get_personal_data(self) -> dict[str, Any]:
        """Everything stored about this submission, for the person who wrote it."""
        hidden = {"id", "site", "contact", "submission_key", "code_hash"}
        hidden |= {"text_digest", "version"}
        fields = [field for field in self._meta.concrete_fields if field.name not in hidden]
        holds = self.holds.all()  # type: ignore[attr-defined]
        with translation.override(self.language):
            values = {field.name: _shown(field.value_from_object(self)) for field in fields}
        return {
            **values,
            "consent": str(self.consent) if self.consent else None,
            "publication_consent": str(self.publication_consent) if self.publication_consent else None,
            "holds": [{"check": hold.spam_check, "detail": hold.detail} for hold in holds],
        }


def _shown(value: Any) -> Any:
    return show_redactions(value) if isinstance(value, str) else value


class AbstractHold(models.Model):
    """Why a spam check sent a submission to a person, and what it matched.

    A feature's model adds ``submission``, a foreign key with ``related_name="holds"``.
    """

    spam_check = models.CharField(max_length=20)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("hold")
        verbose_name_plural = _("holds")

    def __str__(self) -> str:
        return self.spam_check


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
