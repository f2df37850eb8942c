"""One response a browser, where the editor wants it: a cookie that the answer to the last step sets, and that
the browser shows to the address that takes forms and to no page. It holds nothing but that there was one."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wagtail_feedback.submissions.checks.context import Rejected
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.models.survey import Once

ANSWERED = 409
A_DAY = 24 * 3_600
A_YEAR = 365 * A_DAY


def cookie_name(asked: AskedSurvey) -> str:
    return f"wf_survey_{asked.reference[:12]}"


def check(request: HttpRequest, asked: AskedSurvey) -> None:
    """Raises:
    Rejected: this browser has answered.
    """
    if asked.survey.once == Once.BROWSER and cookie_name(asked) in request.COOKIES:
        raise Rejected(_("You have answered this survey already. Thank you!"), status=ANSWERED)


def remember(response: HttpResponse, asked: AskedSurvey, placement: Placement) -> None:
    if asked.survey.once != Once.BROWSER:
        return
    response.set_cookie(
        cookie_name(asked),
        "1",
        max_age=asked.survey.wave_days * A_DAY or A_YEAR,
        path=placement.submit_url.rpartition(placement.token)[0],
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
