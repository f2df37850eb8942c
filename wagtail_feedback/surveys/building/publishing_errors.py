"""What stands in the way of publishing, in words that name the question and the choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wagtail_feedback.surveys.logic import Fault, Problem, check_rules
from wagtail_feedback.surveys.schema import PERSONAL, Document, Question, Type


@dataclass(frozen=True)
class Advice:
    """One thing to tell an editor.

    Attributes:
        code: names it for as long as what it is about stays as it is; ticks are remembered by it.
        place: id of the question, step or ending that it is about; empty for the survey as a whole.
    """

    code: str
    title: str
    text: str = ""
    place: str = ""


class Places:
    """What questions, steps and choices are called here; those that are gone, as the version before called
    them."""

    def __init__(self, document: Document, earlier: Document | None = None) -> None:
        self.document = document
        self.numbers = {key: number for number, key in enumerate(document.questions, start=1)}
        self.step_numbers = {step.id: number for number, step in enumerate(document.steps, start=1)}
        self.gone: dict[str, str] = {}
        for question in earlier.questions.values() if earlier else ():
            self.gone[question.id] = question.label
            self.gone |= {choice.id: choice.label for choice in (*question.choices, *question.columns)}

    def name(self, key: str) -> str:
        """With its number: “question 4”."""
        if key in self.numbers:
            return _("question %(number)s") % {"number": self.numbers[key]}
        if key in self.step_numbers:
            return _("step %(number)s") % {"number": self.step_numbers[key]}
        ending = next((ending for ending in self.document.endings if ending.id == key), None)
        return _("the ending “%(title)s”") % {"title": ending.title} if ending else self.quote(key)

    def start(self, key: str) -> str:
        """The same, at the beginning of a sentence."""
        name = self.name(key)
        return name[:1].upper() + name[1:]

    def label(self, key: str, question: str = "") -> str:
        """The words of a choice, row or column."""
        owner = self.document.questions.get(question)
        known = (*owner.choices, *owner.columns) if owner else ()
        return next((choice.label for choice in known if choice.id == key), "")

    def quote(self, key: str, question: str = "") -> str:
        words = self.label(key, question) or self.gone.get(key, "") or key[:8]
        return _("“%(words)s”") % {"words": words}


Words = Callable[[Problem, Places], tuple[str, str]]


def find_errors(document: Document, earlier: Document | None = None) -> list[Advice]:
    """Everything, in the order of the document; ``earlier`` knows what deleted choices were called."""
    places = Places(document, earlier)
    return [
        *_find_missing(document),
        *(error for question in document.questions.values() for error in _find_in(question, places)),
        *(_describe(problem, places) for problem in check_rules(document)),
    ]


def _find_missing(document: Document) -> Iterator[Advice]:
    questions = document.questions.values()
    if not questions:
        yield Advice("no_question", _("There is no question."), _("Add at least one to the first step."))
        return
    for step in document.steps:
        if not step.questions:
            yield Advice(
                "empty_step", _("A step has no question."), _("Add one or remove the step."), step.id
            )
    personal = [question for question in questions if question.type in PERSONAL]
    if personal and document.anonymous:
        yield Advice(
            "personal",
            _("It is anonymous and asks who somebody is."),
            _("Leave the question out, or let the survey not be anonymous."),
            personal[0].id,
        )
    elif personal and not any(question.type == Type.CONSENT for question in questions):
        yield Advice(
            "consent",
            _("Nobody is asked to agree."),
            _("Whoever leaves an address or a number must agree to what you do with it: add a consent."),
            personal[0].id,
        )


def _find_in(question: Question, places: Places) -> Iterator[Advice]:
    has_choices = question.takes_one or question.takes_several or question.type == Type.RANKING
    is_short = (has_choices and len(question.choices) < 2) or (
        question.type == Type.MATRIX and (not question.choices or len(question.columns) < 2)
    )
    if is_short:
        yield Advice(
            "choices",
            _("%(question)s has too little to choose from.") % {"question": places.start(question.id)},
            _("It takes two choices at least; a table takes one row and two columns."),
            question.id,
        )
    if None not in (question.minimum, question.maximum) and question.minimum > question.maximum:  # type: ignore[operator]
        yield Advice(
            "limits",
            _("%(question)s can have no answer.") % {"question": places.start(question.id)},
            _("Its lowest number is higher than its highest."),
            question.id,
        )


def _describe(problem: Problem, places: Places) -> Advice:
    title, text = WORDS[problem.fault](problem, places)
    return Advice(problem.fault.value, title, text, problem.place)


def _of_rule(text: str) -> Words:
    def words(problem: Problem, places: Places) -> tuple[str, str]:
        named = {
            "place": places.start(problem.place),
            "question": places.name(problem.question),
            "choice": places.quote(problem.named, problem.question),
            "words": problem.named,
        }
        return _("%(place)s has a rule that cannot hold.") % named, str(_(text)) % named

    return words


def _of_jump(text: str) -> Words:
    def words(problem: Problem, places: Places) -> tuple[str, str]:
        named = {"place": places.start(problem.place), "step": places.name(problem.named)}
        return _("%(place)s jumps where it cannot.") % named, str(_(text)) % named

    return words


def _of_name(text: str) -> Words:
    def words(problem: Problem, places: Places) -> tuple[str, str]:
        named = {"place": places.start(problem.place), "name": f"{{{problem.named}}}"}
        return _("%(place)s repeats an answer that is not there.") % named, str(_(text)) % named

    return words


def _of_later_question(problem: Problem, places: Places) -> tuple[str, str]:
    named = {"place": places.start(problem.place), "question": places.name(problem.question)}
    return (
        _("%(place)s waits for a later one.") % named,
        _("Its rule names %(question)s, which nobody has answered by then.") % named,
    )


def _of_same_name(problem: Problem, places: Places) -> tuple[str, str]:
    named = {"place": places.start(problem.place), "name": problem.named}
    return (
        _("%(place)s has the short name of another.") % named,
        _("“%(name)s” would not say whose answer is meant: change one of the two.") % named,
    )


WORDS: Mapping[Fault, Words] = {
    Fault.UNKNOWN_QUESTION: _of_rule(gettext_noop("It names the question %(choice)s, which was removed.")),
    Fault.OWN_QUESTION: _of_rule(gettext_noop("It asks about the question’s own answer.")),
    Fault.LATER_QUESTION: _of_later_question,
    Fault.UNKNOWN_CHOICE: _of_rule(
        gettext_noop(
            "%(choice)s is not among the answers to %(question)s any more. Put it back, or change the rule."
        )
    ),
    Fault.WRONG_OPERATOR: _of_rule(
        gettext_noop("The answer to %(question)s cannot be compared in this way.")
    ),
    Fault.WRONG_VALUE: _of_rule(
        gettext_noop("It compares %(question)s with “%(words)s”, which is no possible answer.")
    ),
    Fault.UNKNOWN_STEP: _of_jump(gettext_noop("The step that it names was removed.")),
    Fault.OWN_STEP: _of_jump(gettext_noop("It leads to itself.")),
    Fault.EARLIER_STEP: _of_jump(gettext_noop("It leads back to %(step)s; jumps lead forward.")),
    Fault.UNKNOWN_NAME: _of_name(gettext_noop("No question has the short name %(name)s.")),
    Fault.LATER_NAME: _of_name(gettext_noop("%(name)s is asked on this step or later.")),
    Fault.SAME_NAME: _of_same_name,
}
