"""Did our own page send this form? Forms carry no CSRF token, so that pages stay the same for all."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import is_same_domain


def is_same_origin(request: HttpRequest) -> bool:
    """True when the browser vouches that the request comes from this site or a trusted one.

    ``Sec-Fetch-Site: same-origin`` settles it; else ``Origin``, else ``Referer`` must name the request's
    own scheme and host or a member of ``CSRF_TRUSTED_ORIGINS``. Silence and ``null`` are refused.
    """
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        origin = urlsplit(source)
    except ValueError:
        return False
    if not origin.scheme or not origin.netloc:
        return False
    return _is_own(origin, request) or _is_trusted(origin)


def same_host_referer(request: HttpRequest) -> SplitResult | None:
    """The page of ours that sent the visitor here, as the browser says."""
    try:
        referer = urlsplit(request.headers.get("Referer") or "")
    except ValueError:
        return None
    return referer if referer.netloc and referer.netloc.lower() == request.get_host().lower() else None


def _is_own(origin: SplitResult, request: HttpRequest) -> bool:
    return origin.scheme == request.scheme and origin.netloc.lower() == request.get_host().lower()


def _is_trusted(origin: SplitResult) -> bool:
    """Wildcards mean what they mean to Django: ``https://*.example.org``."""
    trusted = (urlsplit(each) for each in settings.CSRF_TRUSTED_ORIGINS)
    return any(
        origin.scheme == each.scheme and is_same_domain(origin.netloc.lower(), each.netloc.lstrip("*"))
        for each in trusted
    )
