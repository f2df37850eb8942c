"""The entry form: short for the visitor, strict about what it lets through."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wagtail_feedback.conf import conf
from wagtail_feedback.reviews.forms import options
from wagtail_feedback.reviews.models import Criterion, ReviewBook
from wagtail_feedback.reviews.models.choices import RATED_KINDS, RATINGS, Area
from wagtail_feedback.submissions.checks.reserved_names import is_reserved
from wagtail_feedback.submissions.forms import MultiLineField, SingleLineField

CRITERION_PREFIX = "criterion_"


class EntryForm(forms.Form):
    """Everything a visitor may say about an entry; whatever else is posted is ignored.

    The book decides which kinds and criteria there are; the kind decides whether a rating is asked.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("What would you like to leave?"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose what you would like to leave")
        ),
    )
    rating = forms.TypedChoiceField(
        label=gettext_lazy("Your rating"),
        help_text=gettext_lazy("1 is very poor, 5 is excellent"),
        choices=[(str(value), str(value)) for value in RATINGS],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose a rating from 1 to 5 stars")},
    )
    text = MultiLineField(
        most=lambda: conf.TEXT_MAX_LENGTH,
        label=gettext_lazy("Tell us what happened"),
        help_text=gettext_lazy(
            "A few lines are enough. Leave out phone numbers, addresses and card details: "
            "everyone can read this."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write at least a few words")},
    )
    name = SingleLineField(
        most=60,
        label=gettext_lazy("Name to show"),
        help_text=gettext_lazy("Shown to everyone. Leave it empty to stay anonymous."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "data-short": True}),
    )
    email = SingleLineField(
        most=254,
        label=pgettext_lazy("feedback", "Email address"),
        help_text=gettext_lazy(
            "Never published. We send the answer there, and a link to see or withdraw your entry."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write an address that we can answer to")},
    )
    title = SingleLineField(most=150, label=gettext_lazy("Heading"), required=False)
    area = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[("", gettext_lazy("Not sure")), *Area.choices],
        required=False,
    )
    order_number = SingleLineField(
        most=40,
        label=gettext_lazy("Order number"),
        help_text=gettext_lazy("Never published. It helps us to find out what went wrong."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-short": True}),
    )
    region = SingleLineField(
        most=60,
        label=gettext_lazy("Town or region"),
        help_text=gettext_lazy("Shown to everyone."),
        required=False,
        widget=forms.TextInput(attrs={"data-short": True}),
    )
    consent = forms.BooleanField(required=False)

    def __init__(
        self, book: ReviewBook, language: str, *, data: QueryDict | None = None, prefix_id: str = ""
    ) -> None:
        super().__init__(data, auto_id=f"{prefix_id}-%s")
        self.book = book
        self.words = book.text(language)
        self.wording = self.words.consent
        self.taken = book.all_kinds
        self.fields["kind"].choices = [(row.kind, row.kind) for row in self.taken]  # type: ignore[attr-defined]
        self.fields["email"].required = book.confirm_first
        self.criteria: list[Criterion] = book.all_criteria
        for criterion in self.criteria:
            self.fields[CRITERION_PREFIX + criterion.slug] = forms.TypedChoiceField(
                label=criterion.localised(language),
                choices=[("", "–"), *((str(value), str(value)) for value in RATINGS)],
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": _("Choose a rating from 1 to 5 stars")},
            )
        if len(self.taken) == 1:
            self.initial["kind"] = self.taken[0].kind

    # What the template draws

    def kind_options(self) -> list[dict[str, Any]]:
        return options.kind_options(self.taken, self["kind"].value())

    def star_options(self) -> list[dict[str, Any]]:
        return options.star_options(self["rating"].value())

    def asks_rating(self) -> bool:
        return any(row.kind in RATED_KINDS for row in self.taken)

    def criterion_fields(self) -> list[Any]:
        return [self[CRITERION_PREFIX + criterion.slug] for criterion in self.criteria]

    def more_is_open(self) -> bool:
        """The search_text part opens by itself when something in it was typed or is wrong."""
        names = ["title", "area", "order_number", "region", *(f.name for f in self.criterion_fields())]
        return self.is_bound and any(self.errors.get(name) or self[name].value() for name in names)

    def first_id(self, name: str) -> str:
        """Where a link in the error summary leads."""
        options = {"kind": self.taken[0].kind, "rating": RATINGS[0]}
        auto_id = self[name].auto_id
        return f"{auto_id}-{options[name]}" if name in options else auto_id

    # What it lets through

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and is_reserved(name, [*conf.RESERVED_NAMES, *self.book.signatures(), self.words.shop]):
            raise ValidationError(_("This name belongs to the shop. Choose another, or leave it empty."))
        return name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email:
            try:
                validate_email(email)
            except ValidationError:
                raise ValidationError(options.address_advice(email)) from None
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") in RATED_KINDS:
            if data.get("rating") is None and "rating" not in self.errors:
                self.add_error("rating", _("Choose a rating from 1 to 5 stars"))
        else:
            data["rating"] = None
            self.errors.pop("rating", None)
        personal = data.get("email") or data.get("order_number")
        if personal and self.wording is not None and not data.get("consent"):
            self.add_error("consent", _("Tick the box, so that we may use your details to answer you"))
        return data

    def criterion_ratings(self) -> dict[str, int]:
        """``{criterion slug: 1–5}`` of the criteria that were rated; none for kinds without a rating."""
        if self.cleaned_data["kind"] not in RATED_KINDS:
            return {}
        values = {c.slug: self.cleaned_data.get(CRITERION_PREFIX + c.slug) for c in self.criteria}
        return {slug: value for slug, value in values.items() if value}
