"""What one person answered."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from wagtail_feedback.moderation.models import (
    AbstractNote,
    ModeratedMixin,
    moderation_permissions,
    queue_indexes,
)
from wagtail_feedback.moderation.states import MOVES, DecisionWords, StateMachine, Status
from wagtail_feedback.submissions.models import AbstractHold, AbstractSubmission
from wagtail_feedback.surveys.logic import is_low, pipe
from wagtail_feedback.surveys.models.survey import SurveyVersion, get_document
from wagtail_feedback.surveys.querysets import ResponseQuerySet
from wagtail_feedback.surveys.schema import NOT_APPLICABLE, Answers, Document, Question, other_key


class ResponseStatus(TextChoices):
    """Those of everything that is moderated; a response is counted and never published. One that nobody has
    finished yet waits for nobody, and its author alone can finish it."""

    UNCONFIRMED = Status.UNCONFIRMED.value, Status.UNCONFIRMED.label
    PENDING = Status.PENDING.value, Status.PENDING.label
    PARTIAL = "partial", _("Not finished")
    PUBLISHED = Status.PUBLISHED.value, _("Counted")
    WITHHELD = Status.WITHHELD.value, _("Not counted")
    SPAM = Status.SPAM.value, Status.SPAM.label
    WITHDRAWN = Status.WITHDRAWN.value, Status.WITHDRAWN.label
    ERASED = Status.ERASED.value, Status.ERASED.label


STATE_MACHINE = StateMachine(
    states=ResponseStatus,
    moves={**MOVES, ResponseStatus.PARTIAL: frozenset({Status.WITHDRAWN, Status.ERASED})},
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
    erased_fields: ClassVar = (
        *("answers", "private_answers", "asked", "orders", "seconds", "complaint_consent"),
    )

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

    complaint_consent = models.CharField(
        max_length=300,
        blank=True,
        help_text="The words that its author ticked to have a complaint made of it; empty where nobody did.",
    )

    #: Where its author wants a copy, for whoever hears that it is stored; kept nowhere.
    copy_to = ""

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

    def get_own_words(self) -> str:
        """What was said in a person’s own words; without any, the answers below their questions."""
        keys = (
            question.id if question.is_open else other_key(question.id)
            for question in self.document.questions.values()
        )
        return "\n\n".join(filter(None, map(self.answers.get, keys))) or self.get_text()

    def get_low_scores(self) -> list[str]:
        """Questions that were given a low score, by the limits that hold today."""
        limits = self.survey_version.survey.low_limits
        return [
            question.label
            for question in self.document.questions.values()
            if is_low(question, self.answers, limits)
        ]

    def get_text(self) -> str:
        """The answers below the questions they were given to."""
        return "\n\n".join(f"{label}\n{words}" for label, words in self.describe_answers(self.answers))

    def describe_answers(self, answers: Answers) -> list[tuple[str, str]]:
        """Questions as this person read them, with the answers in words."""
        if not answers:
            return []
        document = self.document
        questions = document.questions.values()
        described = ((asked, describe_answer(asked, answers)) for asked in questions)
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

    def get_event_data(self, *, with_contact: bool) -> dict[str, Any]:
        """With the answers. Of an anonymous response without words of one's own, which never stand beside the
        same person's other answers."""
        document, data = self.document, super().get_event_data(with_contact=with_contact)
        answers = {**self.answers, **(self.private_answers if with_contact else {})}
        questions = list(document.questions.values())
        if document.anonymous:
            own = {question.id if question.is_open else other_key(question.id) for question in questions}
            answers = {key: answer for key, answer in answers.items() if key not in own}
        data["survey"] = {
            "key": self.survey_key,
            "title": document.title,
            "version": self.survey_version.number,
        }
        data["day"] = self.day
        data["answers"] = [
            {
                "question": question.id,
                "name": question.name,
                "label": question.label,
                "answer": answers[question.id],
                "words": describe_answer(question, answers),
            }
            for question in questions
            if question.id in answers
        ]
        return data

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


def describe_answer(question: Question, answers: Answers) -> str:
    """In words; empty where there is none."""
    if question.scale is not None and answers.get(question.id) == NOT_APPLICABLE:
        return _t("Does not apply")
    return question.describe(answers)


class ResponseHold(AbstractHold):
    submission = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="holds")


class ResponseNote(AbstractNote):
    submission = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="notes")
