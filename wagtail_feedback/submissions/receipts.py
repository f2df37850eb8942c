"""What happens next with a submission, on a page that only whoever sent it can find."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wagtail_feedback.contacts.author_codes import cover, format_code, get_hashes
from wagtail_feedback.submissions import error_pages
from wagtail_feedback.submissions.form_rendering import form_by_name
from wagtail_feedback.submissions.ways_on import ways_on_from
from wagtail_feedback.utils.dates import site_time_zone
from wagtail_feedback.utils.own_pages import render_own_page

SALT = "wagtail_feedback.receipt"
#: How long a receipt shows the code: long enough to write it down, and after it was reloaded.
SHOWN_FOR = timedelta(hours=1)


def receipt_url(form: str, reference: str, language: str, code: str = "") -> str:
    payload = {"form": form, "reference": reference, "language": language, "code": cover(code, reference)}
    return reverse("wagtail_feedback:receipt", args=[Signer(salt=SALT).sign_object(payload, compress=True)])


def get_author_code(submission: Any, covered: str) -> str:
    """The code to show: once, so only while the submission is new, and only where it would open anything."""
    if submission is None or not covered or submission.created_at < timezone.now() - SHOWN_FOR:
        return ""
    code = cover(covered, submission.public_id)
    is_right = submission.code_hash in get_hashes(code, submission.public_id)
    return format_code(code) if is_right else ""


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Never cached, never indexed, never a referrer."""
    try:
        payload = Signer(salt=SALT).unsign_object(token)
        handler, language = form_by_name(payload["form"]), payload["language"]
    except (BadSignature, KeyError, TypeError):
        raise Http404 from None
    with translation.override(language), site_time_zone():
        if handler is None:
            raise Http404
        context = handler.get_receipt_context(payload["reference"], request)
        if context is None:
            message = _("This entry is no longer here: it was withdrawn or erased.")
            return error_pages.page(message, HTTPStatus.GONE)
        context["author_code"] = get_author_code(context.get("submission"), payload.get("code", ""))
        if "submission" in context:
            context.setdefault("ways_on", ways_on_from(context["submission"]))
        response = render_own_page(request, handler.receipt_template, context)
    add_never_cache_headers(response)
    response["Content-Language"] = language
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
