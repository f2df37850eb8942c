"""Form fields for questions: each reads what was posted, judges it, and says what its template needs.

What was posted stays as it is, ``{name: [value, …]}``, so that a form that comes back shows it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from wagtail_feedback.surveys.logic import is_answered
from wagtail_feedback.surveys.schema import NOT_APPLICABLE, Answers, Choice, Kind, Question, other_key
from wagtail_feedback.utils.text import first_line, normalise_line

Posted: TypeAlias = Mapping[str, list[str]]
MAX_OTHER = 200
#: What ``elements/pictures.html`` asks for.
PICTURE_SIZE = "max-400x300"
SHOWN_LABEL = 60


def field_name(question_id: str) -> str:
    return f"q_{question_id}"


def order_name(question_id: str) -> str:
    """Where the module writes the order of shuffled choices; no answer."""
    return f"wf_order_{question_id}"


class PostedValues(forms.Widget):
    """Nothing is drawn by it: our templates do."""

    def __init__(self, field: AnswerField) -> None:
        super().__init__()
        self.field = field

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Posted:
        return {each: data.getlist(each) for each in self.field.get_names()}


class AnswerField(forms.Field):
    """Base. ``clean`` gives the answers under the keys that the version of the survey knows them by."""

    control_template: ClassVar[str] = "wagtail_feedback/surveys/elements/input.html"
    #: Whether several controls make the answer, which then stand in a fieldset with a legend.
    is_group: ClassVar[bool] = True

    def __init__(self, question: Question) -> None:
        self.question = question
        self.name = field_name(question.id)
        super().__init__(required=False, label=question.label, help_text=question.help)
        self.widget = PostedValues(self)

    def get_names(self) -> list[str]:
        """Names of all its controls."""
        return [self.name]

    def to_python(self, value: Any) -> str:
        """The one value, in what has one."""
        return normalise_line((value.get(self.name) or [""])[-1])

    def clean(self, value: Posted) -> Answers:
        answer = self.read(value)
        return {self.question.id: answer} if is_answered(answer) else {}

    def read(self, posted: Posted) -> Any:
        """The answer; None for none.

        Raises:
            ValidationError: it cannot be one.
        """
        raise NotImplementedError

    def find_missing(self, answers: Answers) -> list[ValidationError]:
        """What a question that must be answered lacks."""
        if not self.question.required or is_answered(answers.get(self.question.id)):
            return []
        return [ValidationError(_("Answer “%(question)s”") % {"question": self.short_label})]

    @property
    def short_label(self) -> str:
        return first_line(self.question.label, SHOWN_LABEL)

    def first_id(self, auto_id: str) -> str:
        """Of the first control."""
        return auto_id

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        """What the template needs; ``order`` is that of shuffled choices, empty for the version's own."""
        return {}


class ScaleField(AnswerField):
    control_template = "wagtail_feedback/surveys/elements/scale.html"

    def read(self, posted: Posted) -> Any:
        values, steps = _given(posted, self.name), self.question.scale or range(0)
        if not values:
            return None
        if values == [NOT_APPLICABLE] and self.question.not_applicable:
            return NOT_APPLICABLE
        if len(values) == 1 and values[0] in map(str, steps):
            return int(values[0])
        words = {"first": steps.start, "last": steps.stop - 1}
        raise ValidationError(_("Choose one number from %(first)s to %(last)s") % words)

    def first_id(self, auto_id: str) -> str:
        return f"{auto_id}-{(self.question.scale or [0])[0]}"

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        chosen = _given(posted, self.name)
        steps = [str(step) for step in self.question.scale or ()]
        ends = dict.fromkeys(steps, "")
        ends |= {steps[0]: self.question.low_label, steps[-1]: self.question.high_label}
        return {
            "steps": [{"value": step, "checked": step in chosen, "end": ends[step]} for step in steps],
            "size": len(steps),
            "not_applicable": self.question.not_applicable,
            "does_not_apply": NOT_APPLICABLE in chosen,
        }


class StarsField(ScaleField):
    control_template = "wagtail_feedback/surveys/elements/rate.html"


