"""Forms of the entry screen."""

from __future__ import annotations

import html
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_feedback.moderation.states import Reason
from wagtail_feedback.reviews.models import AnswerVersion
from wagtail_feedback.utils import text

PARTS = ("position", "done", "result")
_RICH = re.compile(r"<(?!/?(?:p|br)\b)", re.IGNORECASE)
_GAPS = re.compile(r"\n{3,}")


def editable(cleaned: str) -> str:
    """Cleaned HTML as somebody typed it: plain text, unless it holds links or lists."""
    if _RICH.search(cleaned):
        return cleaned
    return _GAPS.sub("\n\n", html.unescape(text.plain(cleaned)))


def part(label: Any, help_text: Any, rows: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=text.ANSWER_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows, "data-wf-answer-target": "part"}),
    )


class AnswerForm(forms.Form):
    """The answer in three parts. A draft may be of any part; publishing needs our position."""

    position = part(_("Our position"), _("What we think happened, and whether the customer is right."), 3)
    done = part(_("What was done"), _("Actions already taken, with dates."), 3)
    result = part(
        pgettext_lazy("feedback", "Result"), _("May come later: “to follow” is shown until then."), 2
    )

    def __init__(self, typed: Any = None, *, version: AnswerVersion | None, language: str) -> None:
        self.before = {name: editable(getattr(version, name)) if version else "" for name in PARTS}
        super().__init__(typed, initial=self.before, use_required_attribute=False)
        for field in self.fields.values():
            field.widget.attrs["lang"] = language

    def is_typed(self) -> bool:
        """Whether there is anything that the newest version does not hold."""
        typed = {name: text.normalise(self.data.get(name, "")) for name in PARTS}
        return any(typed.values()) and typed != {
            name: text.normalise(value) for name, value in self.before.items()
        }

    def parts(self) -> dict[str, str]:
        """As typed, or as it was."""
        return {name: str(self[name].value() or "") for name in PARTS}


class PublishForm(AnswerForm):
    """The same, to be published."""

    def clean_position(self) -> str:
        if not self.cleaned_data["position"].strip():
            raise forms.ValidationError(_("An answer starts with our position."))
        return self.cleaned_data["position"]


class WithholdForm(forms.Form):
    """Why an entry is kept out of the book: a closed list, and a note that its author gets."""

    reason = forms.ChoiceField(
        label=_("Why is it withheld?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    author_note = forms.CharField(
        label=_("Note to the author"),
        help_text=_("Sent with the reason. Say what to change."),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RedactForm(forms.Form):
    """Which words are somebody's personal data."""

    words = forms.CharField(
        label=_("Words to remove"),
        help_text=_("Exactly as they stand in the text. Readers will see “[removed]” in their place."),
        max_length=500,
        strip=True,
    )


class NoteForm(forms.Form):
    """A remark for colleagues."""

    note = forms.CharField(
        label=_("Internal note"),
        help_text=_("Only staff read it; it is never published or sent."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
