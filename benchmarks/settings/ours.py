"""The same plain site with our apps."""

from __future__ import annotations

from benchmarks.settings.bare import *  # noqa: F403
from benchmarks.settings.bare import INSTALLED_APPS

INSTALLED_APPS = [
    *(f"wagtail_feedback.{feature}" for feature in ("reviews", "faq", "questions", "surveys")),
    *("wagtail_feedback", *INSTALLED_APPS),
]
ROOT_URLCONF = "benchmarks.urls_ours"
