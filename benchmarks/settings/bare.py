"""A plain Wagtail site with a form page: what a worker weighs without us."""

from __future__ import annotations

from benchmarks.settings.shop import *  # noqa: F403
from benchmarks.settings.shop import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

OURS = ("wagtail_feedback", "example_project.shop")
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith(OURS)]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("example_project.")]
MIDDLEWARE.insert(-4, "django.middleware.locale.LocaleMiddleware")
TEMPLATES[0]["DIRS"] = []
ROOT_URLCONF = "benchmarks.urls_bare"
WAGTAILFRONTENDCACHE = {}
