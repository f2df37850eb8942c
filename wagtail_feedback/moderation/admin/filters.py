"""Filters that every desk has."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.widgets import SuffixedMultiWidget
from wagtail.admin.filters import WagtailFilterSet
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from wagtail_feedback.moderation.permissions import limit_to_sites
from wagtail_feedback.submissions.checks.labels import CHECK_LABELS
from wagtail_feedback.submissions.choices import AgeBand, Device, Source


class DateRangeWidget(SuffixedMultiWidget):
    """Two native date inputs; Wagtail's own range widget writes inline script."""

    suffixes = ["from", "to"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        first, last = (
            forms.DateInput(attrs={"type": "date", "aria-label": label}, format="%Y-%m-%d")
            for label in (pgettext_lazy("date", "From"), pgettext_lazy("date", "To"))
        )
        super().__init__((first, last), attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.start, value.stop] if value else [None, None]


def multiple_choice(label: Any, choices: Any = (), **kwargs: Any) -> django_filters.MultipleChoiceFilter:
    """A choice of several. None looks at rows of other tables, so none needs DISTINCT: with it, databases
    sort everything that matches before they give the first page."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, distinct=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class ModerationFilterSet(WagtailFilterSet):
    """Circumstances, answers and holds. Sites are those of the person who looks."""

    site = multiple_choice(_("Site"), field_name="site_id")
    language = multiple_choice(_("Language"))
    created_at = django_filters.DateFromToRangeFilter(label=_("Received"), widget=DateRangeWidget)
    answered = django_filters.ChoiceFilter(
        label=pgettext_lazy("filter", "Answered"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_answered",
    )
    held = multiple_choice(_("Held by"), list(CHECK_LABELS.items()), method="filter_held")
    source = multiple_choice(_("Source"), Source.choices)
    device = multiple_choice(_("Device"), Device.choices)
    age_band = multiple_choice(_("Age"), AgeBand.choices)
    place = django_filters.CharFilter(label=_("Place"), lookup_expr="iexact")
    campaign = django_filters.CharFilter(label=_("Campaign"), lookup_expr="iexact")

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        sites = limit_to_sites(Site.objects.all(), request.user, "moderate", self.queryset.model, field="pk")
        self.offer("site", [(site.pk, str(site)) for site in sites])
        self.offer("language", [(code, str(name)) for code, name in get_content_languages().items()])

    def offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """A filter with one choice is none."""
        if len(choices) > 1:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def filter_answered(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(answered_at__isnull=value == "no")

    def filter_held(self, rows: QuerySet[Any], name: str, values: list[str]) -> QuerySet[Any]:
        if not values:
            return rows
        holds = rows.model._meta.get_field("holds").related_model._default_manager
        return rows.filter(Exists(holds.filter(submission=OuterRef("pk"), spam_check__in=values)))
