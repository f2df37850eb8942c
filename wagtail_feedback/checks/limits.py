"""Settings that keep abuse out."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from wagtail_feedback.conf import conf
from wagtail_feedback.contacts.order_links import SECRET
from wagtail_feedback.submissions.checks.rate_limit import parse_limit
from wagtail_feedback.submissions.visitor import UNIX_SOCKET, parse_proxy

LIMIT_SCOPES = ("visitor", "target", "code", "offers", "drafts")


@register(Tags.security)
def check_rate_limits(**kwargs: Any) -> list[CheckMessage]:
    return [message for scope, written in conf.RATE_LIMITS.items() for message in _limit(scope, written)]


def _limit(scope: str, written: str) -> list[CheckMessage]:
    name = "WAGTAILFEEDBACK_RATE_LIMITS"
    if scope not in LIMIT_SCOPES:
        hint = "It may hold: " + ", ".join(f"“{known}”" for known in LIMIT_SCOPES) + "."
        return [
            Error(f"{name} holds “{scope}”, which limits nothing.", hint=hint, id="wagtail_feedback.E001")
        ]
    try:
        parse_limit(written)
    except ValueError as error:
        return [
            Error(f"{name}[“{scope}”]: {error}", hint="For example “20/10m”.", id="wagtail_feedback.E001")
        ]
    return []


@register(Tags.security)
def check_trusted_proxies(**kwargs: Any) -> list[CheckMessage]:
    proxies = conf.TRUSTED_PROXIES
    hint = f"Addresses, networks such as “10.0.0.0/8”, or “{UNIX_SOCKET}” for a proxy on a Unix socket."
    if isinstance(proxies, str):
        message = "WAGTAILFEEDBACK_TRUSTED_PROXIES is a string, not a list of strings."
        return [Error(message, hint=hint, id="wagtail_feedback.E002")]
    return [
        Error(
            f"WAGTAILFEEDBACK_TRUSTED_PROXIES: {proxy!r} is no address and no network.",
            hint=hint,
            id="wagtail_feedback.E002",
        )
        for proxy in proxies
        if proxy != UNIX_SOCKET and parse_proxy(proxy) is None
    ]


@register(Tags.security)
def check_order_link_keys(**kwargs: Any) -> list[CheckMessage]:
    keys = conf.ORDER_LINK_KEYS
    hint = "A dictionary: an id → at least 32 hexadecimal digits, such as “openssl rand -hex 32” prints."
    wrong = [key for key, secret in keys.items() if not SECRET.fullmatch(str(secret))]
    return [
        Error(
            f"WAGTAILFEEDBACK_ORDER_LINK_KEYS[“{key}”] is no secret.", hint=hint, id="wagtail_feedback.E007"
        )
        for key in wrong
    ]


@register(Tags.security)
def check_proof_of_work(**kwargs: Any) -> list[CheckMessage]:
    if not conf.PROOF_OF_WORK or find_spec("altcha") is not None:
        return []
    return [
        Error(
            "WAGTAILFEEDBACK_PROOF_OF_WORK is on, but the package altcha is not installed.",
            hint="pip install 'wagtail-storefront-feedback[altcha]', or switch the setting off.",
            id="wagtail_feedback.E003",
        )
    ]
