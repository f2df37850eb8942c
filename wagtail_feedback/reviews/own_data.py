"""Everything stored about one entry, for the person who wrote it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail_feedback.reviews.models import AnswerVersion, Entry
from wagtail_feedback.utils import text

PLAIN = (
    *("kind", "status", "language", "source", "rating", "ratings", "title", "text", "name", "about"),
    *("about_label", "area", "order_number", "region", "solved", "withheld_reason", "withheld_note"),
)
MOMENTS = (
    *("created_at", "published_at", "due_at", "answered_at", "solved_at", "decided_at", "redacted_at"),
    "consented_at",
)


def entry_as_data(entry: Entry) -> dict[str, Any]:
    """JSON-able: words, dates, the consent, what spam checks and staff noted, and every answer."""
    return {
        "number": entry.public_id,
        "book": entry.book.slug,
        **{name: getattr(entry, name) for name in PLAIN},
        **{name: _moment(getattr(entry, name)) for name in MOMENTS},
        "consent": str(entry.consent) if entry.consent else None,
        "holds": [{"check": hold.spam_check, "detail": hold.detail} for hold in entry.holds.all()],
        "notes": [{"at": _moment(note.created_at), "text": note.text} for note in entry.notes.all()],
        "answers": [_answer(version) for version in entry.answer_versions.filter(is_published=True)],
    }


def _answer(version: AnswerVersion) -> dict[str, Any]:
    parts = {name: text.plain(getattr(version, name)) for name in ("position", "done", "result")}
    return {"at": _moment(version.created_at), "role": version.role, **parts}


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
