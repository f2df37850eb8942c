"""A visitor who opens a form on its own page and sends it."""

from __future__ import annotations

from typing import Any

from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of


def send_form(client: Any, book: Any, *, language: str = "en", headers: Any = None, **changes: str) -> Any:
    """The answer to a good entry with changes; ``headers`` come on top of those of an honest browser."""
    shown = client.get(f"/feedback/form/{language}/reviews.entry/{book.slug}/")
    return client.post(action_of(shown), {**GOOD, **changes}, headers={**SAME_ORIGIN, **(headers or {})})
