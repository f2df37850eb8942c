"""Fields of the questions with choices: one, several, a list, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from wagtail_feedback.surveys.asking.answer_fields import AnswerField, Posted, get_given
from wagtail_feedback.surveys.schema import Answers, Choice, Kind, Question, other_key
from wagtail_feedback.utils.text import normalise_line

MAX_OTHER = 200
#: What ``elements/pictures.html`` asks for.
PICTURE_SIZE = "max-400x300"


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
        values = dict.fromkeys(get_given(posted, self.name))
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
        chosen = get_given(posted, self.name)
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


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
