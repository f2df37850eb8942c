"""The columns of a survey's export: fixed by what was ever asked, whatever the filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.schema import NOT_APPLICABLE, Choice, Document, Question, Type, other_key

Answers = Mapping[str, Any]
#: What stands in a cell, from the question as that version asked it and the answers; empty for nothing.
Read = Callable[[Question, Answers], Any]


@dataclass(frozen=True)
class AnswerColumn:
    """``code`` tells columns of the same heading apart, and is the key of a JSON export."""

    code: str
    heading: str
    question: str
    series: int
    read: Read
    #: Of a choice: who was not offered it has an empty cell, and not a 0.
    choice: str = ""

    @property
    def is_own_words(self) -> bool:
        return self.read in (read_text, read_other)

    def get(self, document: Document, answers: Answers) -> Any:
        question = document.questions.get(self.question)
        if question is None or question.series != self.series or self.question not in answers:
            return ""
        if self.choice and question.find_choice(self.choice) is None:
            return ""
        return self.read(question, answers)


def get_columns(asked: Sequence[Asked], *, is_anonymous: bool) -> list[AnswerColumn]:
    """One for each question, or for each choice of several, row of a matrix and item of a ranking. Words of
    one's own never stand beside the same person's other answers where a survey is anonymous."""
    found = [column for one in asked for column in _columns(one)]
    return [column for column in found if not (is_anonymous and column.is_own_words)]


def _columns(one: Asked) -> Iterator[AnswerColumn]:
    question = one.question
    code = question.name or question.id
    code = f"{code}.{question.series}" if question.series > 1 else code

    def column(read: Read, choice: Choice | None = None, ending: str = "") -> AnswerColumn:
        words = choice.label if choice else ending
        heading = f"{question.label}: {words}" if words else question.label
        key = choice.id if choice else "other" if ending else ""
        full = f"{code}.{key}" if key else code
        return AnswerColumn(full, heading, question.id, question.series, read, choice.id if choice else "")

    if question.takes_several:
        yield from (column(read_ticked(choice.id), choice) for choice in question.choices)
    elif question.type in (Type.MATRIX, Type.RANKING):
        read = read_row if question.type == Type.MATRIX else read_place
        yield from (column(read(choice.id), choice) for choice in question.choices)
    elif question.choices:
        yield column(read_choice)
    else:
        yield column(read_text if question.is_open else read_value)
    if question.other is not None:
        yield column(read_other, ending=_("in words"))


def read_value(question: Question, answers: Answers) -> Any:
    value = answers[question.id]
    return _("does not apply") if value == NOT_APPLICABLE and question.scale is not None else value


def read_text(question: Question, answers: Answers) -> Any:
    return answers[question.id]


def read_other(question: Question, answers: Answers) -> Any:
    return answers.get(other_key(question.id), "")


def read_choice(question: Question, answers: Answers) -> Any:
    choice = question.find_choice(answers[question.id])
    return choice.label if choice else ""


def read_ticked(key: str) -> Read:
    def read(question: Question, answers: Answers) -> Any:
        return int(key in answers[question.id])

    return read


def read_row(key: str) -> Read:
    def read(question: Question, answers: Answers) -> Any:
        chosen = answers[question.id].get(key)
        return next((column.label for column in question.columns if column.id == chosen), "")

    return read


def read_place(key: str) -> Read:
    def read(question: Question, answers: Answers) -> Any:
        ranked = answers[question.id]
        return ranked.index(key) + 1 if key in ranked else ""

    return read
