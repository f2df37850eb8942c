"""What a published survey asked: one immutable document a version, plain data without Django.

Questions, choices and steps keep their ids for life (they are ids of blocks), so that an answer means the
same after every edit. An answer is a JSON value under the id of its question:

=================  =====================================================================
type               value
=================  =====================================================================
scales, stars      a whole number; ``NOT_APPLICABLE`` where the person said so
one choice         id of the choice; the words of “other” under ``other_key(id)``
several choices    list of such ids, in the order of the version
matrix             object: id of the row → id of the column
ranking            list of ids, the most important first; what was not ranked is absent
number             a number
date               ``2024-01-15``
text, email …      a string
consent            the wording that was agreed to
=================  =====================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

Answers: TypeAlias = dict[str, Any]

#: Instead of a number: the question does not apply to this person.
NOT_APPLICABLE = "na"
#: Where a jump leads that ends the survey.
END = "end"


class Type(StrEnum):
    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    STARS = "stars"
    CHOICE = "choice"
    DROPDOWN = "dropdown"
    CHOICES = "choices"
    PICTURES = "pictures"
    MATRIX = "matrix"
    RANKING = "ranking"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    CONSENT = "consent"


#: First and last step of the fixed scales.
SCALES: Mapping[str, tuple[int, int]] = {
    Type.NPS: (0, 10),
    Type.CSAT: (1, 5),
    Type.CES: (1, 7),
    Type.STARS: (1, 5),
}
ONE_CHOICE = frozenset({Type.CHOICE, Type.DROPDOWN})
#: What a person says in words of their own.
OPEN = frozenset({Type.TEXT, Type.LONG_TEXT})
#: What leads to a person; an anonymous survey asks for none of it.
PERSONAL = frozenset({Type.EMAIL, Type.PHONE})


class Kind(StrEnum):
    """Of a choice."""

    PLAIN = ""
    OTHER = "other"
    NONE = "none"


class Op(StrEnum):
    """What a condition asks of an answer. ``LESS`` and ``MORE`` are false of what is no number or date, and
    what was not answered differs from everything."""

    ANSWERED = "answered"
    EMPTY = "empty"
    EQUALS = "equals"
    DIFFERS = "differs"
    LESS = "less"
    MORE = "more"
    CONTAINS = "contains"
    LACKS = "lacks"
    ANY_OF = "any_of"


@dataclass(frozen=True)
class Condition:
    """One comparison with the answer to an earlier question; ``row`` names a row of a matrix."""

    question: str
    op: str
    value: Any = None
    row: str = ""


@dataclass(frozen=True)
class Rule:
    """Conditions that must all hold, or any of them; groups stand within groups. Nothing always holds."""

    conditions: tuple[Condition | Rule, ...] = ()
    any: bool = False


@dataclass(frozen=True)
class Choice:
    """One choice of a question, or a row or column of a matrix."""

    id: str
    label: str
    kind: str = Kind.PLAIN
    #: Of a Wagtail image.
    image: int | None = None
    #: So many responses with this choice are wanted at most.
    quota: int | None = None


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        name: short, for exports and to repeat the answer in later texts: ``{city}``.
        series: goes up when the question begins to mean something else; figures of two are never added.
        low_label, high_label: what the ends of a scale mean.
        minimum, maximum: of a number; ``max_length`` of a text, in characters.
        columns: of a matrix, whose rows are its ``choices``.
    """

    id: str
    type: str
    label: str
    name: str = ""
    help: str = ""
    required: bool = False
    series: int = 1
    low_label: str = ""
    high_label: str = ""
    not_applicable: bool = False
    choices: tuple[Choice, ...] = ()
    columns: tuple[Choice, ...] = ()
    several: bool = False
    shuffled: bool = False
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    show_if: Rule = Rule()

    @property
    def scale(self) -> range | None:
        """All steps of a scale; None where the answer is no step of one."""
        if self.type not in SCALES:
            return None
        first, last = SCALES[self.type]
        return range(first, last + 1)

    @property
    def takes_several(self) -> bool:
        return self.type == Type.CHOICES or (self.type == Type.PICTURES and self.several)

    @property
    def takes_one(self) -> bool:
        return self.type in ONE_CHOICE or (self.type == Type.PICTURES and not self.several)

    @property
    def is_open(self) -> bool:
        """Whether it is answered in words of one's own."""
        return self.type in OPEN

    @property
    def is_closed(self) -> bool:
        """Whether its answers can be counted."""
        return self.scale is not None or bool(self.choices)

    @property
    def other(self) -> Choice | None:
        """The choice that asks for words of one's own."""
        return next((choice for choice in self.choices if choice.kind == Kind.OTHER), None)

    def find_choice(self, key: Any) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == key), None)

    def describe(self, answers: Mapping[str, Any]) -> str:
        """The answer in plain words, as the version says them; empty where there is none."""
        answer = answers.get(self.id)
        if answer in (None, "", [], {}):
            return ""
        if isinstance(answer, dict):
            rows = ((row, answer.get(row.id)) for row in self.choices)
            columns = {column.id: column.label for column in self.columns}
            return "; ".join(f"{row.label}: {columns.get(key, '')}" for row, key in rows if key)
        if self.choices:
            chosen = answer if isinstance(answer, list) else [answer]
            return ", ".join(filter(None, (self._describe_choice(key, answers) for key in chosen)))
        return f"{answer:g}" if isinstance(answer, float) else str(answer)

    def _describe_choice(self, key: Any, answers: Mapping[str, Any]) -> str:
        choice = self.find_choice(key)
        if choice is None:
            return ""
        words = answers.get(other_key(self.id)) if choice.kind == Kind.OTHER else ""
        return f"{choice.label}: {words}" if words else choice.label


