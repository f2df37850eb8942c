"""What customers of the invented shop asked it, by the form and on the phone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """One matter and its questions, each so many days ago. What an editor calls the matter is its name; only
    troubles with the site have got one yet."""

    questions: list[tuple[float, str]]
    area: str = ""
    name: str = ""
