"""Addresses that search engines need not keep: lists that somebody filtered, or turned to another page.

A block is drawn long after the page's ``<head>``, so it marks the request, and the answer has a header.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from wagtail.models import Site

RULE = "noindex, follow"
MARK = "wagtail_feedback_leave_out"
Serve = Callable[..., HttpResponse]


def leave_out(request: HttpRequest) -> None:
    """This address shows a part of what another one shows."""
    setattr(request, MARK, True)


def get_canonical_url(request: HttpRequest) -> str:
    """The address without its query, on the site's own host."""
    site = Site.find_for_request(request)
    path = escape_uri_path(request.path)
    return f"{site.root_url}{path}" if site else request.build_absolute_uri(path)


def with_robots_header(serve: Serve) -> Serve:
    """For Wagtail's hook ``on_serve_page``."""

    def serve_page(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        def add_headers(response: HttpResponse) -> None:
            if getattr(request, MARK, False):
                response["X-Robots-Tag"] = RULE
                link = f'<{get_canonical_url(request)}>; rel="canonical"'
                response["Link"] = f"{response['Link']}, {link}" if "Link" in response else link

        response = serve(page, request, args, kwargs)
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(add_headers)  # at once, if it is rendered
        else:
            add_headers(response)
        return response

    return serve_page
