"""A shop to look at and to press every button of, on this machine only."""

from __future__ import annotations

import os

from example_project.settings.base import *  # noqa: F403
from example_project.settings.base import VAR_DIR

DEBUG = True
# No secret: a demo holds nobody's data and listens on this machine only.
SECRET_KEY = "demo-only-never-use-this-key-anywhere-else"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]

ROOT_URLCONF = "example_project.urls_demo"

PORT = os.environ.get("PORT", "8000")
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", f"http://127.0.0.1:{PORT}")

EMAIL_BACKEND = "example_project.shop.mailbox.backend.MailboxBackend"
MAILBOX_DIR = VAR_DIR / "mail"
