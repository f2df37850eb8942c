"""The guards in front of every form, cheapest first. They look at words and habits, never at a rating;
what they doubt waits for a person, and nothing is thrown away."""

from __future__ import annotations

from django.http import QueryDict

from wagtail_feedback.intake.attempt import Attempt
from wagtail_feedback.intake.guards import behaviour, rate, words
from wagtail_feedback.intake.guards.labels import GUARD_LABELS, describe
from wagtail_feedback.intake.verdict import Held

__all__ = ["GUARD_LABELS", "after_form", "before_form", "describe"]


def before_form(attempt: Attempt, post: QueryDict) -> list[Held]:
    """What is known before the form is read: how often this visitor and everybody else send.

    Raises:
        Refused: this visitor has sent too many different submissions.
    """
    return rate.check(attempt)


def after_form(attempt: Attempt, post: QueryDict) -> list[Held]:
    """What is known once the form is valid: how it was filled in, and the visitor's words."""
    return behaviour.check(attempt, post) + words.check(attempt)
