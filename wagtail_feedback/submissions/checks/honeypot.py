"""A field that people do not see and programs fill in."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.crypto import salted_hmac

# Words that no browser fills in by itself.
WORDS = ("website", "homepage", "weblog", "webpage", "subject", "topic", "headline", "reference")


def field_name(place: str) -> str:
    """The name of the trap in the form at ``place``: another in every form, the same for all visitors."""
    digest = salted_hmac("wagtail_feedback.honeypot", place, algorithm="sha256").hexdigest()
    return f"{WORDS[int(digest[:2], 16) % len(WORDS)]}_{digest[2:6]}"


def is_filled(post: QueryDict, place: str) -> bool:
    """Whether something was written into the trap."""
    return any(value.strip() for value in post.getlist(field_name(place)))
