"""System checks: misconfiguration is told at start, in words."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.urls import NoReverseMatch, reverse

from wagtail_feedback.conf import conf
from wagtail_feedback.outbox.delivery import (
    DELIVERY_METHODS,
    IMMEDIATE,
    THREAD,
    delivery_method,
    threads_allowed,
)
from wagtail_feedback.submissions.checks.rate_limit import parse_limit
from wagtail_feedback.submissions.visitor import UNIX_SOCKET, parse_proxy
from wagtail_feedback.utils.cache_timeouts import slow_cache_warnings

LIMIT_SCOPES = ("visitor", "target")
DUMMY_CACHE = "django.core.cache.backends.dummy.DummyCache"
#: Each worker has its own, or reads and writes in two steps.
INEXACT_CACHES = (
    "django.core.cache.backends.locmem.LocMemCache",
    "django.core.cache.backends.filebased.FileBasedCache",
    "django.core.cache.backends.db.DatabaseCache",
)


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


@register(Tags.urls)
def check_urls(**kwargs: Any) -> list[CheckMessage]:
    try:
        reverse("wagtail_feedback:start")
    except NoReverseMatch:
        return [
            Error(
                "The addresses of wagtail_feedback are not included: its forms have nowhere to post to.",
                hint='Put path("feedback/", include("wagtail_feedback.urls")) above Wagtail\'s addresses.',
                id="wagtail_feedback.E004",
            )
        ]
    return []


@register(Tags.compatibility)
def check_site_settings(**kwargs: Any) -> list[CheckMessage]:
    if apps.is_installed("wagtail.contrib.settings"):
        return []
    return [
        Error(
            "wagtail.contrib.settings is not installed: the feedback settings have no screen.",
            hint='Put "wagtail.contrib.settings" into INSTALLED_APPS.',
            id="wagtail_feedback.E005",
        )
    ]


@register(Tags.compatibility)
def check_sqlite(**kwargs: Any) -> list[CheckMessage]:
    """Read from the settings; no connection is opened."""
    return [
        Warning(
            f"The SQLite database “{alias}” begins transactions without a lock: two visitors who send at "
            "the same moment can meet “database is locked”.",
            hint='Set "OPTIONS": {"transaction_mode": "IMMEDIATE"} in DATABASES.',
            id="wagtail_feedback.W001",
        )
        for alias, database in connections.settings.items()
        if database["ENGINE"].endswith("sqlite3") and _mode(database) not in {"IMMEDIATE", "EXCLUSIVE"}
    ]


def _mode(database: dict[str, Any]) -> str:
    return str(database.get("OPTIONS", {}).get("transaction_mode", "")).upper()


@register(Tags.caches)
def check_cache(**kwargs: Any) -> list[CheckMessage]:
    if _cache_backend() != DUMMY_CACHE:
        return []
    return [
        Warning(
            "The default cache is the dummy cache: rate limits count nothing.",
            hint="Use Redis or Memcached; local memory while developing.",
            id="wagtail_feedback.W002",
        )
    ]


@register(Tags.caches, deploy=True)
def check_shared_cache(**kwargs: Any) -> list[CheckMessage]:
    if _cache_backend() not in INEXACT_CACHES:
        return []
    return [
        Warning(
            "The default cache does not count exactly across workers: rate limits are looser than written.",
            hint="Use Redis or Memcached.",
            id="wagtail_feedback.W003",
        )
    ]


@register(Tags.caches, deploy=True)
def check_cache_timeouts(**kwargs: Any) -> list[CheckMessage]:
    return slow_cache_warnings()


def _cache_backend() -> str:
    return settings.CACHES.get("default", {}).get("BACKEND", "")


@register()
def check_mail_delivery(**kwargs: Any) -> list[CheckMessage]:
    name, method = "WAGTAILFEEDBACK_MAIL_DELIVERY", conf.MAIL_DELIVERY
    if method not in DELIVERY_METHODS:
        hint = "It may be " + ", ".join(f"“{known}”" for known in DELIVERY_METHODS) + "."
        return [Error(f"{name} is “{method}”: no mail is sent.", hint=hint, id="wagtail_feedback.E010")]
    if delivery_method() == THREAD and not threads_allowed():
        return [
            Warning(
                "Mail is sent by a thread, but uWSGI starts none here: mail waits for feedback_send_mail.",
                hint=f"Set enable-threads in uWSGI's configuration, or {name} to “off” and run "
                "feedback_send_mail from cron, or use a task worker (TASKS).",
                id="wagtail_feedback.W010",
            )
        ]
    return []


@register(deploy=True)
def check_immediate_mail(**kwargs: Any) -> list[CheckMessage]:
    if delivery_method() != IMMEDIATE:
        return []
    return [
        Warning(
            "WAGTAILFEEDBACK_MAIL_DELIVERY is “immediate”: visitors wait for the mail server.",
            hint="Leave it out: a task worker sends the mail, or a thread.",
            id="wagtail_feedback.W011",
        )
    ]
