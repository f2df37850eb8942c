"""Which product a visitor writes about, where the form itself is about none; and where it is about one,
whether its author may be asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.contacts.models import ConsentWording
from wagtail_feedback.subjects import LABEL_LENGTH, Subject, find_named_subject
from wagtail_feedback.submissions.fields import SingleLineField
from wagtail_feedback.submissions.forms import SubmissionForm


class SubjectField(SingleLineField):
    """A name, chosen from a list or typed; the browser shows those of the list that fit."""

    #: Names on offer; ``elements/field.html`` draws the list.
    suggestions: Sequence[str] = ()


class SubjectFieldMixin(SubmissionForm):
    """``cleaned_data`` always has ``subject``, the :class:`Subject` that was named or None, and ``about``: a
    name that means none, as it was typed.

    Args:
        subjects: what can be named; None where the form is about something already.
    """

    about = SubjectField(
        max_length=LABEL_LENGTH,
        label=gettext_lazy("Which product?"),
        help_text=gettext_lazy(
            "Shown to everyone. Type a few letters and choose from the list, or write the name."
        ),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    asking_consent = forms.BooleanField(
        required=False,
        help_text=gettext_lazy(
            "Once a month at most, we pass on to you what another customer asks about this product."
        ),
    )

    def __init__(self, *args: Any, subjects: Sequence[Subject] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = subjects or ()
        # A page that a cache has kept may offer what is no longer there: what was typed there is kept.
        if not subjects and (subjects is None or not self.data.get("about")):
            del self.fields["about"]
        elif subjects:
            self.fields["about"].suggestions = [subject.label for subject in subjects]  # type: ignore[attr-defined]
            self.fields["about"].widget.attrs["list"] = f"{self['about'].auto_id}-list"
        if subjects is not None or self.asking_wording is None:
            del self.fields["asking_consent"]

    @property
    def asking_wording(self) -> ConsentWording | None:
        """What there is to agree to; None where the shop asks no customers."""
        return self.site_settings.get_text(self.language).asking_consent

    def get_asking_consent(self) -> ConsentWording | None:
        return self.asking_wording if self.cleaned_data.get("asking_consent") else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name = data.get("about", "")
        data["subject"] = find_named_subject(name, self.subjects, self.site_settings.site)
        data["about"] = "" if data["subject"] else name
        if data.get("asking_consent") and not self.typed("email"):
            self.add_error("asking_consent", _("To be asked, leave an email address too"))
        return data
