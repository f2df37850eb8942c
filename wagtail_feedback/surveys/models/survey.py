"""What editors write: a survey with its goal, its questions in steps, and when it is open."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import TextChoices
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from wagtail_feedback.conf import conf
from wagtail_feedback.surveys.building.documents import make_document
from wagtail_feedback.surveys.building.stream import EndingsBlock, StepsBlock
from wagtail_feedback.surveys.models.prompt_rules import PromptRules
from wagtail_feedback.surveys.models.survey_notices import SurveyNotices
from wagtail_feedback.surveys.querysets import SurveyQuerySet
from wagtail_feedback.surveys.schema import Document
from wagtail_feedback.utils.local_memory import LocalMemory
from wagtail_feedback.utils.stream_field import UnlistedStreamField


class Once(TextChoices):
    """How often one person may answer."""

    NO = "", _("As often as they like")
    BROWSER = "browser", _("Once a browser: a cookie is set after answering")
    LOGIN = "login", _("Once an account: visitors log in, and no account is kept with the answers")
    ORDER = "order", _("Once an order: by the signed link that the shop sends with it")


class Survey(
    SurveyNotices,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    PromptRules,
    ClusterableModel,
):
    """A short survey with one goal. Translations are one survey: their answers count together, under the
    ``translation_key``. Whatever actions and visitors change is kept elsewhere (``SurveyVersion``,
    ``SurveyState``), because publishing an older draft restores every field of this row."""

    title = models.CharField(_("title"), max_length=150, help_text=_("What visitors read above it."))
    goal = models.CharField(
        _("goal"), max_length=250, help_text=_("One sentence: what will you decide with the answers?")
    )
    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    steps = UnlistedStreamField(StepsBlock(), verbose_name=_("questions"))
    endings = UnlistedStreamField(
        EndingsBlock(),
        verbose_name=_("endings"),
        blank=True,
        help_text=_("The first one that fits is shown after sending. Leave it empty for plain thanks."),
    )
    is_anonymous = models.BooleanField(
        _("anonymous"),
        default=True,
        help_text=_("No address, no account and no time of day is kept with the answers. Fixed by version."),
    )
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Open to the end of this day, in the site’s zone.")
    )
    cap = models.PositiveIntegerField(
        _("at most so many responses"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    once = models.CharField(_("responses of one person"), max_length=8, choices=Once.choices, blank=True)
    keeps_unfinished = models.BooleanField(
        _("offer to keep unfinished answers"),
        default=False,
        help_text=_(
            "With several steps, a box to tick: only with it are answers kept that nobody finishes. They"
            " count in no figure."
        ),
    )
    closed_message = models.CharField(
        _("when it is closed"), max_length=250, blank=True, help_text=_("What visitors read then.")
    )

    confirmed_advice = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Codes of warnings that an editor has answered with “it is right as it is”.",
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="wagtail_feedback_survey")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="wagtail_feedback_survey",
        for_concrete_model=False,
    )

    objects = SurveyQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    def clean(self) -> None:
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _t("The last day comes before the first")})
        if self.once == Once.ORDER and not conf.ORDER_LINK_KEYS:
            message = _t("Nobody could answer: no secret for links about orders is set up on this site.")
            raise ValidationError({"once": message})

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "wagtail_feedback/surveys/moderation/preview.html"

    def get_document(self) -> Document:
        """What it asks as it is written now, published or not."""
        return make_document(self)

    def get_newest_document(self) -> Document | None:
        """What the newest version asks; None before the first publication."""
        newest = self.versions.order_by("-number").values_list("pk", flat=True).first() if self.pk else None
        return get_document(newest) if newest else None

    def get_period(self) -> tuple[datetime | None, datetime | None]:
        """The moments it opens and closes at: whole days of the project's zone."""
        closes = self.closes_on and self.closes_on + timedelta(days=1)
        return _start_of(self.opens_on), _start_of(closes)

    def is_open_at(self, moment: datetime) -> bool:
        opens, closes = self.get_period()
        return bool(self.live) and (opens is None or opens <= moment) and (closes is None or moment < closes)


def _start_of(day: date | None) -> datetime | None:
    """In the project's zone, whichever the person at work prefers."""
    zone = timezone.get_default_timezone()
    return timezone.make_aware(datetime.combine(day, time()), zone) if day else None


class SurveyState(models.Model):
    """What visitors and time change of a survey in all its languages.

    ``taken`` counts places. The responses up to the day ``frozen_until`` are erased; their figures stay as
    they were counted last, and ``forgotten`` says how many counted responses that were. ``taken_out`` says
    how often answers were taken out of the counts.
    """

    survey_key = models.UUIDField(primary_key=True)
    taken = models.PositiveIntegerField(default=0)
    frozen_until = models.DateField(null=True, blank=True)
    forgotten = models.PositiveIntegerField(default=0)
    taken_out = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("state of a survey")
        verbose_name_plural = _("states of surveys")

    def __str__(self) -> str:
        return str(self.survey_key)


class SurveyVersion(models.Model):
    """What a survey asked from one publication to the next, in one language. Never changed: answers are
    read with the words they were given to."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="versions")
    survey_key = models.UUIDField()
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=15)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("version of a survey")
        verbose_name_plural = _("versions of surveys")
        ordering: ClassVar = ["survey", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "number"], name="wf_survey_version_number")
        ]
        indexes: ClassVar = [models.Index(fields=["survey_key"], name="wf_survey_version_key")]

    def __str__(self) -> str:
        return f"{self.survey_id} v{self.number}"


#: Versions never change, so that a process may keep what it has read.
kept_documents: LocalMemory[Document] = LocalMemory(200, 3_600)


def get_document(version: int) -> Document:
    """Of a version, by its key.

    Raises:
        SurveyVersion.DoesNotExist: there is no such version.
    """

    def read() -> Document:
        return Document.from_json(SurveyVersion.objects.values_list("document", flat=True).get(pk=version))

    return kept_documents.get(version, read)


def digest_of(document: dict[str, Any]) -> str:
    """Equal for equal documents."""
    written = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
