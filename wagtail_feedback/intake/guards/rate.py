"""Too many submissions: of one visitor, who is asked to wait; to one form, where all wait for a person."""

from __future__ import annotations

import math

from django.utils.translation import ngettext

from wagtail_feedback import cache
from wagtail_feedback.conf import conf
from wagtail_feedback.intake.attempt import Attempt
from wagtail_feedback.intake.limits import Limit, counter, exceeded, parse
from wagtail_feedback.intake.verdict import Held, Refused
from wagtail_feedback.intake.visitor import client_address, day_key

TOO_MANY = 429


def check(attempt: Attempt) -> list[Held]:
    """Without a cache nobody counts: everything goes to the queue.

    Raises:
        Refused: too many of one visitor.
    """
    try:
        _check_visitor(attempt)
        return _check_target(attempt)
    except cache.CacheDown:
        return [Held("cache")]


def _check_visitor(attempt: Attempt) -> None:
    """The same form sent again costs nothing. Visitors without an address (behind a socket whose proxy
    is not trusted) would all count as one, so they are left to the limit of the form."""
    if not client_address(attempt.request):
        return
    visitor, limit = day_key(attempt.request), parse(conf.RATE_LIMITS["visitor"])
    seen = f"wf:seen:{visitor}:{attempt.key}"
    if cache.first_time(seen, limit.seconds):
        if exceeded("visitor", visitor, limit):
            cache.forget(seen)  # so that trying again counts again
            raise _refusal(limit)
    elif (cache.get(counter("visitor", visitor)) or 0) > limit.count:
        raise _refusal(limit)


def _check_target(attempt: Attempt) -> list[Held]:
    written = conf.RATE_LIMITS["target"]
    target = f"{attempt.form_name}:{attempt.target_id}"
    return [Held("rate", written)] if exceeded("target", target, parse(written)) else []


def _refusal(limit: Limit) -> Refused:
    minutes = math.ceil(limit.seconds / 60)
    message = ngettext(
        "That was fast. Try again in %(minutes)s minute; your text is kept.",
        "That was fast. Try again in %(minutes)s minutes; your text is kept.",
        minutes,
    )
    return Refused(message % {"minutes": minutes}, status=TOO_MANY)
