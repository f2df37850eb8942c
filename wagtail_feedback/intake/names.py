"""Names that belong to the shop."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_feedback.text import fold


def is_reserved(name: str, reserved: Iterable[str]) -> bool:
    """Whether a visitor's name reads like one of the reserved ones."""
    return fold(name) in {fold(other) for other in reserved}
