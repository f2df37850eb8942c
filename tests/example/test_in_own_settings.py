from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# On PostgreSQL the shop makes its many entries by statements of its own. It takes minutes: elsewhere it runs
# with the whole suite, and MariaDB has the walk through the shop.
pytestmark = [pytest.mark.portable] if os.environ.get("DATABASE_URL", "").startswith("postgres") else []

HERE = Path(__file__).resolve().parent
OWN = ("DJANGO_SETTINGS_MODULE", "PYTEST_", "COV_", "WAGTAIL_PAGE_MODEL")


def test_the_shop_passes_its_own_tests():
    env = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    command = [sys.executable, "-m", "pytest", str(HERE), "--ds=tests.example.settings", "-q", "-n0"]
    done = subprocess.run(command, cwd=HERE.parents[1], env=env, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-4000:]
