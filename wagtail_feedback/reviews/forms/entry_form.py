"""The entry form: short for the visitor, strict about what it lets through."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_feedback.conf import conf
from wagtail_feedback.reviews.forms import options
from wagtail_feedback.reviews.models import Criterion, ReviewBook
from wagtail_feedback.reviews.models.choices import RATED_KINDS, RATINGS, Kind
from wagtail_feedback.submissions.forms import (
    CircumstanceFieldsMixin,
    ContactFieldsMixin,
    MultiLineField,
    SingleLineField,
)
from wagtail_feedback.submissions.subject_field import SubjectFieldMixin

CRITERION_PREFIX = "criterion_"


class EntryForm(SubjectFieldMixin, CircumstanceFieldsMixin, ContactFieldsMixin):
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
        max_length=lambda: conf.TEXT_MAX_LENGTH,
        label=gettext_lazy("Tell us what happened"),
        help_text=gettext_lazy(
            "A few lines are enough. Leave out phone numbers, addresses and card details: "
            "everyone can read this."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write at least a few words")},
    )
    title = SingleLineField(max_length=150, label=gettext_lazy("Heading"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Topic"), choices=options.area_choices, required=False)
    order_number = SingleLineField(
        max_length=40,
        label=gettext_lazy("Order number"),
        help_text=gettext_lazy("Never published. It helps us to find out what went wrong."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-short": True}),
    )
    place = SingleLineField(
        max_length=60,
        label=gettext_lazy("Town or region"),
        help_text=gettext_lazy("Shown to everyone."),
        required=False,
        widget=forms.TextInput(attrs={"data-short": True}),
    )

    #: The order on the page, so that the error summary leads from top to bottom.
    FIRST = (
        "kind",
        "rating",
        "text",
        "name",
        "publication_consent",
        "email",
        "about",
        "title",
        "area",
        "order_number",
        "place",
    )
    LAST = ("age_band", "target_group", "share_device", "consent", "asking_consent")
    personal_fields: ClassVar = ("email", "order_number")
    published_fields: ClassVar = ("name", "place")

    def __init__(self, book: ReviewBook, language: str, **kwargs: Any) -> None:
        super().__init__(book.site_settings, language, **kwargs)
        self.book = book
        self.words = book.get_text(language)
        self.taken = book.all_kinds
        self.fields["kind"].choices = [(row.kind, row.kind) for row in self.taken]  # type: ignore[attr-defined]
        self.fields["email"].required = book.confirm_first
        self.criteria: list[Criterion] = book.all_criteria
        for criterion in self.criteria:
            self.fields[CRITERION_PREFIX + criterion.slug] = forms.TypedChoiceField(
                label=criterion.get_label(language),
                choices=[("", "–"), *((str(value), str(value)) for value in RATINGS)],
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": _("Choose a rating from 1 to 5 stars")},
            )
        names = [CRITERION_PREFIX + criterion.slug for criterion in self.criteria]
        self.order_fields([*self.FIRST, *names, *self.LAST])
        if len(self.taken) == 1:
            self.initial["kind"] = self.taken[0].kind

    # What the template draws

    def kind_options(self) -> list[dict[str, Any]]:
        passes_thanks_on = bool(self.site_settings.thanks_addresses())
        return options.kind_options(self.taken, self["kind"].value(), passes_thanks_on=passes_thanks_on)

    def star_options(self) -> list[dict[str, Any]]:
        return options.star_options(self["rating"].value())

    def asks_rating(self) -> bool:
        return any(row.kind in RATED_KINDS for row in self.taken)

    def claims_line(self) -> str:
        """Where to send a legal claim; empty where no complaints are taken."""
        return self.claims_notice if any(row.kind == Kind.COMPLAINT for row in self.taken) else ""

    def criterion_fields(self) -> list[Any]:
        return [self[CRITERION_PREFIX + criterion.slug] for criterion in self.criteria]

    def more_is_open(self) -> bool:
        """The folded part opens by itself when something in it was typed or is wrong."""
        more = [*self.criterion_fields(), *self.circumstance_fields()]
        names = {"about", "title", "area", "order_number", "place", "share_device"}
        names = names & set(self.fields) | {field.name for field in more}
        return self.is_bound and any(self.errors.get(name) or self[name].value() for name in names)

    def first_id(self, name: str) -> str:
        first = {"kind": self.taken[0].kind, "rating": RATINGS[0]}
        found = super().first_id(name)
        return f"{found}-{first[name]}" if name in first else found

    # What it lets through

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.needs_rating():
            if data.get("rating") is None and "rating" not in self.errors:
                self.add_error("rating", _("Choose a rating from 1 to 5 stars"))
        elif "kind" not in self.errors:
            data["rating"] = None
            self.errors.pop("rating", None)
        return data

    def needs_rating(self) -> bool:
        """Whether the chosen kind is rated; where none is chosen, whether every kind on offer is."""
        if "kind" in self.errors:
            return all(row.kind in RATED_KINDS for row in self.taken)
        return self.cleaned_data["kind"] in RATED_KINDS

    def criterion_ratings(self) -> dict[str, int]:
        """``{criterion slug: 1–5}`` of the criteria that were rated; none for kinds without a rating."""
        if self.cleaned_data["kind"] not in RATED_KINDS:
            return {}
        values = {c.slug: self.cleaned_data.get(CRITERION_PREFIX + c.slug) for c in self.criteria}
        return {slug: value for slug, value in values.items() if value}
