"""Too many submissions: of one visitor, who is asked to wait; to one form, where all wait for a person."""

from __future__ import annotations

import math

from django.utils.translation import ngettext

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks.base import CheckContext, Flag, Rejected
from wagtail_feedback.submissions.checks.limits import Limit, counter, exceeded, parse
from wagtail_feedback.submissions.visitor import client_address, day_key
from wagtail_feedback.utils import safe_cache

TOO_MANY = 429


def check(context: CheckContext) -> list[Flag]:
    """Without a cache nobody counts: everything goes to the queue.

    Raises:
        Rejected: too many of one visitor.
    """
    try:
        _check_visitor(context)
        return _check_target(context)
    except safe_cache.CacheUnavailable:
        return [Flag("cache")]


def _check_visitor(context: CheckContext) -> None:
    """The same form sent again costs nothing. Visitors without an address (behind a socket whose proxy
    is not trusted) would all count as one, so they are left to the limit of the form."""
    if not client_address(context.request):
        return
    visitor, limit = day_key(context.request), parse(conf.RATE_LIMITS["visitor"])
    seen = f"wf:seen:{visitor}:{context.key}"
    if safe_cache.add(seen, limit.seconds):
        if exceeded("visitor", visitor, limit):
            safe_cache.delete(seen)  # so that trying again counts again
            raise _refusal(limit)
    elif (safe_cache.get(counter("visitor", visitor)) or 0) > limit.count:
        raise _refusal(limit)


def _check_target(context: CheckContext) -> list[Flag]:
    written = conf.RATE_LIMITS["target"]
    target = f"{context.form_name}:{context.target_id}"
    return [Flag("rate", written)] if exceeded("target", target, parse(written)) else []


def _refusal(limit: Limit) -> Rejected:
    minutes = math.ceil(limit.seconds / 60)
    message = ngettext(
        "That was fast. Try again in %(minutes)s minute; your text is kept.",
        "That was fast. Try again in %(minutes)s minutes; your text is kept.",
        minutes,
    )
    return Rejected(message % {"minutes": minutes}, status=TOO_MANY)
