"""Whether a survey can be answered now, for the list; and what keeps one from being deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_feedback.surveys.models import Response, Survey
from wagtail_feedback.utils.dates import format_day


def describe_state(survey: Any) -> str:
    """In a word or two, of a survey that was read ``with_figures``."""
    if not survey.live:
        return _("Not published") if survey.newest_number is None else _("Closed")
    state = _describe_live(survey)
    return _("%(state)s, with a draft") % {"state": state} if survey.has_unpublished_changes else state


def _describe_live(survey: Any) -> str:
    now = timezone.now()
    opens, closes = survey.get_period()
    if opens and now < opens:
        return _("Opens on %(day)s") % {"day": format_day(survey.opens_on, with_year=True)}
    if closes and now >= closes:
        return _("Closed")
    if survey.cap is not None and survey.taken >= survey.cap:
        return _("Full")
    if closes:
        return _("Open to the end of %(day)s") % {"day": format_day(survey.closes_on, with_year=True)}
    return _("Open")


def refuse_answered(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """In front of Wagtail’s deletion of snippets, which would fail: responses keep what they answer."""
    for survey in instances:
        if not isinstance(survey, Survey):
            continue
        count = Response.objects.filter(survey_version__survey=survey).count()
        if count:
            text = _(
                "“%(title)s” cannot be deleted, because people have answered it: %(count)s. Unpublish it:"
                " then nobody can answer any more, and the results stay."
            )
            messages.error(request, text % {"title": survey.title, "count": count})
            return redirect(Survey.snippet_viewset.get_url_name("list"))
    return None
