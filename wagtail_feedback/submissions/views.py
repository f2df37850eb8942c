"""HTTP in, the road, HTTP out."""

from __future__ import annotations

import logging

from django import db
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.subjects import find_subject
from wagtail_feedback.submissions import error_pages
from wagtail_feedback.submissions.form_rendering import form_by_name
from wagtail_feedback.submissions.origin import is_same_origin
from wagtail_feedback.submissions.pipeline import RECEIPT_SALT, Pipeline
from wagtail_feedback.submissions.placement import Placement, read_token, stand_alone
from wagtail_feedback.submissions.rerender import form_page

logger = logging.getLogger("wagtail_feedback.submissions")


@csrf_exempt  # the page carries no cookie to ride on; foreign origins are refused instead
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, token: str) -> HttpResponse:
    """Take one submission. A GET (somebody reloaded the address) leads back to the form."""
    placement = _placement_or_404(token)
    if request.method != "POST":
        return redirect(placement.path or "/")
    with translation.override(placement.language):
        request.LANGUAGE_CODE = placement.language
        return _take(request, placement)


def _take(request: HttpRequest, placement: Placement) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > conf.MAX_BODY_BYTES:
        return error_pages.page(_("That is more than we can take. Shorten your text and send it again."), 413)
    if not is_same_origin(request):
        return error_pages.page(
            _("This form was opened from another site. Open it on ours."), 403, link=placement.path or None
        )
    try:
        post = request.POST
    except SuspiciousOperation:
        return error_pages.page(
            _("The form arrived damaged. Open it again."), 400, link=placement.path or None
        )
    try:
        _same_site_or_404(request, placement)
        return Pipeline(request, placement, post).process()
    except db.Error:
        logger.exception("A submission could not be stored")
        return error_pages.unsaved(request.path, post)


@require_safe
def form(request: HttpRequest, language: str, form: str, target: str) -> HttpResponse:
    """The stand-alone page of a form: for QR codes, mails and pages without our blocks."""
    kind = form_by_name(form)
    site = Site.find_for_request(request)
    if kind is None or site is None or language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        found = kind.find_target(target, site)
        if found is None:
            raise Http404
        subject = find_subject(request.GET.get("about", ""))
        placement = stand_alone(form, target, site.pk, language, subject.key if subject else "")
        return form_page(request, kind, found, placement)


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What happens next with a submission; nobody finds this page without its address."""
    try:
        name, reference, language = Signer(salt=RECEIPT_SALT).unsign_object(token)
    except BadSignature:
        raise Http404 from None
    kind = form_by_name(name)
    with translation.override(language):
        context = kind.receipt(reference, request) if kind else None
        if kind is None or context is None:
            raise Http404
        response = render(request, kind.receipt_template, context)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _placement_or_404(token: str) -> Placement:
    try:
        return read_token(token)
    except BadSignature:
        raise Http404 from None


def _same_site_or_404(request: HttpRequest, placement: Placement) -> None:
    site = Site.find_for_request(request)
    if site is None or site.pk != placement.site:
        raise Http404
