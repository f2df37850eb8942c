"""Ready surveys to begin with, each with the moment that it suits, in several languages: files beside this
module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from wagtail_feedback.surveys.building.portable import Draft, read_survey

FOLDER = Path(__file__).parent / "starter_files"
#: In the order they are offered in.
NAMES = ("after_order", "leaving_page", "on_leaving", "first_purchase", "after_support", "about_site")
FALLBACK = "en"


@dataclass(frozen=True)
class Starter:
    name: str
    drafts: Mapping[str, Draft]

    def speak(self, language: str | None) -> Draft:
        """In this language, or in English."""
        code = (language or FALLBACK).split("-")[0]
        return self.drafts.get(code) or self.drafts[FALLBACK]

    @property
    def draft(self) -> Draft:
        """As it is offered: in the language of whoever reads."""
        return self.speak(get_language())


@cache
def get_starters() -> dict[str, Starter]:
    """By name. Files of the package never change while it runs."""
    return {name: _read(name) for name in NAMES}


def _read(name: str) -> Starter:
    written = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Starter(name, {language: read_survey(data) for language, data in written.items()})
