"""The steps that a person with these answers comes through."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import takewhile

from wagtail_feedback.surveys.logic.conditions import holds, is_answered
from wagtail_feedback.surveys.schema import END, Answers, Document, Ending, Question, Step, other_key


@dataclass(frozen=True)
class Walk:
    """The way of one person through a survey.

    Attributes:
        steps: those that the person comes through, each with the questions that are shown on it.
        answers: what is kept.
        ending: what the person reads at the end, if the survey has anything to read there.
    """

    document: Document = field(repr=False)
    steps: tuple[Step, ...]
    answers: Answers
    ending: Ending | None

    @property
    def questions(self) -> dict[str, Question]:
        """All that is shown, by id, in order."""
        return {question.id: question for step in self.steps for question in step.questions}

    def until(self, step_id: str) -> tuple[Step, ...]:
        """The steps up to one that a person stands on, which may be hidden by now."""
        last = find_position(self.document, step_id)
        return tuple(takewhile(lambda step: find_position(self.document, step.id) <= last, self.steps))

    def after(self, step_id: str) -> Step | None:
        """Where “Next” leads; None where the survey ends. After an unknown step comes the first."""
        return next(iter(self.steps[len(self.until(step_id)) :]), None)

    def before(self, step_id: str) -> Step | None:
        """Where “Back” leads."""
        return next((step for step in reversed(self.until(step_id)) if step.id != step_id), None)


def walk(document: Document, answers: Answers) -> Walk:
    """Ask each rule about the answers kept so far.

    A step on which nothing is shown is left out, and its jumps with it: nobody leaves it.
    """
    steps: list[Step] = []
    kept: Answers = {}
    following = 0
    for position, step in enumerate(document.steps):
        if position < following:
            continue
        shown = []
        for question in step.questions:
            if holds(question.show_if, document, kept):
                shown.append(question)
                kept |= _keep(question, answers)
        if shown:
            steps.append(replace(step, questions=tuple(shown)))
            following = _leave(step, document, kept)
    return Walk(document, tuple(steps), kept, _find_ending(document, kept))


def _keep(question: Question, answers: Answers) -> Answers:
    value, words = answers.get(question.id), answers.get(other_key(question.id))
    if not is_answered(value):
        return {}
    chosen = value if isinstance(value, list) else [value]
    if question.other and question.other.id in chosen and is_answered(words):
        return {question.id: value, other_key(question.id): words}
    return {question.id: value}


def _leave(step: Step, document: Document, kept: Answers) -> int:
    """Position of what follows: where the first jump leads that leads forward and whose rule holds."""
    here = find_position(document, step.id)
    targets = (find_position(document, jump.to) for jump in step.jumps if holds(jump.when, document, kept))
    return next((target for target in targets if target > here), here + 1)


def _find_ending(document: Document, kept: Answers) -> Ending | None:
    """The first whose rule holds; where none does, the last one without a rule."""
    ruled = [ending for ending in document.endings if ending.when.conditions]
    plain = [ending for ending in document.endings if not ending.when.conditions]
    fitting = (ending for ending in ruled if holds(ending.when, document, kept))
    return next(fitting, plain[-1] if plain else None)


def find_position(document: Document, step_id: str) -> int:
    """From 0 on; the ``END`` stands behind the last step, what is unknown before the first."""
    if step_id == END:
        return len(document.steps)
    return next((number for number, step in enumerate(document.steps) if step.id == step_id), -1)


def progress(document: Document, step_id: str) -> float:
    """The share that lies behind a person on this step: by its place in the document, so it never shrinks."""
    return max(find_position(document, step_id), 0) / max(len(document.steps), 1)
