"""What customers of an invented shop wrote, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reply:
    """The shop's answer, so many days ago; a part that is missing is still to come."""

    days: float
    position: str
    done: str = ""
    result: str = ""
    role: str = ""


@dataclass(frozen=True)
class Story:
    """One entry, so many days ago, and what became of it."""

    kind: str
    days: float
    text: str
    title: str = ""
    rating: int | None = None
    ratings: dict[str, int] = field(default_factory=dict)
    name: str = ""
    place: str = ""
    about: str = ""
    area: str = ""
    order: str = ""
    email: str = ""
    held: tuple[tuple[str, str], ...] = ()
    reply: Reply | None = None
    solved: bool | None = None
    status: str = "published"
    reason: str = ""
    note: str = ""
