"""What the report of a survey is asked for: a period and what to compare it with, a group of people, a
question by the answers to another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from wagtail_feedback.surveys.models.answer_count import Dimension
from wagtail_feedback.surveys.results.asked import Asked
from wagtail_feedback.surveys.results.crosstab import can_be_crossed
from wagtail_feedback.surveys.results.group_labels import GroupLabels
from wagtail_feedback.surveys.results.reading import Period
from wagtail_feedback.utils.dates import project_day

SEPARATOR = ":"


class DayField(forms.DateField):
    def __init__(self, label: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d")
        widget.input_type = "date"
        super().__init__(label=label, required=False, widget=widget)


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
    since = DayField(gettext_lazy("Or from"))
    until = DayField(gettext_lazy("to"))
    before_since = DayField(gettext_lazy("Compare with, from"))
    before_until = DayField(gettext_lazy("to"))
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)
    question = forms.ChoiceField(label=gettext_lazy("Question"), required=False)
    by = forms.ChoiceField(label=gettext_lazy("By the answers to"), required=False)

    def __init__(
        self,
        data: Any,
        groups: Sequence[tuple[str, str, int]],
        labels: GroupLabels,
        asked: Iterable[Asked] = (),
    ) -> None:
        super().__init__(data, label_suffix="")
        members = {
            Dimension(dimension).label: [
                (f"{dimension}{SEPARATOR}{value}", labels.get(dimension, value))
                for _dimension, value, _number in same
            ]
            for dimension, same in groupby(groups, key=lambda group: group[0])
        }
        self.set_choices("group", [("", _("Everyone")), *members.items()])
        self.crossed = {make_name(one): one for one in asked if can_be_crossed(one)}
        questions = [(name, one.question.label) for name, one in self.crossed.items()]
        for name in ("question", "by"):
            self.set_choices(name, [("", pgettext("question", "None")), *questions])
        self.is_valid()

    def set_choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _get(self, name: str) -> Any:
        return getattr(self, "cleaned_data", {}).get(name)

    @property
    def asked_period(self) -> Period:
        """Days of the project’s zone."""
        if self._get("since") or self._get("until"):
            return Period(self._get("since"), self._get("until"))
        if days := self._get("period"):
            today = project_day()
            return Period(today - timedelta(days=int(days) - 1), today)
        return Period()

    @property
    def compared_period(self) -> Period | None:
        """The one that was chosen, else as many days just before; None for nothing to compare with."""
        if self._get("before_since") or self._get("before_until"):
            return Period(self._get("before_since"), self._get("before_until"))
        return self.asked_period.before()

    @property
    def has_overlap(self) -> bool:
        """Whether people may be in both periods, so that these do not differ by chance."""
        compared = self.compared_period
        return compared is not None and compared.overlaps(self.asked_period)

    @property
    def asked_group(self) -> tuple[str, str]:
        dimension, _separator, value = (self._get("group") or "").partition(SEPARATOR)
        return dimension, value

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked_group[0]) or self.asked_period != Period()

    @property
    def asked_crossing(self) -> tuple[Asked, Asked] | None:
        """A question and the one whose answers tell people apart."""
        rows, columns = self.crossed.get(self._get("question")), self.crossed.get(self._get("by"))
        return (rows, columns) if rows and columns and rows.key != columns.key else None


def make_name(asked: Asked) -> str:
    return SEPARATOR.join(map(str, asked.key))
