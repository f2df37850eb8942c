"""The form below an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from wagtail_feedback.faq.models import VOTE_SALT, FAQVote
from wagtail_feedback.utils import text


class VoteForm(forms.Form):
    """Yes or no, and perhaps why not. What nobody can type into it is cut, not refused."""

    helpful = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        choices=FAQVote.Reason.choices, required=False, label=FAQVote._meta.get_field("reason").verbose_name
    )
    comment = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"maxlength": FAQVote._meta.get_field("comment").max_length}),
        label=FAQVote._meta.get_field("comment").verbose_name,
        help_text=_("No names, addresses or order numbers, please: we cannot answer here."),
    )

    @property
    def reason_options(self) -> list[dict[str, Any]]:
        return [{"value": value, "label": label} for value, label in FAQVote.Reason.choices]

    def clean_back(self) -> str:
        return read_path(self.cleaned_data["back"])

    def clean_comment(self) -> str:
        comment = text.normalise_line(self.cleaned_data["comment"])
        return comment[: FAQVote._meta.get_field("comment").max_length]


def sign_path(path: str) -> str:
    return Signer(salt=f"{VOTE_SALT}.back").sign(path)


def read_path(signed: str) -> str:
    """The path of a page of ours; empty for what we have not signed."""
    try:
        return Signer(salt=f"{VOTE_SALT}.back").unsign(signed)
    except BadSignature:
        return ""
