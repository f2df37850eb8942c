"""The test site with the feature of docs/writing-a-feature.md, beside the review book, whose model is also
called ``Entry``."""

from __future__ import annotations

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wishes"]
# Beside the database of the suite that started this one.
if not DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {
        **DATABASES["default"].get("TEST", {}),
        "NAME": f"test_wishes_{DATABASES['default']['NAME']}",
    }
