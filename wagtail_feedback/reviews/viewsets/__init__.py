"""The admin side of the review book: entries on the desk, and the books."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import BooleanColumn

from wagtail_feedback.moderation.admin.facts import Fact
from wagtail_feedback.moderation.admin.group_panel import SitePermissionsForm
from wagtail_feedback.moderation.admin.site_objects import SiteDeleteBulkAction, SiteObjectViewSet
from wagtail_feedback.moderation.admin.tabs import ANSWER, READ, STATES
from wagtail_feedback.moderation.admin.viewset import ModerationViewSet, get_verification
from wagtail_feedback.moderation.permissions import limit_to_sites
from wagtail_feedback.reviews.models import Entry, EntryCount, ReviewBook
from wagtail_feedback.reviews.models.choices import Area, Kind
from wagtail_feedback.reviews.viewsets.entry_filters import EntryFilterSet
from wagtail_feedback.reviews.viewsets.entry_view import EntryView
from wagtail_feedback.utils.spreadsheet import Column, as_labels, as_text


class EntryViewSet(ModerationViewSet):
    """Every book's entries: complaints first, with their promises and answers."""

    model = Entry
    tabs = (READ, ANSWER, *STATES)
    filterset_class = EntryFilterSet
    edit_view_class = EntryView
    edit_template_name = "wagtail_feedback/reviews/moderation/item.html"
    urgent_heading = gettext_lazy("The oldest complaints without an answer")
    urgent_empty = gettext_lazy("No complaint waits for an answer.")

    def prepare_queryset(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("book").defer("ratings")

    def get_tab_counts(self, user: Any) -> dict[str, Any]:
        """The published ones from the stored counts: there may be a million of them."""
        counts = limit_to_sites(
            EntryCount.objects.filter(about=""), user, "moderate", Entry, field="book__site"
        )
        published = counts.order_by().values("about").annotate(total=Sum("count")).values("total")
        return {"published": Subquery(published, output_field=IntegerField())}

    def get_label(self, item: Entry) -> str:
        return str(item.get_kind_display())

    def get_notes(self, item: Entry) -> list[str]:
        subject = item.about_label or item.get_area_display() or _("Whole shop")
        return [get_name(item), get_verification(item), str(subject)]

    def get_facts(self, item: Entry) -> list[Fact]:
        return [
            Fact(_("Name"), get_name(item)),
            Fact(_("Book"), item.book.name),
            Fact(_("Area"), str(item.get_area_display())),
            *super().get_facts(item),
            Fact(_("Solved"), SOLVED[item.solved]() if item.solved is not None else ""),
        ]

    def get_export_columns(self) -> list[Column]:
        solved = {True: _("Yes"), False: _("No")}
        number, *rest = super().get_export_columns()
        return [
            number,
            Column("kind", _("Kind"), as_labels(Kind)),
            Column("rating", _("Rating")),
            Column("ratings", _("Ratings in detail"), _format_ratings),
            Column("book__name", _("Book")),
            Column("title", _("Title")),
            Column("text", _("Text")),
            Column("name", _("Name")),
            Column("area", _("Area"), as_labels(Area)),
            *rest,
            Column("answer__position", _("Our position"), as_text),
            Column("answer__done", _("What was done"), as_text),
            Column("answer__result", pgettext("feedback", "Result"), as_text),
            Column("solved", _("Solved, says the author"), lambda value: solved.get(value, "")),
        ]

    def get_contact_columns(self) -> list[Column]:
        return [*super().get_contact_columns(), Column("order_number", _("Order number"))]


SOLVED = {True: lambda: _("Yes, says the author"), False: lambda: _("No, says the author")}


def get_name(entry: Entry) -> str:
    return entry.name or _("No name")


def _format_ratings(value: dict[str, int]) -> str:
    return "; ".join(f"{slug} {stars}" for slug, stars in value.items())


class EntrySitesForm(SitePermissionsForm):
    """On the group screen."""

    heading = gettext_lazy("Review book, site by site")
    app_label = Entry._meta.app_label
    permissions = (
        ("moderate_entry", gettext_lazy("Read and decide")),
        ("answer_entry", gettext_lazy("Publish answers")),
        ("view_contacts_entry", gettext_lazy("See addresses and order numbers")),
        ("export_entry", gettext_lazy("Export")),
        ("add_reviewbook", gettext_lazy("Add review books")),
        ("change_reviewbook", gettext_lazy("Change review books")),
    )


class ReviewBookViewSet(SiteObjectViewSet):
    """Review books, in the menu beside the inbox."""

    model = ReviewBook
    icon = "list-ul"
    list_display = ["name", "site", BooleanColumn("is_open", label=gettext_lazy("Takes entries"))]
    search_fields = ["name", "slug"]

    def get_deletion_problem(self, instance: ReviewBook) -> str:
        return "" if instance.is_deletable else _("A book with entries cannot be deleted. Close it instead.")


class DeleteBooksBulkAction(SiteDeleteBulkAction):
    models = [ReviewBook]
