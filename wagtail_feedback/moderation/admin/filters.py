"""Filters that every desk has."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.fields import DateRangeField
from django_filters.widgets import SuffixedMultiWidget
from wagtail.admin.filters import WagtailFilterSet
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from wagtail_feedback.moderation.permissions import get_site_ids, limit_to_sites
from wagtail_feedback.submissions.checks.labels import CHECK_LABELS
from wagtail_feedback.submissions.choices import AgeBand, Device, Source, VisitorType
from wagtail_feedback.utils.composed import fetch_composed

#: What a site's name is made of.
SITE_COLUMNS = ("id", "site_name", "hostname", "port", "is_default_site")
YEARS = range(1000, 9999)


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


class DayRangeField(DateRangeField):
    def compress(self, data_list: list[Any]) -> Any:
        # Databases convert moments between time zones: none may fall off the calendar.
        if any(day and day.year not in YEARS for day in data_list or ()):
            raise ValidationError(self.fields[0].error_messages["invalid"])
        return super().compress(data_list)


class DayRangeFilter(django_filters.DateFromToRangeFilter):
    field_class = DayRangeField


class Checkboxes(forms.CheckboxSelectMultiple):
    """Django's own takes four templates for each box."""

    template_name = "wagtail_feedback/moderation/checkboxes.html"


def multiple_choice(label: Any, choices: Any = (), **kwargs: Any) -> django_filters.MultipleChoiceFilter:
    """A choice of several. None looks at rows of other tables, so none needs DISTINCT: with it, databases
    sort everything that matches before they give the first page."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, distinct=False, widget=Checkboxes, **kwargs
    )


class ModerationFilterSet(WagtailFilterSet):
    """Circumstances, answers and holds. Sites are those of the person who looks."""

    site = multiple_choice(_("Site"), field_name="site_id")
    language = multiple_choice(_("Language"))
    created_at = DayRangeFilter(label=_("Received"), widget=DateRangeWidget)
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
    visitor_type = multiple_choice(_("Customer"), VisitorType.choices)
    age_band = multiple_choice(_("Age"), AgeBand.choices)
    place = django_filters.CharFilter(label=_("Town"), lookup_expr="iexact")
    campaign = django_filters.CharFilter(label=_("Campaign"), lookup_expr="iexact")

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        for name, choices in self.get_choices(request.user, self.queryset.model).items():
            self.offer(name, choices)

    @classmethod
    def get_choices(cls, user: Any, model: Any) -> dict[str, list[tuple[Any, str]]]:
        """What filters offer that depends on the site and on who looks: values and labels by filter. All else
        of a filter is the same for everybody, because panels without a choice are kept for each of these."""
        sites = cls.fetch_choices(Site, SITE_COLUMNS, user, model, field="pk")
        return {
            "site": [(row[0], str(Site(**dict(zip(SITE_COLUMNS, row, strict=True))))) for row in sites],
            "language": [(code, str(name)) for code, name in get_content_languages().items()],
        }

    @staticmethod
    def fetch_choices(
        source: type[Model], columns: tuple[str, ...], user: Any, model: Any, *, field: str = "site"
    ) -> list[tuple[Any, ...]]:
        """Columns of the rows that a filter offers: those of the sites that the user moderates."""
        rows = source._default_manager.values_list(*columns)
        key = ("choices", model, get_site_ids(user, "moderate", model))
        return fetch_composed(source, key, lambda: limit_to_sites(rows, user, "moderate", model, field=field))

    def offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """A filter with one choice is none, unless the address asks for another one: that is refused."""
        unknown = set(self.request.GET.getlist(name)) - {str(value) for value, _label in choices}
        if len(choices) > 1 or unknown:
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


@cache
def get_filter_media(filterset_class: type[ModerationFilterSet]) -> forms.Media:
    """The scripts and styles of its widgets, without making its form."""
    fields = [deepcopy(each).field for each in filterset_class.base_filters.values()]
    return sum((field.widget.media for field in fields), forms.Media())
