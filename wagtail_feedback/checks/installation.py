"""What the project must have for the package to work."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.urls import NoReverseMatch, reverse

from wagtail_feedback.conf import conf
from wagtail_feedback.utils.own_pages import has_content_block


@register(Tags.templates)
def check_base_template(**kwargs: Any) -> list[CheckMessage]:
    name = conf.BASE_TEMPLATE
    if not name or has_content_block(name):
        return []
    return [
        Error(
            f"WAGTAILFEEDBACK_BASE_TEMPLATE: there is no template “{name}” with a block “content”.",
            hint="Name the template that the pages of the site extend, or leave the setting out.",
            id="wagtail_feedback.E020",
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
def check_time_zones(**kwargs: Any) -> list[CheckMessage]:
    if settings.USE_TZ:
        return []
    return [
        Error(
            "USE_TZ is off: no receipt, list or author's page can say on which day something came.",
            hint="Set USE_TZ = True.",
            id="wagtail_feedback.E006",
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
