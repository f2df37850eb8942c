"""Serving the page around a form once more, with the visitor's words and the errors in place."""

from __future__ import annotations

import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers
from wagtail import views

from wagtail_feedback.submissions.bound import ATTRIBUTE, Bound
from wagtail_feedback.submissions.form_rendering import render_form
from wagtail_feedback.submissions.handlers import FormHandler
from wagtail_feedback.submissions.placement import Placement

WAGTAIL_SERVE = "wagtail_serve"
OK = 200


def render_invalid(
    request: HttpRequest, kind: FormHandler, target: Any, placement: Placement, bound: Bound, status: int
) -> HttpResponse:
    """The host page with the bound form in it; the stand-alone form where the page no longer shows it.

    A page that sends this visitor elsewhere (a login) does so here too: private stays private.
    """
    response = _host_page(request, placement, bound)
    if response is None:
        return form_page(request, kind, target, placement, bound=bound, status=status)
    if response.status_code == OK:
        response.status_code = status
    add_never_cache_headers(response)
    return response


def _host_page(request: HttpRequest, placement: Placement, bound: Bound) -> HttpResponse | None:
    if placement.page is None:
        return None
    try:
        match = resolve(placement.path)
        if match.url_name != WAGTAIL_SERVE:
            return None
        inner = as_get_request(request, placement.path)
        setattr(inner, ATTRIBUTE, bound)
        response = views.serve(inner, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response.render()
    except (Http404, Resolver404):
        return None
    if response.status_code == OK and not bound.used:
        return None
    return response


def as_get_request(request: HttpRequest, path: str) -> HttpRequest:
    """The request as if the visitor had opened ``path``: same person, no form data."""
    inner = copy.copy(request)
    inner.method = "GET"
    inner.path = inner.path_info = path
    inner.META = {**request.META, "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        inner.META.pop(name, None)
    inner.GET = QueryDict()
    inner.__dict__.pop("wagtail_feedback_uids", None)
    inner._post, inner._files = QueryDict(), copy.copy(request.FILES)  # type: ignore[attr-defined]
    inner._files.clear()  # type: ignore[attr-defined]
    return inner


def form_page(
    request: HttpRequest,
    kind: FormHandler,
    target: Any,
    placement: Placement,
    *,
    bound: Bound | None = None,
    status: int = OK,
) -> HttpResponse:
    """The stand-alone page of a form."""
    alone = Placement(
        form=placement.form,
        target=placement.target,
        site=placement.site,
        language=placement.language,
        about=placement.about,
    )
    if bound is not None:
        bound.uid = alone.uid
        setattr(request, ATTRIBUTE, bound)
    context = {
        "title": kind.title(target),
        "has_errors": bound is not None,
        "form_html": render_form(request, kind, target, alone),
    }
    response = render(request, "wagtail_feedback/submissions/form_page.html", context, status=status)
    if bound is not None:
        add_never_cache_headers(response)
    return response


def redirect_303(url: str) -> HttpResponse:
    """See the result elsewhere; reloading it posts nothing."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    add_never_cache_headers(response)
    return response
