"""What one person answered."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wagtail_feedback.moderation.models import (
    AbstractNote,
    ModeratedMixin,
    moderation_permissions,
    queue_indexes,
)
from wagtail_feedback.moderation.states import DecisionWords, StateMachine, Status
from wagtail_feedback.submissions.models import AbstractHold, AbstractSubmission
from wagtail_feedback.surveys.logic import pipe
from wagtail_feedback.surveys.models.survey import SurveyVersion, get_document
from wagtail_feedback.surveys.querysets import ResponseQuerySet
from wagtail_feedback.surveys.schema import Answers, Document


class ResponseStatus(TextChoices):
    """Those of everything that is moderated; a response is counted and never published."""

    UNCONFIRMED = Status.UNCONFIRMED.value, Status.UNCONFIRMED.label
    PENDING = Status.PENDING.value, Status.PENDING.label
    PUBLISHED = Status.PUBLISHED.value, _("Counted")
    WITHHELD = Status.WITHHELD.value, _("Not counted")
    SPAM = Status.SPAM.value, Status.SPAM.label
    WITHDRAWN = Status.WITHDRAWN.value, Status.WITHDRAWN.label
    ERASED = Status.ERASED.value, Status.ERASED.label


STATE_MACHINE = StateMachine(
    states=ResponseStatus,
    words=DecisionWords(
        publish=_("Count"),
        question=ngettext_lazy("Count this response?", "Count these responses?"),
        done=ngettext_lazy("%(count)s response counted.", "%(count)s responses counted.", "count"),
        refuse=_("Do not count"),
    ),
)


class Response(ModeratedMixin, AbstractSubmission):
    """Answers under the lifelong ids of questions and choices (:mod:`wagtail_feedback.surveys.schema`), read
    with the version they were given to.

    ``private_answers`` holds what leads to a person and needs the permission to see contacts. ``asked`` names
    the questions that this person was asked, in their order; ``orders`` those of shuffled choices. ``day`` is
    the day in the project's zone: all that an anonymous survey keeps of the moment. ``wave`` is that of the
    day, as the survey counted then; 0 without waves.
    """

    state_machine = STATE_MACHINE
    # Two people who answer alike are two.
    holds_repeats = False
    text_fields: ClassVar = ()
    private_fields = (*AbstractSubmission.private_fields, "private_answers")
    public_fields: ClassVar = ()
    erased_relations = ("notes", "holds", "taggings")
    erased_fields: ClassVar = ("answers", "private_answers", "asked", "orders", "seconds")

    survey_key = models.UUIDField()
    # Its survey cannot be deleted while there are answers to it.
    survey_version = models.ForeignKey(
        SurveyVersion, on_delete=models.PROTECT, related_name="responses", verbose_name=_("version")
    )
    answers = models.JSONField(default=dict, blank=True)
    private_answers = models.JSONField(default=dict, blank=True)
    asked = models.JSONField(default=list, blank=True)
    orders = models.JSONField(default=dict, blank=True)
    day = models.DateField(_("day"))
    wave = models.PositiveSmallIntegerField(_("wave"), default=0)
    seconds = models.PositiveIntegerField(_("seconds taken"), null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-created_at", "-pk"]
        permissions = [*moderation_permissions("response")]
        indexes = [
            *queue_indexes("wf_response"),
            models.Index(fields=["survey_key", "status", "day"], name="wf_response_day"),
            models.Index(fields=["survey_key", "id"], name="wf_response_survey"),
        ]

    def __str__(self) -> str:
        """The number: history and log keep this, so it holds none of the person's words."""
        return f"{self._meta.verbose_name} {self.public_id}"

    @property
    def publishes_directly(self) -> bool:
        """What no spam check holds is counted at once: nothing of it appears in public."""
        return True

    @property
    def document(self) -> Document:
        """What was asked."""
        return get_document(self.survey_version_id)

    @property
    def text(self) -> str:
        """For the screen of one response."""
        return self.get_text()

    def get_text(self) -> str:
        """The answers below the questions they were given to."""
        return "\n\n".join(f"{label}\n{words}" for label, words in self.describe_answers(self.answers))

    def describe_answers(self, answers: Answers) -> list[tuple[str, str]]:
        """Questions as this person read them, with the answers in words."""
        if not answers:
            return []
        document = self.document
        questions = document.questions.values()
        described = ((asked, asked.describe(answers)) for asked in questions)
        return [
            (pipe(question.label, document, self.answers), words) for question, words in described if words
        ]

    def get_personal_data(self) -> dict[str, Any]:
        """With the answers below their questions instead of ids."""
        data = super().get_personal_data()
        for name in ("private_answers", "asked", "orders"):
            data.pop(name, None)
        described = [*self.describe_answers(self.answers), *self.describe_answers(self.private_answers)]
        answers = [{"question": asked, "answer": words} for asked, words in described]
        return {**data, "answers": answers, "survey_version": self.document.title}

    @classmethod
    def has_private(cls) -> models.Q:
        plain = (~models.Q(**{name: ""}) for name in AbstractSubmission.private_fields)
        return reduce(or_, plain, ~models.Q(private_answers={}))

    def forget_private(self) -> None:
        super().forget_private()
        self.private_answers = {}

    def get_searched_texts(self) -> list[str]:
        """People’s own words, and the number."""
        own = [
            self.answers.get(question.id) for question in self.document.questions.values() if question.is_open
        ]
        return [self.public_id, *(words for words in own if isinstance(words, str))]


class ResponseHold(AbstractHold):
    submission = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="holds")


class ResponseNote(AbstractNote):
    submission = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="notes")
