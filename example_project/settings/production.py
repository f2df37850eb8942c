"""The shape of a real server: everything secret or local comes from the environment.

Besides DATABASE_URL and CACHE_URL: SECRET_KEY, ALLOWED_HOSTS (comma-separated),
BASE_URL, EMAIL_HOST and friends, and INSECURE=1 to try it without HTTPS.
"""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

from example_project.settings.base import *  # noqa: F403
from example_project.settings.base import CACHES, MIDDLEWARE


def required(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set the environment variable {name}.") from None


def listed(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")
# The addresses of your own reverse proxies; a client behind any other is
# counted by the address it really connects from.
WAGTAILFEEDBACK_TRUSTED_PROXIES = listed("TRUSTED_PROXIES")

HTTPS = os.environ.get("INSECURE") != "1"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if os.environ.get("BEHIND_TLS_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
PAGE_CACHE = "example_project.shop.page_cache.PageCacheMiddleware"
GZIP = "django.middleware.gzip.GZipMiddleware"
MIDDLEWARE = [MIDDLEWARE[0], WHITENOISE, GZIP, *MIDDLEWARE[1:]]

# Whole pages are kept only in a cache that all workers share: one of them
# purges what all of them serve.
if "locmem" not in CACHES["default"]["BACKEND"]:
    MIDDLEWARE.insert(2, PAGE_CACHE)
    WAGTAILFRONTENDCACHE = {
        "pages": {"BACKEND": "example_project.shop.page_cache.PageCacheBackend"},
    }

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS") == "1"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # One line for each task and each purged page would drown the rest.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail.frontendcache")},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
