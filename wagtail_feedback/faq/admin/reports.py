"""What readers think of answers, and which are due for another look: for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.db.models import Count
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_feedback.faq.answers import REVIEW_REPORT, REVIEWERS
from wagtail_feedback.faq.models import FAQEntry, FAQVote
from wagtail_feedback.faq.querysets import ENOUGH_VOTES, is_overdue, is_unhelpful
from wagtail_feedback.utils.spreadsheet import escape_csv, escape_formula

#: So many of the latest reasons in words are shown beside an entry.
MOST_COMMENTS = 20
QUESTION = pgettext_lazy("feedback", "Question")
REASONS = {"overdue": _("Its day is over"), "unhelpful": _("Most readers say no")}


@dataclass(frozen=True)
class Votes:
    """How many said yes, of how many."""

    helpful: int
    count: int

    def __str__(self) -> str:
        """“80 % of 25”; a share without its number says nothing."""
        if not self.count:
            return "–"
        share = round(100 * self.helpful / self.count)
        return gettext("%(share)s%% of %(count)s") % {"share": share, "count": self.count}


def get_votes(entry: Any) -> Votes:
    """Of an entry that was read with its votes."""
    return Votes(entry.helpful_count, entry.vote_count)


def get_review_reasons(entry: Any) -> list[str]:
    """Why an entry that was read with its votes needs another look; as the report finds it."""
    no_count = entry.vote_count - entry.helpful_count
    found = {
        "overdue": entry.review_by is not None and entry.review_by < timezone.localdate(),
        "unhelpful": entry.vote_count >= ENOUGH_VOTES and entry.helpful_count < no_count,
    }
    return [str(REASONS[name]) for name, is_found in found.items() if is_found]


def get_edit_url(entry: Any) -> str:
    return reverse(FAQEntry.snippet_viewset.get_url_name("edit"), args=[entry.pk])


class VotesColumn(Column):
    """The share of yes, with its number."""

    def __init__(self) -> None:
        super().__init__("votes", label=_("Helpful"), accessor=get_votes)


class VotesPanel(Panel):
    """Why an entry needs another look, and what its readers said."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_feedback/faq/moderation/votes.html"

        def is_shown(self) -> bool:
            return bool(
                super().is_shown() and self.instance.pk and (self.reasons or self.entry.votes.exists())
            )

        @cached_property
        def entry(self) -> Any:
            """As it is published; the form may show a draft."""
            return FAQEntry.objects.with_votes().get(pk=self.instance.pk)

        @cached_property
        def reasons(self) -> list[str]:
            return get_review_reasons(self.entry)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            votes = self.entry.votes.filter(version=self.entry.version)
            given = votes.exclude(reason="").order_by().values_list("reason").annotate(count=Count("pk"))
            return {
                **context,
                "reasons": self.reasons,
                "votes": get_votes(self.entry),
                "earlier_count": self.entry.votes.count() - self.entry.vote_count,
                "given": [(FAQVote.Reason(reason).label, count) for reason, count in given],
                "comments": votes.exclude(comment="").order_by("-pk")[:MOST_COMMENTS],
            }


class ReviewFilterSet(WagtailFilterSet):
    reason = django_filters.ChoiceFilter(
        label=_("Reason"), choices=list(REASONS.items()), method="filter_reason", empty_label=_("All")
    )

    class Meta:
        model = FAQEntry
        fields: ClassVar = ["section", "locale"]

    def filter_reason(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(is_unhelpful() if value == "unhelpful" else is_overdue(timezone.localdate()))


class ReviewReportView(ReportView):
    """Live entries whose day is over, or of which most readers say that they do not help."""

    model = FAQEntry
    page_title = _("FAQ to review")
    header_icon = "help"
    filterset_class = ReviewFilterSet
    index_url_name = REVIEW_REPORT
    index_results_url_name = f"{REVIEW_REPORT}_results"
    default_ordering = "review_by"
    permission_policy = ModelPermissionPolicy(FAQEntry)
    any_permission_required = REVIEWERS
    columns: ClassVar = [
        TitleColumn(
            "question", label=pgettext_lazy("feedback", "Question"), get_url=get_edit_url, sort_key="question"
        ),
        Column("section", label=_("Section")),
        Column("review_by", label=_("Review by"), sort_key="review_by"),
        VotesColumn(),
        Column("reasons", label=_("Reason"), accessor=lambda entry: ", ".join(get_review_reasons(entry))),
    ]
    list_export: ClassVar = ["question", "section", "locale", "review_by", "helpful_count", "vote_count"]
    export_headings: ClassVar = {"helpful_count": _("Helpful"), "vote_count": _("Votes")}
    custom_field_preprocess: ClassVar = {
        name: {
            "csv": lambda value: escape_csv(str(value or "")),
            "xlsx": lambda value: escape_formula(str(value or "")),
        }
        for name in ("question", "section", "locale")
    }

    def get_base_queryset(self) -> Any:
        return FAQEntry.objects.to_review(timezone.localdate()).select_related("section", "locale")


class ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        policy = ReviewReportView.permission_policy
        return bool(policy.user_has_any_permission(request.user, ReviewReportView.any_permission_required))


def get_menu_item() -> ReviewMenuItem:
    return ReviewMenuItem(
        _("FAQ to review"), reverse(REVIEW_REPORT), name="faq-review", icon_name="help", order=1100
    )


def get_urlpatterns() -> list[Any]:
    results = ReviewReportView.as_view(results_only=True)
    return [
        path("reports/faq-review/", ReviewReportView.as_view(), name=REVIEW_REPORT),
        path("reports/faq-review/results/", results, name=f"{REVIEW_REPORT}_results"),
    ]
