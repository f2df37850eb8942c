"""What publishing changes against the newest version, and what becomes of the answers given so far. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_feedback.surveys.schema import Choice, Document, Question


@dataclass(frozen=True)
class Kind:
    """How much a change weighs, and what becomes of old answers."""

    name: str
    label: str | Promise
    consequence: str | Promise


COSMETIC = Kind(
    "cosmetic",
    gettext_lazy("Cosmetic"),
    gettext_lazy("Old and new answers count together; each is shown with the words it was given to."),
)
ORDER = Kind(
    "order",
    gettext_lazy("Cosmetic"),
    gettext_lazy("Nothing: answers are kept by what they mean, not by place."),
)
ADDED = Kind("added", gettext_lazy("Added"), gettext_lazy("Earlier answers have nothing here."))
MEANING = Kind(
    "meaning",
    pgettext_lazy("of a question", "Meaning"),
    gettext_lazy("Old answers stay, and figures start anew: the two are never added up."),
)
REMOVED = Kind(
    "removed",
    gettext_lazy("Removed"),
    gettext_lazy("Old answers stay in results and exports, marked as former."),
)


@dataclass(frozen=True)
class Change:
    """Attributes: ``place`` is the id of the question as it is now, empty where it is gone."""

    kind: Kind
    text: str
    place: str = ""


def compare(old: Document, new: Document) -> list[Change]:
    """All that differs for whoever reads the figures, questions in their new order, removed ones last."""
    return [*_compare_whole(old, new), *_compare_questions(old, new), *_list_removed(old, new)]


def _compare_whole(old: Document, new: Document) -> Iterator[Change]:
    if old.anonymous != new.anonymous:
        text = _("It becomes anonymous") if new.anonymous else _("It is no longer anonymous")
        yield Change(
            Kind(
                "privacy",
                MEANING.label,
                gettext_lazy("Holds for new answers only; old ones stay as they were."),
            ),
            text,
        )
    if (old.title, old.intro, old.endings) != (new.title, new.intro, new.endings):
        yield Change(COSMETIC, _("Title, introduction or endings"))
    kept = [key for key in old.questions if key in new.questions]
    if kept != [key for key in new.questions if key in old.questions]:
        yield Change(ORDER, _("Questions changed places"))
    if _list_steps(old) != _list_steps(new):
        yield Change(ORDER, _("Steps and what leads from one to another"))


def _list_steps(document: Document) -> list[tuple[object, ...]]:
    """Without the questions that stand on them, whose comings and goings are told of their own."""
    return [(step.id, step.title, step.jumps) for step in document.steps]


def _compare_questions(old: Document, new: Document) -> Iterator[Change]:
    for number, question in enumerate(new.questions.values(), start=1):
        before = old.questions.get(question.id)
        if before is None:
            text = _("Question %(number)s: “%(label)s”") % {"number": number, "label": question.label}
            yield Change(ADDED, text, question.id)
        elif before != question:
            yield from (
                Change(
                    change.kind,
                    f"{_('Question %(number)s') % {'number': number}}: {change.text}",
                    question.id,
                )
                for change in _compare_question(before, question)
            )


def _compare_question(old: Question, new: Question) -> Iterator[Change]:
    if (old.type, old.series) != (new.type, new.series) or old.scale != new.scale:
        yield Change(MEANING, _("it means something else from now on"))
    if old.label != new.label:
        yield Change(COSMETIC, _("“%(old)s” now reads “%(new)s”") % {"old": old.label, "new": new.label})
    if _words_beside(old) != _words_beside(new):
        yield Change(COSMETIC, _("help or the words at the ends of the scale"))
    if old.show_if != new.show_if:
        yield Change(COSMETIC, _("who is asked it"))
    if _limits(old) != _limits(new):
        yield Change(COSMETIC, _("what can be answered"))
    yield from _compare_choices(old.choices, new.choices)
    yield from _compare_choices(old.columns, new.columns)


def _words_beside(question: Question) -> tuple[str, ...]:
    return question.help, question.low_label, question.high_label, question.name


def _limits(question: Question) -> tuple[object, ...]:
    return (
        *(question.required, question.not_applicable, question.several, question.shuffled),
        *(question.max_length, question.minimum, question.maximum),
    )


def _compare_choices(old: Sequence[Choice], new: Sequence[Choice]) -> Iterator[Change]:
    before, after = {each.id: each for each in old}, {each.id: each for each in new}
    for key, choice in after.items():
        if key not in before:
            yield Change(ADDED, _("“%(label)s” can be chosen") % {"label": choice.label})
        elif before[key].label != choice.label:
            words = {"old": before[key].label, "new": choice.label}
            yield Change(COSMETIC, _("“%(old)s” now reads “%(new)s”") % words)
        elif before[key] != choice:
            yield Change(COSMETIC, _("“%(label)s” looks or works differently") % {"label": choice.label})
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield Change(ORDER, _("choices changed places"))
    for key, choice in before.items():
        if key not in after:
            yield Change(REMOVED, _("“%(label)s”") % {"label": choice.label})


def _list_removed(old: Document, new: Document) -> Iterator[Change]:
    for question in old.questions.values():
        if question.id not in new.questions:
            yield Change(REMOVED, _("the question “%(label)s”") % {"label": question.label})
