"""How many people saw, began and finished a survey, and where the others left. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wagtail_feedback.surveys.models.passage_count import Passage
from wagtail_feedback.surveys.schema import Document

#: ``(kind, step)`` → how many people.
Passages = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class FunnelStep:
    """A step by its questions: who saw it, and who of them went no further."""

    number: int
    questions: list[str]
    saw: int
    left: int
    is_worst: bool = False

    @property
    def passed(self) -> int:
        return self.saw - self.left

    @property
    def percent(self) -> float:
        """Of those who saw this step, and not of those before."""
        return 100 * self.left / (self.saw or 1)


@dataclass(frozen=True)
class Funnel:
    """Who has begun has seen it, and who has finished has begun: browsers without JavaScript tell neither."""

    shown: int
    started: int
    finished: int
    steps: list[FunnelStep] = field(default_factory=list)

    @property
    def started_percent(self) -> float:
        return 100 * self.started / (self.shown or 1)

    @property
    def finished_percent(self) -> float:
        """Of those who began."""
        return 100 * self.finished / (self.started or 1)

    @property
    def participation(self) -> float:
        """Of those who saw it. No response rate: nobody was asked one by one."""
        return 100 * self.finished / (self.shown or 1)


def make_funnel(document: Document, passages: Passages, finished: int) -> Funnel | None:
    """None where nobody was counted on the way."""
    if not passages:
        return None
    started = max(passages.get((Passage.STARTED, ""), 0), finished)
    shown = max(passages.get((Passage.SHOWN, ""), 0), started)
    return Funnel(shown, started, finished, _get_steps(document, passages, started))


def _get_steps(document: Document, passages: Passages, started: int) -> list[FunnelStep]:
    """Steps as they are now. Whoever begins sees the first one."""
    asked = [step for step in document.steps if step.questions]
    found = []
    for number, step in enumerate(asked, start=1):
        passed = passages.get((Passage.PASSED, step.id), 0)
        reached = started if number == 1 else passages.get((Passage.REACHED, step.id), 0)
        saw = max(reached, passed)
        found.append((number, [question.label for question in step.questions], saw, saw - passed))
    most = max((left for _number, _questions, _saw, left in found), default=0)
    return [FunnelStep(*each, is_worst=bool(most) and each[3] == most) for each in found]
