"""Forms of the item screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WithholdForm(forms.Form):
    """Why something is kept out of public view: the model's closed list, and a note that its author gets."""

    reason = forms.ChoiceField(
        label=_("Why is it withheld?"),
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

    def __init__(self, *args: Any, reasons: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]


class RedactForm(forms.Form):
    """Which words are somebody's personal data."""

    words = forms.CharField(
        label=_("Words to remove"),
        help_text=_(
            "Exactly as they stand in the text. In their place readers see “[removed]”, each in their own "
            "language. It cannot be undone."
        ),
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
