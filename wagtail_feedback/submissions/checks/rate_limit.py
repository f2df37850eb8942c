"""Too many submissions: of one visitor, who is asked to wait; to one form, where all wait for a person."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks.context import CheckContext, Flag, Rejected
from wagtail_feedback.submissions.checks.counting import Counter, count
from wagtail_feedback.submissions.visitor import client_address, day_key
from wagtail_feedback.utils import safe_cache

TOO_MANY = 429
SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LIMIT = re.compile(r"([1-9]\d{0,8})/([1-9]\d{0,5})([smhd])", re.ASCII)


@dataclass(frozen=True)
class Limit:
    """At most ``count`` in ``seconds``."""

    count: int
    seconds: int


def parse_limit(written: str) -> Limit:
    """Read ``"20/10m"``: a count, a slash, a window in s, m, h or d.

    Raises:
        ValueError: written in another way.
    """
    found = _LIMIT.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(
            f"A limit is written as “20/10m” (count, slash, window in s, m, h or d), not {written!r}."
        )
    number, window, unit = found.groups()
    return Limit(int(number), int(window) * SECONDS[unit])


def counter_key(scope: str, identity: str) -> str:
    """The cache key of one count. It ends with the day at the latest: some backends forget the expiry of
    what they increment, and nobody is to be shut out for good."""
    return f"rate:{scope}:{identity}:{timezone.now():%Y%m%d}"


def exceeded(scope: str, identity: str, limit: Limit) -> bool:
    """Count one more and tell whether that was one too many.

    Raises:
        CacheUnavailable: nobody counts.
    """
    return safe_cache.increment(counter_key(scope, identity), limit.seconds) > limit.count


def check(context: CheckContext) -> list[Flag]:
    """Without a cache nobody counts: everything goes to the queue.

    Raises:
        Rejected: too many of one visitor.
    """
    visitor, target = (parse_limit(conf.RATE_LIMITS[scope]) for scope in ("visitor", "target"))
    try:
        sent, received = _count(context, visitor, target)
    except safe_cache.CacheUnavailable:
        return [Flag("cache")]
    if sent > visitor.count:
        raise _refusal(visitor)
    return [Flag("rate", conf.RATE_LIMITS["target"])] if received > target.count else []


def _count(context: CheckContext, visitor: Limit, target: Limit) -> tuple[int, int]:
    """How many were sent by the visitor, who may send the same form again, and to the form. Visitors without
    an address (behind a socket whose proxy is not trusted) would all count as one, so they are left to the
    limit of the form."""
    key = counter_key("target", f"{context.form_name}:{context.target_id}")
    if not client_address(context.request):
        return 0, safe_cache.increment(key, target.seconds)
    who = day_key(context.request)
    return count(
        f"seen:{who}:{context.key}",
        Counter(counter_key("visitor", who), visitor.count, visitor.seconds),
        Counter(key, target.count, target.seconds),
    )


def is_flood(scope: str, request: HttpRequest) -> bool:
    """Count one more thing of one visitor that no spam check looks at; tell whether that was one too many.
    Nobody is shut out because nobody can count, or because all visitors look alike."""
    if not client_address(request):
        return False
    try:
        return exceeded(scope, day_key(request), parse_limit(conf.RATE_LIMITS[scope]))
    except safe_cache.CacheUnavailable:
        return False


def refuse_flood(scope: str, request: HttpRequest) -> None:
    """Raises:
    Rejected: that was one too many.
    """
    if is_flood(scope, request):
        raise _refusal(parse_limit(conf.RATE_LIMITS[scope]))


def _refusal(limit: Limit) -> Rejected:
    minutes = math.ceil(limit.seconds / 60)
    message = ngettext(
        "Too many submissions. Try again in %(minutes)s minute; your text is kept.",
        "Too many submissions. Try again in %(minutes)s minutes; your text is kept.",
        minutes,
    )
    return Rejected(message % {"minutes": minutes}, status=TOO_MANY)