@dataclass(frozen=True)
class Jump:
    """Where a step leads instead of the next one: to a later step or to the ``END``."""

    to: str
    when: Rule = Rule()


@dataclass(frozen=True)
class Step:
    """Questions that stand together on one page."""

    id: str
    questions: tuple[Question, ...]
    title: str = ""
    jumps: tuple[Jump, ...] = ()


@dataclass(frozen=True)
class Ending:
    """What a person reads at the end: the first whose rule holds."""

    id: str
    title: str
    text: str = ""
    link: str = ""
    link_label: str = ""
    when: Rule = Rule()


@dataclass(frozen=True)
class Document:
    """All of a survey that a person meets."""

    title: str
    steps: tuple[Step, ...]
    intro: str = ""
    endings: tuple[Ending, ...] = ()
    anonymous: bool = True

    @cached_property
    def questions(self) -> dict[str, Question]:
        """By id, in the order they are asked in."""
        return {question.id: question for step in self.steps for question in step.questions}

    @cached_property
    def named(self) -> dict[str, Question]:
        """By the names that other texts repeat their answers by."""
        return {question.name: question for question in self.questions.values() if question.name}

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Document:
        """The inverse of :meth:`to_json`; what a later release added to the format is left out."""
        steps = tuple(_step(step) for step in data["steps"])
        endings = tuple(_with_rule(Ending, ending, "when") for ending in data.get("endings", ()))
        return _make(cls, {**data, "steps": steps, "endings": endings})


def other_key(question: str) -> str:
    """Where the words of “other” stand among the answers."""
    return f"{question}.other"


def iterate_conditions(rule: Rule) -> Iterator[Condition]:
    """Every condition of a rule, however deep."""
    for condition in rule.conditions:
        if isinstance(condition, Rule):
            yield from iterate_conditions(condition)
        else:
            yield condition


def read_rule(data: Mapping[str, Any]) -> Rule:
    conditions = tuple(
        read_rule(one) if "conditions" in one else _make(Condition, one) for one in data.get("conditions", ())
    )
    return Rule(conditions, bool(data.get("any")))


def _step(data: Mapping[str, Any]) -> Step:
    questions = tuple(_question(question) for question in data["questions"])
    jumps = tuple(_with_rule(Jump, jump, "when") for jump in data.get("jumps", ()))
    return _make(Step, {**data, "questions": questions, "jumps": jumps})


def _question(data: Mapping[str, Any]) -> Question:
    lists = {name: tuple(_make(Choice, one) for one in data.get(name, ())) for name in ("choices", "columns")}
    return _with_rule(Question, {**data, **lists}, "show_if")


def _with_rule(made: Any, data: Mapping[str, Any], name: str) -> Any:
    return _make(made, {**data, name: read_rule(data.get(name) or {})})


def _make(made: Any, data: Mapping[str, Any]) -> Any:
    known = made.__dataclass_fields__
    return made(**{name: value for name, value in data.items() if name in known})
