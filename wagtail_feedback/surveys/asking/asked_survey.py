"""A survey as visitors meet it now: the version that is asked, and whether it is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from wagtail_feedback.surveys.asking.places import count_taken
from wagtail_feedback.surveys.logic import walk
from wagtail_feedback.surveys.models import Survey, SurveyState, SurveyVersion
from wagtail_feedback.surveys.models.survey import get_document
from wagtail_feedback.surveys.schema import PERSONAL, Document
from wagtail_feedback.utils.dates import format_day


@dataclass(frozen=True)
class AskedSurvey:
    """One survey on one site.

    Attributes:
        version: key of the version that is asked; None for a draft, which is asked as it is written.
        number: of that version.
        moment: now, by the clock of the database.
        taken: so many places were taken when somebody last took one of a survey with a cap.
    """

    survey: Survey
    site: Site
    version: int | None = None
    number: int = 0
    moment: datetime | None = None
    taken: int = 0

    @property
    def site_id(self) -> int:
        return self.site.pk

    @property
    def reference(self) -> str:
        """One for all its languages."""
        return str(self.survey.translation_key.hex)

    @cached_property
    def document(self) -> Document:
        document = self.survey.get_document() if self.version is None else get_document(self.version)
        return without_personal(document) if document.anonymous else document

    def in_version(self, written: str | None) -> AskedSurvey:
        """As the version with this number asked it; as the newest does where there is no such version."""
        if not written or not written.isascii() or not written.isdecimal() or len(written) > 9:
            return self
        versions = SurveyVersion.objects.filter(survey=self.survey, number=int(written))
        found = None if int(written) == self.number else versions.values_list("pk", flat=True).first()
        return replace(self, version=found, number=int(written)) if found else self

    @property
    def is_draft(self) -> bool:
        return self.version is None

    @property
    def is_open(self) -> bool:
        if self.is_draft or self.moment is None:
            return True
        asks_something = bool(walk(self.document, {}).steps)
        return self.survey.is_open_at(self.moment) and asks_something and not self.is_full

    @cached_property
    def is_full(self) -> bool:
        """Counted only where it may be: whatever was taken for spam since has left its place."""
        cap = self.survey.cap
        return cap is not None and self.taken >= cap and count_taken(self.survey) >= cap

    @property
    def closed_message(self) -> str:
        """Why nobody can answer now."""
        opens, closes = self.survey.get_period()
        zone = timezone.get_default_timezone_name()
        if self.survey.live and opens and self.moment and self.moment < opens:
            words = {"day": _format(self.survey.opens_on), "zone": zone}
            return _("This survey opens on %(day)s at 0:00 (%(zone)s).") % words
        if self.survey.live and self.is_full:
            return self.full_message
        if self.survey.closed_message:
            return self.survey.closed_message
        if closes and self.moment and self.moment >= closes:
            words = {"day": _format(self.survey.closes_on), "zone": zone}
            return _("This survey is closed. It was open to the end of %(day)s (%(zone)s).") % words
        return _("This survey is closed.")

    @property
    def full_message(self) -> str:
        return self.survey.closed_message or _("This survey has all the answers it needs. Thank you!")

    @property
    def open_until(self) -> str:
        """The last day, for whoever may answer later; empty where there is none."""
        if not self.survey.closes_on:
            return ""
        zone = timezone.get_default_timezone_name()
        words = {"day": _format(self.survey.closes_on), "zone": zone}
        return _("Open to the end of %(day)s (%(zone)s).") % words


def find_asked(key: UUID | str, site: Site, language: str) -> AskedSurvey | None:
    """The live survey of this translation key in the language, else in the site's first one, else in any; one
    that was asked before and is live no more, to say so; None where nothing ever was. One query."""
    newest = SurveyVersion.objects.filter(survey=OuterRef("pk")).order_by("-number")
    states = SurveyState.objects.filter(survey_key=OuterRef("translation_key"))
    rows = (
        Survey.objects.filter(translation_key=key)
        .defer("steps", "endings")
        .annotate(
            asked_version=Subquery(newest.values("pk")[:1]),
            asked_number=Subquery(newest.values("number")[:1]),
            asked_at=Now(),
            taken=Subquery(states.values("taken")),
            taken_out=Subquery(states.values("taken_out")),
            spoken=F("locale__language_code"),
        )
    )
    first = Locale.get_default().language_code
    found = min(
        (row for row in rows if row.asked_version),
        key=lambda row: (not row.live, row.spoken != language, row.spoken != first, row.pk),
        default=None,
    )
    if found is None:
        return None
    return AskedSurvey(found, site, found.asked_version, found.asked_number, found.asked_at, found.taken or 0)


def _format(day: date | None) -> str:
    return format_day(day, with_year=True) if day else ""


def without_personal(document: Document) -> Document:
    """What is left for people who stay anonymous."""
    steps = tuple(
        replace(step, questions=tuple(each for each in step.questions if each.type not in PERSONAL))
        for step in document.steps
    )
    return replace(document, steps=steps)
