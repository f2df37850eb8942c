from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from example_project.shop.mailbox import letters

LIMIT = 100

# A mail is somebody's HTML: it gets no script, no form and an origin of its own.
HTML_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; "
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
)


def find_or_404(name: str) -> letters.Letter:
    letter = letters.find(name)
    if letter is None:
        raise Http404
    return letter


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "shop/mailbox/index.html", {"letters": letters.newest(LIMIT)})


@never_cache
def detail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "shop/mailbox/detail.html", {"letter": find_or_404(name)})


@never_cache
def html_part(request: HttpRequest, name: str) -> HttpResponse:
    html = find_or_404(name).html
    if not html:
        raise Http404
    headers = {"Content-Security-Policy": HTML_POLICY, "Referrer-Policy": "no-referrer"}
    return HttpResponse(html, headers=headers)
