"""The form of an answer."""

from __future__ import annotations

import html
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_feedback.reviews.models import AnswerVersion
from wagtail_feedback.reviews.models.answer import PARTS
from wagtail_feedback.utils import text

_RICH = re.compile(r"<(?!/?(?:p|br)\b)", re.IGNORECASE)
_GAPS = re.compile(r"\n{3,}")


def get_editable_text(cleaned: str) -> str:
    """Cleaned HTML as somebody typed it: plain text, unless it holds links or lists."""
    if _RICH.search(cleaned):
        return cleaned
    return _GAPS.sub("\n\n", html.unescape(text.plain(cleaned)))


def make_part_field(label: Any, help_text: Any, rows: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=text.ANSWER_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows, "data-wf-answer-target": "part"}),
    )


class AnswerForm(forms.Form):
    """The answer in three parts. A draft may be of any part; publishing needs our position."""

    position = make_part_field(
        _("Our position"), _("What we think happened, and whether the customer is right."), 3
    )
    done = make_part_field(_("What was done"), _("Actions already taken, with dates."), 3)
    result = make_part_field(
        pgettext_lazy("feedback", "Result"), _("May come later: “to follow” is shown until then."), 2
    )

    def __init__(self, typed: Any = None, *, version: AnswerVersion | None, language: str) -> None:
        self.before = {name: get_editable_text(getattr(version, name)) if version else "" for name in PARTS}
        super().__init__(typed, initial=self.before, use_required_attribute=False)
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def is_typed(self) -> bool:
        """Whether there is anything that the newest version does not hold."""
        typed = {name: text.normalise(self.data.get(name, "")) for name in PARTS}
        return any(typed.values()) and typed != {
            name: text.normalise(value) for name, value in self.before.items()
        }

    def get_parts(self) -> dict[str, str]:
        """As typed, or as it was."""
        return {name: str(self[name].value() or "") for name in PARTS}


class PublishForm(AnswerForm):
    """The same, to be published."""

    def clean_position(self) -> str:
        if not text.plain(text.clean_answer(self.cleaned_data["position"])):
            raise forms.ValidationError(_("An answer starts with our position."))
        return self.cleaned_data["position"]
