"""Form fields for visitors' words: normalised first, then judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import ngettext

from wagtail_feedback.utils.text import normalise, normalise_line


class MultiLineField(forms.CharField):
    """Text in several lines, as typed less what no reader sees; ``most`` characters.

    The length is checked here and not in the widget: a browser that cuts pasted words loses them.
    """

    normalise: Callable[[str], str] = staticmethod(normalise)

    def __init__(self, *, most: int | Callable[[], int], **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        return self.normalise(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        most = self.most() if callable(self.most) else self.most
        if len(value) > most:
            raise ValidationError(too_long(most, len(value)), code="max_length")


class SingleLineField(MultiLineField):
    """Words on one line."""

    normalise: Callable[[str], str] = staticmethod(normalise_line)


def too_long(most: int, length: int) -> str:
    return ngettext(
        "%(most)s character at most; yours has %(length)s",
        "%(most)s characters at most; yours has %(length)s",
        most,
    ) % {
        "most": number_format(most, force_grouping=True),
        "length": number_format(length, force_grouping=True),
    }
