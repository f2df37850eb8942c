"""What happens next with a submission, on a page that only whoever sent it can find."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from wagtail_feedback.submissions.form_rendering import form_by_name

SALT = "wagtail_feedback.receipt"


def receipt_url(form: str, reference: str, language: str) -> str:
    payload = {"form": form, "reference": reference, "language": language}
    return reverse("wagtail_feedback:receipt", args=[Signer(salt=SALT).sign_object(payload, compress=True)])


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Never cached, never indexed, never a referrer."""
    try:
        payload = Signer(salt=SALT).unsign_object(token)
        handler, language = form_by_name(payload["form"]), payload["language"]
    except (BadSignature, KeyError, TypeError):
        raise Http404 from None
    with translation.override(language):
        context = handler.get_receipt_context(payload["reference"], request) if handler else None
        if handler is None or context is None:
            raise Http404
        response = render(request, handler.receipt_template, context)
    add_never_cache_headers(response)
    response["Content-Language"] = language
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
