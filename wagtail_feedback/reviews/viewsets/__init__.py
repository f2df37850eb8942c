"""The admin side of the review book: entries on the desk, and the books."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import BooleanColumn

from wagtail_feedback.localised_rows import with_labels
from wagtail_feedback.moderation.admin.facts import Fact
from wagtail_feedback.moderation.admin.group_panel import SitePermissionsForm
from wagtail_feedback.moderation.admin.inbox import ROW_FIELDS
from wagtail_feedback.moderation.admin.site_objects import SiteDeleteBulkAction, SiteObjectViewSet
from wagtail_feedback.moderation.admin.tabs import ANSWER, READ, STATES, Shortcut
from wagtail_feedback.moderation.admin.viewset import ModerationViewSet
from wagtail_feedback.moderation.permissions import limit_to_sites
from wagtail_feedback.reviews.models import (
    AnswerVersion,
    Criterion,
    CriterionLabel,
    Entry,
    EntryCount,
    ReviewBook,
)
from wagtail_feedback.reviews.models.choices import TECHNICAL_PRIORITIES, Kind
from wagtail_feedback.reviews.viewsets.entry_filters import EntryFilterSet
from wagtail_feedback.reviews.viewsets.entry_view import EntryView
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.choices import Area
from wagtail_feedback.utils.choice_labels import get_choice_label
from wagtail_feedback.utils.columns import Column, Format, as_labels, as_shown, as_text


class EntryViewSet(ModerationViewSet):
    """Every book's entries: complaints first, with their promises and answers."""

    model = Entry
    tabs = (READ, ANSWER, *STATES)
    filterset_class = EntryFilterSet
    edit_view_class = EntryView
    edit_template_name = "wagtail_feedback/reviews/moderation/item.html"
    shortcuts = tuple(
        Shortcut(area.label, {"area": area.value}, Q(area=area.value, priority__in=TECHNICAL_PRIORITIES))
        for area in Area
        if area.is_technical
    )
    shortcuts_heading = gettext_lazy("About the site itself:")
    urgent_heading = gettext_lazy("The oldest complaints without an answer")
    urgent_empty = gettext_lazy("No complaint waits for an answer.")

    def prepare_queryset(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        newest = AnswerVersion.objects.filter(entry=OuterRef("pk")).values("is_published")[:1]
        shown = rows.only(*ROW_FIELDS, "kind", "rating", "title", "text", "name", "area")
        return shown.annotate(is_newest_public=Subquery(newest))

    def get_tab_counts(self, user: Any) -> dict[str, Any]:
        """The published ones from the stored counts: there may be a million of them."""
        counts = limit_to_sites(
            EntryCount.objects.filter(about=""), user, "moderate", Entry, field="book__site"
        )
        published = counts.order_by().values("about").annotate(total=Sum("count")).values("total")
        return {"published": Subquery(published, output_field=IntegerField())}

    def get_label(self, item: Entry) -> str:
        return get_choice_label(Kind, item.kind)

    def get_verification(self, item: Entry) -> str:
        """The form asks for an order: that none was confirmed says something."""
        return super().get_verification(item) or _("Purchase not confirmed")

    def get_notes(self, item: Entry) -> list[str]:
        area = get_choice_label(Area, item.area) if item.area else _("Whole shop")
        has_draft = getattr(item, "is_newest_public", None) is False
        drafted = [_("Answer saved as a draft")] if has_draft else []
        return [get_name(item), self.get_verification(item), item.shown.about_label or area, *drafted]

    def get_facts(self, item: Entry) -> list[Fact]:
        return [
            Fact(_("Name"), get_name(item)),
            Fact(_("Book"), item.book.name),
            Fact(_("Area"), str(item.get_area_display())),
            *super().get_facts(item),
            Fact(_("Solved"), SOLVED[item.solved]() if item.solved is not None else ""),
        ]

    def get_export_columns(self) -> list[Column]:
        solved = {True: _("Yes"), False: _("No"), None: ""}
        number, *rest = super().get_export_columns()
        return [
            number,
            Column("kind", _("Kind"), as_labels(Kind)),
            Column("rating", _("Rating")),
            Column(("book_id", "ratings"), _("Ratings in detail"), as_ratings(), raw=True),
            Column("book__name", _("Book")),
            Column("title", _("Title"), as_shown()),
            Column("text", _("Text"), as_shown()),
            Column("name", _("Name"), as_shown()),
            Column("area", _("Area"), as_labels(Area)),
            *rest,
            Column("answer__position", _("Our position"), as_text),
            Column("answer__done", _("What was done"), as_text),
            Column("answer__result", pgettext("feedback", "Result"), as_text),
            Column("solved", _("Solved, says the author"), as_labels(solved)),
        ]

    def get_contact_columns(self) -> list[Column]:
        return [*super().get_contact_columns(), Column("order_number", _("Order number"))]


SOLVED = {True: lambda: _("Yes, says the author"), False: lambda: _("No, says the author")}


def get_name(entry: Entry) -> str:
    return entry.shown.name or _("No name")


def as_ratings() -> Format:
    """“Delivery 5; Taste 4”, as each book calls its criteria in the active language; of raw values."""
    criteria = with_labels(Criterion.objects.all(), CriterionLabel.objects.all())
    labels = {(str(criterion.book_id), criterion.slug): criterion.get_label() for criterion in criteria}

    @lru_cache(maxsize=1_000)  # there are more entries than ways to rate
    def format_ratings(book_id: str, ratings: str) -> str:
        stars = json.loads(ratings)
        return "; ".join(f"{labels.get((book_id, slug), slug)} {number}" for slug, number in stars.items())

    return format_ratings


class EntrySitesForm(SitePermissionsForm):
    """On the group screen."""

    heading = gettext_lazy("Review book, site by site")
    app_label = Entry._meta.app_label
    permissions = (
        ("moderate_entry", gettext_lazy("Read and decide")),
        ("answer_entry", gettext_lazy("Publish answers")),
        ("view_contacts_entry", gettext_lazy("See addresses and order numbers")),
        ("export_entry", gettext_lazy("Export")),
        ("import_entry", gettext_lazy("Import")),
        ("erase_entry", gettext_lazy("Erase at the author’s request")),
        ("add_reviewbook", gettext_lazy("Add review books")),
        ("change_reviewbook", gettext_lazy("Change review books")),
    )


class ReviewBookViewSet(SiteObjectViewSet):
    """Review books, in the menu beside the inbox."""

    model = ReviewBook
    icon = "list-ul"
    list_display = ["name", "site", BooleanColumn("is_open", label=gettext_lazy("Open for entries"))]
    search_fields = ["name", "slug"]

    def get_deletion_problem(self, instance: ReviewBook) -> str:
        return "" if instance.is_deletable else _("A book with entries cannot be deleted. Close it instead.")

    def get_warnings(self, instance: ReviewBook) -> list[str]:
        codes = FeedbackSettings.for_site(instance.site).languages_without_consent()
        if not codes:
            return []
        message = _(
            "The forms of this book ask for an email address without asking for consent (%(languages)s). "
            "Choose a consent wording in Settings → Feedback settings."
        )
        return [message % {"languages": ", ".join(codes)}]


class DeleteBooksBulkAction(SiteDeleteBulkAction):
    models = [ReviewBook]
