"""What the report of a survey is asked for: a period, what to compare it with, a group of people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.coreutils import get_content_languages

from wagtail_feedback.subjects import find_subject
from wagtail_feedback.submissions.choices import AgeBand, Source, VisitorType
from wagtail_feedback.surveys.models import SurveyVersion
from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.reading import Period
from wagtail_feedback.surveys.results.suppression import FEWEST
from wagtail_feedback.utils.choice_labels import get_choice_label

SEPARATOR = ":"
CHOICES: Mapping[str, type[TextChoices]] = {
    Dimension.SOURCE: Source,
    Dimension.AGE: AgeBand,
    Dimension.VISITOR: VisitorType,
}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReportForm(forms.Form):
    """Read with GET; whatever is wrong in an address is left out."""

    period = forms.ChoiceField(
        label=gettext_lazy("Period"),
        choices=[
            ("", gettext_lazy("All the time")),
            ("30", gettext_lazy("30 days")),
            ("90", gettext_lazy("90 days")),
            ("365", gettext_lazy("a year")),
        ],
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("Or from"), required=False, widget=DayInput)
    until = forms.DateField(label=gettext_lazy("to"), required=False, widget=DayInput)
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)

    def __init__(self, data: Any, groups: list[tuple[str, str, int]]) -> None:
        super().__init__(data, label_suffix="")
        shown = [(dimension, value) for dimension, value, number in groups if number >= FEWEST]
        members = {
            Dimension(dimension).label: [
                (f"{dimension}{SEPARATOR}{value}", get_group_label(dimension, value))
                for _dimension, value in same
            ]
            for dimension, same in groupby(shown, key=lambda group: group[0])
        }
        self.fields["group"].choices = [("", _("Everyone")), *members.items()]  # type: ignore[attr-defined]
        self.is_valid()

    def _get(self, name: str) -> Any:
        return getattr(self, "cleaned_data", {}).get(name)

    @property
    def asked_period(self) -> Period:
        """Days of the project's zone."""
        if self._get("since") or self._get("until"):
            return Period(self._get("since"), self._get("until"))
        if days := self._get("period"):
            today = timezone.localdate(timezone=timezone.get_default_timezone())
            return Period(today - timedelta(days=int(days) - 1), today)
        return Period()

    @property
    def asked_group(self) -> tuple[str, str]:
        dimension, _separator, value = (self._get("group") or "").partition(SEPARATOR)
        return dimension, value


def get_group_label(dimension: str, value: str) -> str:
    """What a group is called for staff; its stored value where nothing knows it any more."""
    if dimension in CHOICES:
        return get_choice_label(CHOICES[dimension], value)
    if dimension == Dimension.LANGUAGE:
        return str(dict(get_content_languages()).get(value, value))
    if dimension == Dimension.VERSION:
        version = SurveyVersion.objects.filter(pk=value).first()
        return f"v{version.number} ({version.language})" if version else value
    if dimension == Dimension.PAGE:
        subject = find_subject(value)
        return subject.label if subject else value
    return value
