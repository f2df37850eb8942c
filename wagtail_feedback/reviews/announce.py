"""What the review book brings to the registries of core."""

from __future__ import annotations


def announce() -> None:
    """Called once by the app's ``ready()``."""
