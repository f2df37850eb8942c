"""The small site that the suite runs on.

``DATABASE_URL`` chooses the database (a file of SQLite otherwise), ``WAGTAIL_PAGE_MODEL`` a site with a
base page model of its own (Wagtail 8.0 and later; the value is ``custom_page.BasePage``).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import dj_database_url

TESTS_DIR = Path(__file__).resolve().parent
# A file, because threads and a live server would share a database in memory as one connection.
SCRATCH_DIR = Path(tempfile.mkdtemp(prefix="wagtail-feedback-tests-"))
atexit.register(shutil.rmtree, SCRATCH_DIR, ignore_errors=True)

SECRET_KEY = "known to everyone: for tests only"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.urls"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "tests.site",
    "wagtail_feedback",
    "wagtail_feedback.reviews",
    "wagtail_feedback.faq",
    "wagtail_feedback.questions",
    "wagtail_feedback.surveys",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
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
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(os.environ.get("DATABASE_URL", f"sqlite:///{SCRATCH_DIR}/site.sqlite3"))
}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Losing a test database at a power cut is no loss.
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;",
    }
    _database["TEST"] = {"NAME": str(SCRATCH_DIR / "test.sqlite3")}
elif _database["ENGINE"].endswith("mysql"):
    _database["OPTIONS"] = {"charset": "utf8mb4"}
    _database["TEST"] = {"CHARSET": "utf8mb4"}
elif _database["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")

if os.environ.get("WAGTAIL_PAGE_MODEL"):
    WAGTAIL_PAGE_MODEL = os.environ["WAGTAIL_PAGE_MODEL"]
    INSTALLED_APPS.insert(0, "tests.custom_page")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Django 6.1 and later; EMAIL_BACKEND before. The test runner puts the same one into both.
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
DEFAULT_FROM_EMAIL = "shop@example.org"
# Tests find in mail.outbox what was committed, and nothing is sent behind their backs.
WAGTAILFEEDBACK_MAIL_DELIVERY = "immediate"
WAGTAILFEEDBACK_THREADS = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = SCRATCH_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ru", "Russian")]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_SITE_NAME = "Iron & Linden"
WAGTAILADMIN_BASE_URL = "http://localhost"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
