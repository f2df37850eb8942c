"""A form that came back with errors, carried by the request to the block it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

ATTRIBUTE = "wagtail_feedback_bound"


@dataclass
class Bound:
    """``used`` turns true once a block has shown the form; otherwise the stand-alone page shows it."""

    uid: str
    form: Any
    message: str = ""
    used: bool = False


def take_bound(request: HttpRequest | None, uid: str) -> Bound | None:
    """The bound form meant for this block, marked as shown."""
    bound: Bound | None = getattr(request, ATTRIBUTE, None)
    if bound is None or bound.uid != uid:
        return None
    bound.used = True
    return bound


def unique_uid(request: HttpRequest, uid: str) -> str:
    """The block's identifier, with a number behind it where the page shows the same block again."""
    seen: dict[str, int] = request.__dict__.setdefault("wagtail_feedback_uids", {})
    seen[uid] = seen.get(uid, 0) + 1
    return uid if seen[uid] == 1 else f"{uid}.{seen[uid]}"
