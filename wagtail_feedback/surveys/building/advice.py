"""Advice while a survey is built: what blocks publishing, what is asked once, what is worth knowing, what is
in order. Pure: a document, its goal and its dates in, words out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_feedback.surveys.building.moment_advice import Asking, warn_of_moment
from wagtail_feedback.surveys.building.publishing_errors import Advice, Places, find_errors
from wagtail_feedback.surveys.building.question_wording import (
    asks_who,
    find_joined,
    find_leading,
    has_two_aims,
    is_turned,
    leans,
)
from wagtail_feedback.surveys.logic.duration import MOST_SECONDS, predict_seconds
from wagtail_feedback.surveys.schema import Document, Question, Type

GOOD_LENGTH, MOST_QUESTIONS, MOST_OPEN = 5, 6, 3
MOST_CHOICES, MOST_RANKED, MOST_ROWS, MOST_WORDS = 10, 6, 4, 25
#: With so few choices one of them is “yes”.
FEW_CHOICES = 3


@dataclass(frozen=True)
class Plan:
    """What advice is about: the document, and what stands beside it in the form."""

    document: Document
    goal: str = ""
    closes_on: date | None = None
    today: date | None = None
    #: The newest version.
    earlier: Document | None = None
    #: When it offers itself; None where that is not known.
    asking: Asking | None = None
    #: Codes of warnings that the editor has answered with “it is right as it is”.
    confirmed: Collection[str] = ()

    @cached_property
    def places(self) -> Places:
        return Places(self.document, self.earlier)

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.document.questions.values())

    def list_numbers(self, questions: list[Question]) -> str:
        return ", ".join(str(self.places.numbers[question.id]) for question in questions)


@dataclass(frozen=True)
class Report:
    """All advice on a survey, and how long it takes."""

    plan: Plan
    errors: list[Advice]
    warnings: list[Advice]
    hints: list[Advice]
    good: list[str]
    seconds: dict[str, int] = field(default_factory=dict)

    @property
    def unconfirmed(self) -> list[Advice]:
        return [warning for warning in self.warnings if warning.code not in self.plan.confirmed]

    @property
    def total_seconds(self) -> int:
        return sum(self.seconds.values())


def advise(plan: Plan) -> Report:
    return Report(
        plan,
        errors=find_errors(plan.document, plan.earlier),
        warnings=list(_warn(plan)) if plan.questions else [],
        hints=list(_hint(plan)) if plan.questions else [],
        good=list(_praise(plan)) if plan.questions else [],
        seconds=predict_seconds(plan.document),
    )


def _name(rule: str, *about: str) -> str:
    """The code of a warning: another one as soon as what it is about has changed."""
    digest = hashlib.sha256("\n".join(about).encode()).hexdigest()[:12]
    return f"{rule}:{digest}"


def _warn(plan: Plan) -> Iterator[Advice]:
    yield from _warn_of_goal(plan)
    yield from _warn_of_whole(plan)
    if plan.asking:
        yield from warn_of_moment(plan.asking)
    for question in plan.questions:
        yield from _warn_of_question(question, plan.places)


def _warn_of_goal(plan: Plan) -> Iterator[Advice]:
    if not plan.goal.strip():
        yield Advice(
            "goal:none",
            _("It has no goal."),
            _("Write in one sentence what you will decide with the answers."),
        )
    elif has_two_aims(plan.goal):
        yield Advice(
            _name("goal", plan.goal),
            _("The goal sounds like two."),
            _("A survey that wants two things grows long: make two of it, or keep the one that matters."),
        )


def _warn_of_whole(plan: Plan) -> Iterator[Advice]:
    questions = plan.questions
    count = len(questions)
    open_ones = [question for question in questions if question.is_open]
    if count > MOST_QUESTIONS:
        text = _(
            "Six is the limit we advise: each further question costs answers to all. Take something out."
        )
        title = ngettext("It has %(count)s question.", "It has %(count)s questions.", count) % {
            "count": count
        }
        yield Advice(_name("length", str(count)), title, text)
    if not open_ones:
        text = _("Figures say how many, only words say why. Add one question that is answered in words.")
        yield Advice("no_open", _("Nothing is asked in people’s own words."), text)
    if len(open_ones) > MOST_OPEN:
        text = _("Three at most: words are work, on a phone above all.")
        yield Advice(_name("open", str(len(open_ones))), _("Much has to be typed."), text)
    if not any(question.scale for question in questions):
        text = _("Without a number nobody sees whether it became better. Add a scale or stars.")
        yield Advice("no_scale", _("There is no scale."), text)
    if asks_who(questions[0].label):
        text = _("People leave where they are asked who they are. Ask that last, or not at all.")
        yield Advice(
            _name("personal_first", questions[0].label),
            _("It begins with the person."),
            text,
            questions[0].id,
        )
    if count > 1 and all(question.required for question in questions):
        text = _("Whoever cannot answer one of them leaves without having answered any.")
        yield Advice(_name("all_required", str(count)), _("Every question must be answered."), text)
    if plan.closes_on and plan.today and plan.closes_on < plan.today:
        text = _("It was %(day)s. Nobody can answer.") % {"day": date_format(plan.closes_on, "DATE_FORMAT")}
        yield Advice(_name("over", str(plan.closes_on)), _("The last day is over."), text)


def _warn_of_question(question: Question, places: Places) -> Iterator[Advice]:
    about = {"question": places.start(question.id)}
    joined = next(filter(None, map(find_joined, _list_judged(question))), "")
    if joined:
        title = _("%(question)s asks about two things.") % about
        text = _("“%(words)s”: an answer will not tell which of them it is about.") % {"words": joined}
        yield Advice(_name("joined", question.id, *_list_judged(question)), title, text, question.id)
    if leading := find_leading(question.label):
        title = _("%(question)s suggests an answer.") % about
        text = _("“%(words)s” tells people what you want to hear. Ask without it.") % {"words": leading}
        yield Advice(_name("leading", question.id, question.label), title, text, question.id)
    if question.scale and not (question.low_label and question.high_label):
        title = _("%(question)s does not say what its ends mean.") % about
        text = _("Some take 1 for the best: write it on both ends.")
        yield Advice(_name("unlabelled", question.id), title, text, question.id)
    elif question.scale and is_turned(question.low_label, question.high_label):
        title = _("%(question)s has its good end below.") % about
        text = _("The figures take the highest number for the best.")
        ends = (question.low_label, question.high_label)
        yield Advice(_name("turned", question.id, *ends), title, text, question.id)
    labels = [choice.label for choice in (question.columns or question.choices)]
    if question.type != Type.RANKING and not question.takes_several and leans(labels):
        title = _("%(question)s leans to one side.") % about
        text = _("Offer as many choices that praise as choices that blame.")
        yield Advice(_name("leans", question.id, *labels), title, text, question.id)
    if len({label.strip().casefold() for label in labels}) < len(labels):
        title = _("%(question)s offers the same choice twice.") % about
        text = _("Nobody can say later which of them was meant.")
        yield Advice(_name("same", question.id, *labels), title, text, question.id)


def _list_judged(question: Question) -> list[str]:
    """What people say one thing about: the question of a scale, each statement of a table."""
    if question.type == Type.MATRIX:
        return [row.label for row in question.choices]
    is_short = question.type == Type.CHOICE and len(question.choices) <= FEW_CHOICES
    return [question.label] if question.scale or is_short else []


def _hint(plan: Plan) -> Iterator[Advice]:
    questions, places = plan.questions, plan.places
    if len(questions) == MOST_QUESTIONS:
        yield Advice("full", _("Six questions are the limit we advise."), _("Five are answered more often."))
    total = sum(predict_seconds(plan.document).values())
    if total > MOST_SECONDS:
        text = _(
            "More than three minutes: many leave before the end. The strip above shows what takes longest."
        )
        yield Advice("long", _("It takes long."), text)
    if plan.closes_on is None:
        text = _("Fine for a survey that always runs; one that compares periods has a last day.")
        yield Advice("endless", _("It has no last day."), text)
    if questions[0].is_open and len(questions) > 1:
        text = _("Begin with a scale or a choice: one press, and most people go on.")
        yield Advice("open_first", _("It begins with typing."), text, questions[0].id)
    for question in questions:
        for title, text in _list_hints(question):
            named = title % {"question": places.start(question.id)}
            yield Advice("hint", named, text, question.id)


def _list_hints(question: Question) -> Iterator[tuple[str, str]]:
    count = len(question.choices)
    if question.type == Type.MATRIX and count > MOST_ROWS:
        text = _("On a phone each row is a question of its own. Keep the rows that you will act on.")
        yield _("%(question)s is a long table."), text
    if question.type == Type.RANKING and count > MOST_RANKED:
        yield (
            _("%(question)s has much to put in order."),
            _("Beyond six people order the first ones and guess the rest."),
        )
    if question.takes_one and question.type != Type.DROPDOWN and count > MOST_CHOICES:
        yield _("%(question)s has many choices."), _("A drop-down list takes less room.")
    if len(question.label.split()) > MOST_WORDS:
        yield _("%(question)s is long."), _("What is not read is not answered: put the rest into the help.")


def _praise(plan: Plan) -> Iterator[str]:
    questions = plan.questions
    scales = [question for question in questions if question.scale]
    open_ones = [question for question in questions if question.is_open]
    if plan.goal.strip() and not has_two_aims(plan.goal):
        yield _("One goal")
    if len(questions) <= GOOD_LENGTH:
        yield _("Short enough")
    if scales:
        yield _("A scale: question %(numbers)s") % {"numbers": plan.list_numbers(scales)}
    if 0 < len(open_ones) <= MOST_OPEN:
        yield _("In people’s own words: question %(numbers)s") % {"numbers": plan.list_numbers(open_ones)}
    if not all(question.required for question in questions):
        yield _("Questions can be skipped")
    if plan.asking and not any(warn_of_moment(plan.asking)):
        yield _("A good moment")
    if plan.closes_on and plan.today and plan.closes_on >= plan.today:
        yield _("Ends on %(day)s") % {"day": date_format(plan.closes_on, "DATE_FORMAT")}
