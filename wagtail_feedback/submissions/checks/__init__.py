"""The spam checks in front of every form, cheapest first. They look at words and habits, never at a rating;
what they doubt waits for a person, and nothing is thrown away."""

from __future__ import annotations

from django.http import QueryDict

from wagtail_feedback.submissions.checks import behaviour, content, rate_limit
from wagtail_feedback.submissions.checks.content import check_text
from wagtail_feedback.submissions.checks.context import CheckContext, Flag
from wagtail_feedback.submissions.checks.labels import CHECK_LABELS, describe

__all__ = ["CHECK_LABELS", "check_content", "check_request", "check_text", "describe"]


def check_request(context: CheckContext, post: QueryDict) -> list[Flag]:
    """What is known before the form is read: how often this visitor and everybody else send.

    Raises:
        Rejected: this visitor has sent too many different submissions.
    """
    return rate_limit.check(context)


def check_content(context: CheckContext, post: QueryDict) -> list[Flag]:
    """What is known once the form is valid: how it was filled in, and the visitor's words."""
    return behaviour.check(context, post) + content.check(context)
