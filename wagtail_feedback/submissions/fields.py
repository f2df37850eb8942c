"""Form fields for visitors' text: normalised first, then judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import ngettext

from wagtail_feedback.utils.text import normalise, normalise_line


class MultiLineField(forms.CharField):
    """Text in several lines, as typed less what no reader sees.

    ``max_length`` (characters, or a function that returns them) is checked here and not in the widget: a
    browser that cuts pasted text loses it.
    """

    normalise: Callable[[str], str] = staticmethod(normalise)

    def __init__(self, *, max_length: int | Callable[[], int], **kwargs: Any) -> None:
        # Django's own length stays unset, for it becomes an attribute of the widget.
        super().__init__(strip=False, **kwargs)
        self.limit = max_length

    def to_python(self, value: Any) -> str:
        return self.normalise(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        limit = self.limit() if callable(self.limit) else self.limit
        if len(value) > limit:
            raise ValidationError(too_long(limit, len(value)), code="max_length")


class SingleLineField(MultiLineField):
    """Text on one line."""

    normalise: Callable[[str], str] = staticmethod(normalise_line)


def too_long(limit: int, length: int) -> str:
    return ngettext(
        "%(most)s character at most; yours has %(length)s",
        "%(most)s characters at most; yours has %(length)s",
        limit,
    ) % {
        "most": number_format(limit, force_grouping=True),
        "length": number_format(length, force_grouping=True),
    }
