"""The demo's own settings, away from its database and its mails."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from example_project.settings.demo import *  # noqa: F403
from example_project.settings.demo import DATABASES

SCRATCH_DIR = Path(tempfile.mkdtemp(prefix="shop-tests-"))
atexit.register(shutil.rmtree, SCRATCH_DIR, ignore_errors=True)

# Not the name that the suite around this one uses on the same server.
DATABASES["default"]["TEST"] = {"NAME": "test_example_shop"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH_DIR / "test.sqlite3")}

MAILBOX_DIR = SCRATCH_DIR / "mail"
WAGTAILFEEDBACK_MAIL_DELIVERY = "immediate"
WAGTAILFEEDBACK_THREADS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
