"""HTTP in, the pipeline, HTTP out."""

from __future__ import annotations

import logging
from typing import Any

from django import db
from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.signals import got_request_exception
from django.core.signing import BadSignature
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.subjects import find_subject
from wagtail_feedback.submissions import error_pages
from wagtail_feedback.submissions.carried import ORDER_FIELD, ORDER_PARAM, read_token_of_order
from wagtail_feedback.submissions.checks.context import Rejected
from wagtail_feedback.submissions.form_rendering import BoundForm, Handler, form_by_name, stand_alone_url
from wagtail_feedback.submissions.languages import active_language, is_offered
from wagtail_feedback.submissions.origin import is_same_origin
from wagtail_feedback.submissions.pipeline import Pipeline, UnknownTarget
from wagtail_feedback.submissions.placement import Placement, make_uid, read_token
from wagtail_feedback.submissions.rerender import bound_form_page, form_page
from wagtail_feedback.utils import robots

logger = logging.getLogger("wagtail_feedback.submissions")
# And not 404, which middleware may turn into a redirect or a page of the site's, without the text.
OK, GONE = 200, 410


# A query of the page that fails, while it is drawn with errors in its form, must not spoil the answer.
@transaction.non_atomic_requests
@csrf_exempt  # the page carries no cookie to ride on; foreign origins are refused instead
@sensitive_variables()  # in every function below, too
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, token: str) -> HttpResponse:
    """Take one submission. A GET (somebody reloaded the address) leads back to the form."""
    try:
        placement = read_token(token)
    except BadSignature:
        placement = None
    if request.method != "POST":
        if placement is None:
            raise Http404
        return redirect(page_url(placement))
    with translation.override(placement.language if placement else active_language()):
        request.LANGUAGE_CODE = translation.get_language() or ""
        return _take(request, placement)


def page_url(placement: Placement) -> str:
    """The page a form stood on, or its own page."""
    if not placement.path:
        return stand_alone_url(placement.form, placement.target, placement.language, placement.about)
    path = get_script_prefix().rstrip("/") + placement.path
    return escape_uri_path(escape_leading_slashes(path))


def _take(request: HttpRequest, placement: Placement | None) -> HttpResponse:
    """Refuse what cannot or must not be read; whatever else happens, the visitor gets the text back."""
    back = page_url(placement) if placement else None
    if _content_length(request) > conf.MAX_BODY_BYTES:
        return error_pages.page(_("Your text is too long. Shorten it and send it again."), 413)
    if not is_same_origin(request):
        message = _("This form was opened on another site. Open it on ours.")
        return error_pages.page(message, 403, link=back)
    try:
        post = request.POST
    except (SuspiciousOperation, BadRequest, MultiPartParserError):
        return error_pages.page(_("Something went wrong with the form. Open it again."), 400, link=back)
    return _process(request, placement, post)


def _process(request: HttpRequest, placement: Placement | None, post: QueryDict) -> HttpResponse:
    try:
        if placement is None:
            raise UnknownTarget
        return Pipeline(request, placement, post).process()
    except UnknownTarget:
        message = _("This form is no longer here. Copy what you typed before you leave this page.")
        return error_pages.kept_text(post, message, GONE)
    except db.Error:
        logger.exception("A submission could not be stored")
        message = _("Not saved yet: the connection broke. Everything you typed is still here.")
        return error_pages.kept_text(post, message, 503, action=request.path)
    except Exception:
        if settings.DEBUG or settings.DEBUG_PROPAGATE_EXCEPTIONS:
            raise
        logger.exception("A submission could not be taken")
        got_request_exception.send(sender=submit, request=request)
        message = _("Not saved: something is broken on our side. Everything you typed is still here.")
        return error_pages.kept_text(post, message, 500, action=request.path)


def _content_length(request: HttpRequest) -> int:
    written = str(request.META.get("CONTENT_LENGTH") or 0)
    return int(written) if written.isascii() and written.isdecimal() else 0


def form_page_of_order(
    request: HttpRequest, handler: Handler, target: Any, placement: Placement
) -> HttpResponse:
    """The empty form, which carries the token along; or why whoever has this link cannot send it."""
    try:
        handler.check_visitor(request, target)
        message = ""
    except Rejected as refusal:
        message = refusal.message
    carried = {ORDER_FIELD: read_token_of_order(request)}
    bound = BoundForm(handler.get_form(target, placement), message, carried=carried)
    response = bound_form_page(request, handler, target, placement, bound, OK)
    response["Referrer-Policy"] = "same-origin"
    return response


@require_safe
def form(request: HttpRequest, language: str, form: str, target: str) -> HttpResponse:
    """The stand-alone page of a form: for QR codes, mails and pages without our blocks; with ``?order=`` for
    one order."""
    handler = form_by_name(form)
    site = Site.find_for_request(request)
    if handler is None or handler.members_only or site is None or not is_offered(language):
        raise Http404
    with translation.override(language):
        request.LANGUAGE_CODE = language
        found = handler.get_target(target, site)
        if found is None:
            raise Http404
        subject = find_subject(request.GET.get("about", "").replace("\x00", ""))
        about = subject.key if subject else ""
        placement = Placement(form, target, site.pk, language, about, make_uid(form, target, about))
        draw = form_page_of_order if ORDER_PARAM in request.GET else form_page
        response = draw(request, handler, found, placement)
    response["Content-Language"] = language
    # One for each language and each thing to write about, and nothing to read on any of them.
    response["X-Robots-Tag"] = robots.RULE
    return response
