"""The form of a survey: one step on screen, the answers of the others in hidden fields, the walk as judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.surveys.asking.answer_fields import (
    AnswerField,
    ConsentField,
    ScaleField,
    StarsField,
    field_name,
    order_name,
)
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.asking.choice_fields import (
    ChoiceField,
    DropdownField,
    PicturesField,
    read_order,
)
from wagtail_feedback.surveys.asking.drawing import DrawnStep
from wagtail_feedback.surveys.asking.follow_up import COMPLAINT, COPY, FollowUpMixin
from wagtail_feedback.surveys.asking.table_fields import MatrixField, RankingField
from wagtail_feedback.surveys.asking.typed_fields import (
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    PhoneField,
    TextField,
)
from wagtail_feedback.surveys.logic import Walk, walk
from wagtail_feedback.surveys.schema import PERSONAL, Answers, Question, Step, Type

FIELDS: Mapping[str, type[AnswerField]] = {
    **dict.fromkeys((Type.NPS, Type.CSAT, Type.CES), ScaleField),
    Type.STARS: StarsField,
    Type.CHOICE: ChoiceField,
    Type.CHOICES: ChoiceField,
    Type.DROPDOWN: DropdownField,
    Type.PICTURES: PicturesField,
    Type.MATRIX: MatrixField,
    Type.RANKING: RankingField,
    Type.TEXT: TextField,
    Type.LONG_TEXT: LongTextField,
    Type.NUMBER: NumberField,
    Type.DATE: DateField,
    Type.EMAIL: EmailField,
    Type.PHONE: PhoneField,
    Type.CONSENT: ConsentField,
}
VERSION, STEP, SHOWN, BACK, MOVE = "wf_version", "wf_step", "wf_shown", "wf_back", "wf_move"
LATER, RESUME, KEEP, PART = "wf_later", "wf_resume", "wf_keep", "wf_part"
#: What a form tells of itself beside the answers.
OWN = (VERSION, STEP, SHOWN, KEEP, PART)


class SurveyForm(FollowUpMixin):
    """All questions of one version. Valid is a form whose steps up to the one on screen are in order;
    ``coming`` is the step to show then, and None where everything is answered.

    An answer to an earlier question never shows or hides what stands before it, so that one look decides.
    """

    # Django’s way to leave out fields of a base.
    name = email = publication_consent = None  # type: ignore[assignment]
    published_fields = ()
    consent_needed = gettext_lazy("To leave an email address or a telephone number, tick the consent box")
    answer_fields: dict[str, AnswerField]

    def __init__(
        self,
        site_settings: FeedbackSettings,
        *,
        asked: AskedSurvey,
        placement: Placement,
        data: QueryDict | None = None,
    ) -> None:
        super().__init__(site_settings, placement.language, data=data, prefix_id=placement.uid)
        self.placement = placement
        self.posted = QueryDict() if data is None else data
        self.asked = asked.in_version(self.posted.get(VERSION))
        self.document = self.asked.document
        self.coming: Step | None = None
        self.has_news = False
        self.part_token = self.posted.get(PART) or ""
        consent = self.fields.pop("consent")
        self.answer_fields = {
            question.id: FIELDS[question.type](question) for question in self.document.questions.values()
        }
        self.fields |= {field.name: field for field in self.answer_fields.values()}
        if any(question.type in PERSONAL for question in self.document.questions.values()):
            self.fields["consent"] = consent
        self.add_follow_up()
        self.walk: Walk = walk(self.document, {})
        if MOVE in self.posted:
            self.data = self.posted = self._move(self.posted)

    def _move(self, data: QueryDict) -> QueryDict:
        """What was posted, with the places that the choices have once one of them was moved."""
        way, _colon, rest = (data.get(MOVE) or "").partition(":")
        question_id, _colon, choice_id = rest.partition(":")
        field, moved = self.answer_fields.get(question_id), data.copy()
        if isinstance(field, RankingField):
            posted = {name: data.getlist(name) for name in field.get_names()}
            for name, place in field.move(posted, choice_id, way).items():
                moved[name] = place
        return moved

    @property
    def publication_wording(self) -> None:
        return None

    @property
    def personal_fields(self) -> tuple[str, ...]:  # type: ignore[override]
        """Of what this person is asked."""
        return tuple(each.name for each in self._shown_fields() if each.question.type in PERSONAL)

    def _shown_fields(self) -> Iterator[AnswerField]:
        return (self.answer_fields[question_id] for question_id in self.walk.questions)

    @property
    def current(self) -> Step | None:
        """The step on screen when this was sent, with all its questions."""
        posted = self.posted.get(STEP)
        steps = {step.id: step for step in self.document.steps}
        first = self.walk.steps[0].id if self.walk.steps else ""
        return steps.get(posted or first) or steps.get(first)

    @property
    def goes_back(self) -> bool:
        """Whether “Back” or “Finish later” was pressed, or a choice moved: nothing is judged then."""
        return BACK in self.posted or MOVE in self.posted or self.is_left

    @property
    def is_left(self) -> bool:
        """Whether it is to be finished later, or was and comes back."""
        return LATER in self.posted

    @property
    def resume_token(self) -> str:
        """Of the draft that it was filled from; empty for none."""
        return self.posted.get(RESUME) or ""

    def clean(self) -> dict[str, Any]:
        answers: Answers = {}
        for field in self.answer_fields.values():
            answers |= self.cleaned_data.get(field.name) or {}
        self.walk = walk(self.document, answers)
        data = super().clean()
        data["email"] = self.walk.answers.get(self.contact_key, "")
        self.check_follow_up()
        current = self.current
        if current is None:
            raise ValidationError(_("This survey is closed."))
        if self.goes_back:
            self.errors.clear()
            before = self.walk.before(current.id) if BACK in self.posted else None
            self.coming = before or current
        else:
            self._judge(current)
        return data

    def _judge(self, current: Step) -> None:
        """Keep what is wrong on the steps up to this one, and find the step that comes next."""
        passed = self.walk.until(current.id)
        steps: dict[str, Step] = {}  # by the names of fields
        for step in passed:
            steps |= {field_name(question.id): step for question in step.questions}
            if any(question.type in PERSONAL for question in step.questions):
                steps.setdefault("consent", step)
            if self.draws_complaint(step):
                steps.setdefault(COMPLAINT, step)
        if passed and self.walk.after(passed[-1].id) is None:
            steps[COPY] = passed[-1]
        unseen = self._find_unseen(current)
        for name in set(self.errors) - set(steps):
            del self.errors[name]
        for name in (
            steps.keys() - self.errors.keys() - {"consent", COMPLAINT, COPY, *map(field_name, unseen)}
        ):
            for error in self._get_field(name).find_missing(self.walk.answers):
                self.add_error(name, error)
        self.has_news = bool(unseen)
        if self.errors:
            self.coming = next(step for name, step in steps.items() if name in self.errors)
        else:
            self.coming = current if unseen else self.walk.after(current.id)

    def stay(self) -> None:
        """It was refused for what it holds: the step on screen comes back."""
        self.coming = self.current

    def _get_field(self, name: str) -> AnswerField:
        field = self.fields[name]
        assert isinstance(field, AnswerField)  # noqa: S101 - for the type checker
        return field

    def _find_unseen(self, current: Step) -> list[str]:
        """Questions of the step that these answers bring, and that were not on screen."""
        if SHOWN not in self.posted:
            return []
        seen = (self.posted.get(SHOWN) or "").split()
        step = next((step for step in self.walk.steps if step.id == current.id), None)
        return [question.id for question in step.questions if question.id not in seen] if step else []

    @cached_property
    def drawn_step(self) -> DrawnStep:
        """What the template shows."""
        return DrawnStep(self, self.placement)

    @property
    def is_complete(self) -> bool:
        """Whether it is valid, and no step comes any more."""
        return self.is_valid() and self.coming is None

    @property
    def contact_key(self) -> str:
        """The first question that was answered with an address, which becomes the contact; empty for none."""
        emails = (question.id for question in self.walk.questions.values() if question.type == Type.EMAIL)
        return next((question_id for question_id in emails if question_id in self.walk.answers), "")

    def get_answers(self, *, private: bool) -> Answers:
        """What is kept: where it leads to a person, or where it does not."""
        personal = {each.id for each in self.walk.questions.values() if each.type in PERSONAL}
        return {
            key: value
            for key, value in self.walk.answers.items()
            if (key in personal) == private and key != self.contact_key
        }

    def get_orders(self) -> dict[str, list[str]]:
        """In which order shuffled choices were shown."""
        orders = {each.id: self.get_order(each) for each in self.walk.questions.values()}
        return {question_id: order for question_id, order in orders.items() if order}

    def get_order(self, question: Question) -> list[str]:
        return read_order(question, self.posted.get(order_name(question.id)))

    def get_posted(self, name: str) -> list[str]:
        """The values of a control as they were posted."""
        return list(self.posted.getlist(name))

    @property
    def may_be_kept(self) -> bool:
        """Whether its answers may be kept although nobody finishes it."""
        return bool(self.posted.get(KEEP))

    def get_seen(self) -> list[str]:
        """The questions of the steps up to the one on screen, and what was answered behind it before."""
        steps = self.walk.until(self.current.id) if self.current else ()
        passed = {question.id for step in steps for question in step.questions}
        return [key for key in self.walk.questions if key in passed or key in self.walk.answers]

    def get_kept(self) -> dict[str, list[str]]:
        """What of all that was typed may be kept for later: nothing that leads to a person."""
        fields = (each for each in self.answer_fields.values() if each.question.type not in PERSONAL)
        names = [name for each in fields for name in (*each.get_names(), order_name(each.question.id))]
        return {name: values for name in names if any(values := self.get_posted(name))}

    def get_own_words(self) -> str:
        """All that was written in a person’s own words, for the spam checks."""
        questions = self.walk.questions
        return "\n".join(
            value
            for key, value in self.walk.answers.items()
            if isinstance(value, str) and (key not in questions or questions[key].is_open)
        )

    def first_id(self, name: str) -> str:
        field = self.fields[name]
        auto_id = str(self[name].auto_id)
        return field.first_id(auto_id) if isinstance(field, AnswerField) else auto_id
