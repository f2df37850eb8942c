"""How often is too often: fixed windows counted in Django's cache."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils import timezone

from wagtail_feedback.utils.safe_cache import increment

SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LIMIT = re.compile(r"([1-9]\d{0,8})/([1-9]\d{0,5})([smhd])", re.ASCII)


@dataclass(frozen=True)
class Limit:
    """At most ``count`` in ``seconds``."""

    count: int
    seconds: int


def parse(written: str) -> Limit:
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


def counter(scope: str, identity: str) -> str:
    """The cache key of one count. It ends with the day at the latest: some backends forget the expiry of
    what they increment, and nobody is to be shut out for good."""
    return f"wf:rate:{scope}:{identity}:{timezone.now():%Y%m%d}"


def exceeded(scope: str, identity: str, limit: Limit) -> bool:
    """Count one more and tell whether that was one too many.

    Raises:
        CacheUnavailable: nobody counts.
    """
    return increment(counter(scope, identity), limit.seconds) > limit.count
