"""Serving the page around a form once more, with the visitor's text and the errors in place.

The page is rendered as an ordinary GET without the form that came back, so that no template, fragment or
page cache can store what the visitor typed; the form is put into the finished HTML.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, resolve
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback.submissions import error_pages
from wagtail_feedback.submissions.form_rendering import BoundForm, Handler, render_form
from wagtail_feedback.submissions.inner_request import as_get_request
from wagtail_feedback.submissions.languages import language_of_path
from wagtail_feedback.submissions.origin import same_host_referer
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.submissions.ways_on import ways_on
from wagtail_feedback.utils.own_pages import render_own_page

logger = logging.getLogger("wagtail_feedback.submissions")
WAGTAIL_SERVE = "wagtail_serve"
OK = 200
TITLE = re.compile(r"<title(?:\s[^>]*)?>\s*", re.IGNORECASE)
#: What the page says of itself, no longer true once another form stands in it.
STALE_HEADERS = ("Content-Length", "ETag", "Last-Modified", "Cache-Control", "Expires", "Age")
CSRF_META = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")


def render_again(
    request: HttpRequest, handler: Handler, target: Any, placement: Placement, bound: BoundForm, status: int
) -> HttpResponse:
    """The page that the visitor sees, with the bound form in it; the stand-alone form where no page shows
    it: one that redirects, asks for a login, is gone or broken."""

    def draw(served: Placement) -> SafeString:
        return render_form(handler, target, served, bound)

    for path, query in candidates(request, placement):
        response = host_page(request, path, query, placement, draw, status)
        if response is not None:
            return response
    return bound_form_page(request, handler, target, placement, bound, status)


def candidates(request: HttpRequest, placement: Placement) -> Iterator[tuple[str, str]]:
    """``(path_info, query)`` of the pages that may show the form. The browser knows best: a form in a
    cached fragment names the page that filled the cache."""
    found = []
    referer, prefix = same_host_referer(request), get_script_prefix()
    if referer is not None:
        path = unquote(referer.path) or "/"
        if path.startswith(prefix):
            found.append(("/" + path.removeprefix(prefix), referer.query))
    if placement.path:
        found.append((placement.path, ""))
    return iter(dict.fromkeys(found))


def host_page(
    request: HttpRequest,
    path: str,
    query: str,
    placement: Placement,
    draw: Callable[[Placement], str],
    status: int,
) -> HttpResponse | None:
    """The page with what ``draw`` makes in place of the form; None where there is no such page."""
    language = language_of_path(request, path, placement.language)
    try:
        with translation.override(language):
            match = resolve(path)
            if match.url_name != WAGTAIL_SERVE:
                return None
            inner = as_get_request(request, path, query, match)
            inner.LANGUAGE_CODE = language
            response = match.func(inner, *match.args, **match.kwargs)
            if hasattr(response, "render"):
                response.render()
        if not _is_plain_html(response):
            return None
        page = getattr(inner, "_wagtail_route_for_request", None)
        served = replace(placement, path=path, page=page[0].pk if page else placement.page)
        html = replace_form(response.content.decode(response.charset), served, draw)
        if html is None:
            return None
        if status != OK:
            with translation.override(language):
                html = mark_title(html)
        response.content = html.encode(response.charset, "xmlcharrefreplace")
    except (Http404, PermissionDenied):
        return None
    except Exception:
        logger.exception("The page %s could not be served again around its form", path)
        return None
    response.status_code = status
    _set_headers(response, language)
    # The page's own forms keep working: their token needs the cookie that only the outer request can set.
    request.META.update({name: inner.META[name] for name in CSRF_META if name in inner.META})
    return response


def _is_plain_html(response: HttpResponse) -> bool:
    return (
        response.status_code == OK
        and not response.streaming
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").lower().startswith("text/html")
    )


def replace_form(html: str, placement: Placement, draw: Callable[[Placement], str]) -> str | None:
    """The HTML with every copy of the form replaced; None where there is none. The number of a copy is
    only a hint: a page from a cache may count otherwise."""
    for uid in dict.fromkeys([placement.uid, placement.uid.partition(".")[0]]):
        element = _element(uid)
        if element.search(html):
            return _put(draw(replace(placement, uid=uid)), element, html)
    return None


def mark_title(html: str) -> str:
    """The HTML with “Error:” in front of the page's title, where screen readers and tabs say it first."""
    return TITLE.sub(lambda found: f"{found[0]}{escape(_('Error:'))} ", html, count=1)


def _put(form: str, element: re.Pattern[str], html: str) -> str:
    """By a callable: what visitors type is no pattern of replacement."""
    return element.sub(lambda _match: form, html)


def _element(uid: str) -> re.Pattern[str]:
    """The element of a form, as minifiers and sanitisers may leave it: other attributes, no quotes."""
    mark = re.escape(uid)
    return re.compile(
        rf"<wf-form(?=\s)[^>]*?\sdata-uid\s*=\s*(?:\"{mark}\"|'{mark}'|{mark}(?=[\s/>]))[^>]*>.*?</wf-form\s*>",
        re.DOTALL | re.IGNORECASE,
    )


def _set_headers(response: HttpResponse, language: str) -> None:
    for name in STALE_HEADERS:
        del response[name]
    add_never_cache_headers(response)
    response["Content-Language"] = language


def form_page(
    request: HttpRequest, handler: Handler, target: Any, placement: Placement, *, has_errors: bool = False
) -> HttpResponse:
    """The stand-alone page of a form, empty."""
    site = Site.find_for_request(request)
    context = {
        "title": handler.get_title(target),
        "has_errors": has_errors,
        "form_html": render_form(handler, target, placement.stand_alone()),
        "ways_on": ways_on(handler, target, site, about=placement.about) if site else [],
    }
    return render_own_page(request, "wagtail_feedback/submissions/form_page.html", context)


def bound_form_page(
    request: HttpRequest, handler: Handler, target: Any, placement: Placement, bound: BoundForm, status: int
) -> HttpResponse:
    """The stand-alone page with the bound form in it; the text alone, should a site's template lose it."""
    response = form_page(request, handler, target, placement, has_errors=status != OK)
    html = replace_form(
        response.content.decode(response.charset),
        placement.stand_alone(),
        lambda served: render_form(handler, target, served, bound),
    )
    if html is None:
        message = bound.message or _("Not saved yet. Everything you typed is still here.")
        return error_pages.kept_text(bound.form.data, message, status, action=placement.submit_url)
    response.content = html.encode(response.charset, "xmlcharrefreplace")
    response.status_code = status
    _set_headers(response, placement.language)
    return response


def redirect_303(url: str) -> HttpResponse:
    """See the result elsewhere; reloading it posts nothing."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    response["Content-Length"] = "0"
    add_never_cache_headers(response)
    return response
