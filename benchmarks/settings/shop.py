"""The example project as on a server, with the lean site beside it."""

from __future__ import annotations

import os

from example_project.settings import production
from example_project.settings.production import *  # noqa: F403
from example_project.settings.production import (
    CACHES,
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    SECRET_KEY,
    STORAGES,
)

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.forms", "benchmarks.lean"]
MIDDLEWARE = ["benchmarks.middleware.Meter", *MIDDLEWARE]

# All load comes from one address.
WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "999999999/1d", "target": "999999999/1d"}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Receipts stand in the frame that the peer's own thanks stand in.
WAGTAILFEEDBACK_BASE_TEMPLATE = "lean/frame.html"
# Nobody fetches a static file here, so that none needs collecting.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = None  # type: ignore[assignment]
# Servers on copies of one database must not read each other's pages, nor those of an earlier run.
CACHES["default"]["KEY_PREFIX"] = f"{DATABASES['default']['NAME']}:{SECRET_KEY[:8]}"
# Every site has a cache in front of it that is told; this one only writes down what.
WAGTAILFRONTENDCACHE = {
    **getattr(production, "WAGTAILFRONTENDCACHE", {}),
    "log": {"BACKEND": "benchmarks.purges.PurgeLog", "FILE": os.environ["BENCH_PURGES"]},
}
