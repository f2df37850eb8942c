"""What the demo and production have in common."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
import django_cache_url

PROJECT_DIR = Path(__file__).resolve().parent.parent
# What the running shop writes: database, mails, uploads, collected static files.
VAR_DIR = PROJECT_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

INSTALLED_APPS = [
    "wagtail_feedback.reviews",
    "wagtail_feedback.faq",
    "wagtail_feedback.questions",
    "wagtail_feedback.surveys",
    "wagtail_feedback",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # Last, so that its translations of common words do not replace those of Wagtail.
    "example_project.shop",
]

# Nothing here may touch the session of a visitor: a public page sets no cookie
# and carries no `Vary: Cookie`, so that any cache in front may keep it.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "example_project.shop.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "example_project.shop.middleware.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "example_project.urls"
WSGI_APPLICATION = "example_project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def database_from(url: str) -> dict[str, Any]:
    """The database of an address; SQLite in the way that several workers can share it."""
    database = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return database


DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR}/shop.sqlite3"))}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": django_cache_url.parse(os.environ.get("CACHE_URL", "locmem://shop"))}
if "redis" in CACHES["default"]["BACKEND"]:
    # A cache that is down stops no visitor, and one that hangs keeps none waiting.
    CACHES["default"]["BACKEND"] = "example_project.shop.tolerant_cache.TolerantRedisCache"
    timeouts = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    CACHES["default"]["OPTIONS"] = {**CACHES["default"].get("OPTIONS", {}), **timeouts}

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ru", "Русский")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
TIME_ZONE = "Europe/Moscow"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

WAGTAILFEEDBACK_BASE_TEMPLATE = "shop/base.html"
WAGTAIL_SITE_NAME = "Iron & Linden"
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# The admin asks nobody outside: no avatars, no news.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
DEFAULT_FROM_EMAIL = "Iron & Linden <shop@iron-linden.example>"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# Wagtail's editor shows its preview of a page in a frame.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'"
)
