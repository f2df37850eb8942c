"""Labels of choices, each translated once: Django's ``get_…_display()`` hashes, and so translates, all labels
of the field whenever it is asked for one."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Choices
from django.utils.translation import get_language


def get_choice_label(choices: type[Choices], value: object) -> str:
    """The label in the active language; a value that is none of them as it is."""
    return _translate(choices, value, get_language())


@lru_cache(maxsize=1_024)
def _translate(choices: type[Choices], value: object, language: str | None) -> str:
    return str(choices(value).label) if value in choices.values else str(value)