class ChoiceField(AnswerField):
    """One of several, or several of them."""

    control_template = "wagtail_feedback/surveys/elements/choices.html"

    @property
    def other_name(self) -> str:
        return f"{self.name}_other"

    def get_names(self) -> list[str]:
        return [self.name, self.other_name] if self.question.other else [self.name]

    def clean(self, value: Posted) -> Answers:
        answers, other = super().clean(value), self.question.other
        words = normalise_line((value.get(self.other_name) or [""])[-1]) if other else ""
        if other is None or not words or other.id not in _as_list(answers.get(self.question.id)):
            return answers
        if len(words) > MAX_OTHER:
            message = _("Write at most %(most)s characters beside “%(choice)s”")
            raise ValidationError(message % {"most": MAX_OTHER, "choice": other.label})
        return {**answers, other_key(self.question.id): words}

    def read(self, posted: Posted) -> Any:
        values = dict.fromkeys(_given(posted, self.name))
        chosen = [choice for choice in self.question.choices if choice.id in values]
        if len(chosen) < len(values):
            raise ValidationError(_("Choose from the answers that are listed"))
        if not self.question.takes_several:
            if len(chosen) > 1:
                raise ValidationError(_("Choose one answer only"))
            return chosen[0].id if chosen else None
        excluding = next((choice for choice in chosen if choice.kind == Kind.NONE), None)
        if excluding and len(chosen) > 1:
            message = _("“%(choice)s” excludes the other answers: untick it or them")
            raise ValidationError(message % {"choice": excluding.label})
        return [choice.id for choice in chosen]

    def first_id(self, auto_id: str) -> str:
        return f"{auto_id}-{self.question.choices[0].id}" if self.question.choices else auto_id

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        chosen = _given(posted, self.name)
        return {
            "options": [
                {
                    "choice": choice,
                    "checked": choice.id in chosen,
                    "is_last": choice.kind != Kind.PLAIN,
                    "is_other": choice.kind == Kind.OTHER,
                }
                for choice in arrange(self.question, order)
            ],
            "control": "checkbox" if self.question.takes_several else "radio",
            "other_name": self.other_name,
            "other_words": (posted.get(self.other_name) or [""])[-1],
            "max_other": MAX_OTHER,
            "tells_several": self.question.takes_several,
        }


class DropdownField(ChoiceField):
    control_template = "wagtail_feedback/surveys/elements/dropdown.html"
    is_group = False

    def first_id(self, auto_id: str) -> str:
        return auto_id


class PicturesField(ChoiceField):
    control_template = "wagtail_feedback/surveys/elements/pictures.html"

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        context = super().get_context(posted, auto_id, order)
        ids = [choice.image for choice in self.question.choices if choice.image]
        images = get_image_model().objects.filter(pk__in=ids).prefetch_renditions(PICTURE_SIZE)
        by_id = {image.pk: image for image in images}
        for option in context["options"]:
            option["image"] = by_id.get(option["choice"].image)
        return context


class ConsentField(AnswerField):
    """The wording that somebody agrees to is what is kept."""

    control_template = "wagtail_feedback/surveys/elements/agreement.html"

    def read(self, posted: Posted) -> Any:
        return self.question.label if _given(posted, self.name) else None

    def find_missing(self, answers: Answers) -> list[ValidationError]:
        missing = super().find_missing(answers)
        return [ValidationError(_("Tick “%(wording)s”") % {"wording": self.short_label})] if missing else []

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        return {"checked": bool(_given(posted, self.name))}


def arrange(question: Question, order: list[str]) -> Iterator[Choice]:
    """The choices in this order, which is a permutation of those that may be moved; the others come last."""
    by_id = {choice.id: choice for choice in question.choices}
    if not order:
        yield from question.choices
        return
    yield from (by_id[each] for each in order)
    yield from (choice for choice in question.choices if choice.id not in order)


def read_order(question: Question, written: str | None) -> list[str]:
    """The order of shuffled choices as the module sent it; empty where it is none of these choices’."""
    movable = [choice.id for choice in question.choices if choice.kind == Kind.PLAIN]
    order = (written or "").split()
    return order if question.shuffled and order and sorted(order) == sorted(movable) else []


def _given(posted: Posted, name: str) -> list[str]:
    return [value for value in posted.get(name, []) if value.strip()]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
