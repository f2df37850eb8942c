"""Who may send a members' form: whoever its page admits."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from wagtail_feedback.submissions.form_rendering import stand_alone_url
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils.pages import find_page


def admits(request: HttpRequest, placement: Placement) -> bool:
    """Whether the form's page is there, live and open to this visitor."""
    page = find_page(placement.page)
    return (
        page is not None
        and page.live
        and all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
    )


def login_url(placement: Placement) -> str:
    """Where the visitor logs in, to come back to the form's page, or to the form's own."""
    login = resolve_url(getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or "wagtailcore_login")
    page = find_page(placement.page)
    if placement.path:
        back = page.get_url() if page is not None and page.live else None
    else:
        back = stand_alone_url(placement.form, placement.target, placement.language, placement.about)
    return f"{login}?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else login
