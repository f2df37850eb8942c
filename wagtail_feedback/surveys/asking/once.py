"""One response a person, where the editor wants it.

A browser is known by a cookie, which the answer to the last step sets, and which the browser shows to the
address that takes forms and to no page; it holds nothing but that there was one. An account or an order is
known by a keyed hash in a table of its own (``AnsweredOnce``).
"""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_feedback.contacts.order_links import read_order_token
from wagtail_feedback.submissions.carried import read_token_of_order
from wagtail_feedback.submissions.checks.context import Rejected
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.surveys.asking.asked_survey import AskedSurvey
from wagtail_feedback.surveys.models import AnsweredOnce
from wagtail_feedback.surveys.models.answered_once import make_once_keys
from wagtail_feedback.surveys.models.survey import Once

ANSWERED, FORBIDDEN = 409, 403
A_DAY = 24 * 3_600
A_YEAR = 365 * A_DAY


def cookie_name(asked: AskedSurvey) -> str:
    return f"wf_survey_{asked.reference[:12]}"


def check(request: HttpRequest, asked: AskedSurvey) -> None:
    """Raises:
    Rejected: this person has answered, or cannot be told from others.
    """
    if asked.survey.once == Once.BROWSER and cookie_name(asked) in request.COOKIES:
        raise has_answered()
    keys = list_keys(request, asked)
    if keys and AnsweredOnce.objects.filter(key__in=keys).exists():
        raise has_answered()


def claim(request: HttpRequest, asked: AskedSurvey) -> None:
    """Note that this person has answered, in the transaction that stores the answers. The unique index
    decides between two who send at once.

    Raises:
        Rejected: as above.
    """
    check(request, asked)
    for key in list_keys(request, asked)[:1]:
        known = {"survey_key": asked.survey.translation_key}
        _row, is_new = AnsweredOnce.objects.get_or_create(key=key, defaults=known)
        if not is_new:
            raise has_answered()


def list_keys(request: HttpRequest, asked: AskedSurvey) -> list[str]:
    """What this person is known by in this survey, the one to store first; nothing where nobody is to be.

    Raises:
        Rejected: nobody knows.
    """
    who = identify(request, asked)
    return list(make_once_keys(asked.survey.translation_key, who)) if who else []


def identify(request: HttpRequest, asked: AskedSurvey) -> str:
    """Who it is that may answer once, an account in each wave; empty where the survey does not ask.

    Raises:
        Rejected: nobody knows.
    """
    if asked.survey.once == Once.LOGIN:
        if account := get_account(request, asked):
            today = timezone.localdate(timezone=timezone.get_default_timezone())
            return f"{account}:{asked.survey.get_wave(today)}"
        message = _("Log in to answer: every account answers once. Your text is kept.")
        raise Rejected(message, status=FORBIDDEN, must_log_in=True)
    return f"order:{_read_order(request)}" if asked.survey.once == Once.ORDER else ""


def get_account(request: HttpRequest, asked: AskedSurvey) -> str:
    """Of whoever is logged in, where the survey asks for that; empty else."""
    is_known = asked.survey.once == Once.LOGIN and request.user.is_authenticated
    return f"account:{request.user.pk}" if is_known else ""


def _read_order(request: HttpRequest) -> str:
    try:
        return read_order_token(read_token_of_order(request)).reference
    except SignatureExpired:
        message = _("The link that opened this survey is too old. Ask the shop for a new one.")
        raise Rejected(message, status=FORBIDDEN) from None
    except BadSignature:
        message = _("Open this survey by the link in our message about your order: every order answers once.")
        raise Rejected(message, status=FORBIDDEN) from None


def has_answered() -> Rejected:
    return Rejected(_("You have answered this survey already. Thank you!"), status=ANSWERED)


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
