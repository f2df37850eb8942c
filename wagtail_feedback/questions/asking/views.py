"""Answers offered while a question is typed, the visitor who says that one helped, and searches that found
nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Site

from wagtail_feedback.conf import conf
from wagtail_feedback.questions.asking.forms import QuestionFormHandler
from wagtail_feedback.questions.asking.offers import find_offers
from wagtail_feedback.questions.asking.search_recording import record_search
from wagtail_feedback.questions.models import Offer
from wagtail_feedback.submissions import beacons, error_pages
from wagtail_feedback.submissions.beacons import FORBIDDEN, GONE, NO_CONTENT, beacon, is_crawler, read_post
from wagtail_feedback.submissions.checks.rate_limit import TOO_MANY, exceeded, parse_limit
from wagtail_feedback.submissions.origin import is_same_origin
from wagtail_feedback.submissions.pipeline import UnknownTarget, find_target
from wagtail_feedback.submissions.placement import Placement, read_token
from wagtail_feedback.submissions.rerender import redirect_303
from wagtail_feedback.submissions.visitor import client_address, day_key
from wagtail_feedback.submissions.ways_on import ways_on
from wagtail_feedback.utils import robots
from wagtail_feedback.utils.own_pages import render_own_page
from wagtail_feedback.utils.safe_cache import CacheUnavailable

View = Callable[[HttpRequest, Placement, Site], HttpResponse]


def beside_the_form(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """What stands beside the form of questions is posted as the form is: from a page without cookies, of this
    site. Its token says where it stands."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        try:
            placement = read_token(token)
            handler, site, _target = find_target(request, placement)
        except (BadSignature, UnknownTarget):
            handler = None
        if handler is None or handler.name != QuestionFormHandler.name:
            return error_pages.page(gettext("Something went wrong with the form. Open it again."), GONE)
        if request.method == "POST" and not is_same_origin(request):
            message = gettext("This form was opened on another site. Open it on ours.")
            return error_pages.page(message, FORBIDDEN)
        with translation.override(placement.language):
            request.LANGUAGE_CODE = placement.language
            response = view(request, placement, site)
        response["Content-Language"] = placement.language
        response["X-Robots-Tag"] = robots.RULE
        return response

    return wrapped


@csrf_exempt
@require_POST
@never_cache
@sensitive_variables()
@sensitive_post_parameters()
@beside_the_form
def offers(request: HttpRequest, placement: Placement, site: Site) -> HttpResponse:
    """Answers to the words typed so far, as a piece of HTML; nothing for none."""
    text = read_post(request).get("text", "")[: conf.TEXT_MAX_LENGTH]
    if is_too_often(request):
        return HttpResponse(status=TOO_MANY)
    found = find_offers(text, site, placement.language, about=placement.about)
    if not found:
        return HttpResponse()
    Offer.objects.add_shown(site, day_key(request), [answer.key for answer in found])
    context = {"offers": found, "placement": placement}
    return render(request, "wagtail_feedback/questions/offers.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@beside_the_form
def helped(request: HttpRequest, placement: Placement, site: Site) -> HttpResponse:
    """A POST says so; the page it leads to says thank you and counts nothing."""
    if request.method == "POST":
        Offer.objects.set_helped(site, day_key(request), read_post(request).get("answer", ""))
        return redirect_303(request.path)
    handler = QuestionFormHandler()
    ways = ways_on(handler, site, site, about=placement.about, page_key=placement.page_key)
    return render_own_page(request, "wagtail_feedback/questions/helped.html", {"ways_on": ways})


@beacon
def searched(request: HttpRequest, language: str) -> int:
    """A page of this site has found nothing for these words."""
    site = Site.find_for_request(request)
    try:
        code = get_supported_content_language_variant(language)
    except LookupError:
        code = ""
    if site is None or not code:
        return GONE
    visitor = day_key(request)
    if is_crawler(request):
        return NO_CONTENT
    if beacons.is_too_often("searched", {"visitor": visitor, "target": site.pk}):
        return TOO_MANY
    record_search(read_post(request).get("words", ""), site=site, language=code, visitor=visitor)
    return NO_CONTENT


def is_too_often(request: HttpRequest) -> bool:
    """Visitors without an address would all count as one; where nobody counts, nothing is offered."""
    if not client_address(request):
        return False
    try:
        return exceeded("offers", day_key(request), parse_limit(conf.RATE_LIMITS["offers"]))
    except CacheUnavailable:
        return True
