"""The same plain site with our apps."""

from __future__ import annotations

from benchmarks.settings.bare import *  # noqa: F403
from benchmarks.settings.bare import INSTALLED_APPS

INSTALLED_APPS = ["wagtail_feedback.reviews", "wagtail_feedback.faq", "wagtail_feedback", *INSTALLED_APPS]
ROOT_URLCONF = "benchmarks.urls_ours"
