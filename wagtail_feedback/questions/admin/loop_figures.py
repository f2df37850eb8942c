"""What the report on answers says of all its topics at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_feedback import features
from wagtail_feedback.moderation.permissions import user_can_anywhere
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.topics.around_answer import WEEKS, Weeks, average, measure_fall
from wagtail_feedback.utils.charts import Chart, draw_columns

#: Paint of the weeks before the answer and since.
TONES = ("mid",) * WEEKS + ("main",) * WEEKS


class Figure(NamedTuple):
    label: str
    value: str
    note: str = ""
    url: str = ""


def draw_weeks(weeks: Sequence[float | None], label: str) -> Chart:
    return draw_columns(weeks, TONES, label=label, rule_before=WEEKS)


def describe_fall(topics: Sequence[Weeks]) -> Figure:
    label = _("People a week, for a topic")
    fall = measure_fall(topics)
    if fall is None:
        return Figure(label, "–", _("No answer is a week old yet."))
    value = f"{write(fall.before)} → {write(fall.since)}"
    if fall.percent is None:
        return Figure(label, value, _("before the answer and since"))
    change = f"{fall.percent:+d}".replace("-", "−")
    return Figure(label, value, _("before the answer and since: %(change)s%%") % {"change": change})


def count_alone(sites: Any, user: Any) -> Figure:
    """Questions that are like no other, or that nobody has grouped yet."""
    count = Question.objects.taken_up().filter(topic=None, site__in=sites).count()
    url = ""
    if user_can_anywhere(user, "moderate", Question):
        name = Question.snippet_viewset.get_url_name("list")
        url = f"{reverse(name)}?{urlencode({'tab': 'published', 'topic': 'none'})}"
    return Figure(_("Questions without a topic"), number_format(count, use_l10n=True), "", url)


def count_to_review(user: Any) -> list[Figure]:
    """Answers that need another look; nothing to those who may not change them."""
    answers = features.get_answers()
    found = answers.find_to_review(user) if answers else None
    return [Figure(_("Answers to review"), str(found[0]), "", found[1])] if found else []


def describe_weeks(topics: Sequence[Weeks]) -> dict[str, Any]:
    """What ``moderation/chart_figure.html`` needs."""
    averages = average(topics)
    label = _("People a week for a topic, before its answer and since")
    return {
        "chart": draw_weeks([each.people for each in averages], label),
        "caption": _("How many people asked about a topic in a week, on average. The line is its answer."),
        "ends": (
            ngettext("%(count)s week before", "%(count)s weeks before", WEEKS) % {"count": WEEKS},
            ngettext("%(count)s week after", "%(count)s weeks after", WEEKS) % {"count": WEEKS},
        ),
        "table_label": _("The weeks in a table"),
        "headings": (_("Week from the answer"), _("People"), _("Topics")),
        "rows": [
            (write_place(place), write(people), count)
            for place, (people, count) in enumerate(averages, start=-WEEKS)
            if people is not None
        ],
    }


def write(number: float) -> str:
    return str(number_format(number, 1))


def write_place(place: int) -> str:
    """There is no week 0: the answer stands between −1 and +1."""
    return f"+{place + 1}" if place >= 0 else f"−{-place}"
