from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "DJANGO_SETTINGS_MODULE": "example_project.settings.production",
    "SECRET_KEY": "x" * 20 + "0123456789-abcdefghij-" * 3,
    "ALLOWED_HOSTS": "shop.example",
}


@pytest.fixture
def production(tmp_path):
    """Run a command of the shop under the production settings."""

    def run(*arguments, **extra):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        env = {**kept, **GIVEN, "DATABASE_URL": f"sqlite:///{tmp_path}/shop.sqlite3", **extra}
        env = {name: value for name, value in env.items() if value}
        command = [sys.executable, ROOT / "example_project" / "manage.py", *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)

    return run


def test_production_passes_djangos_own_deployment_checks(production):
    done = production("check", "--deploy", "--fail-level", "WARNING", CACHE_URL="redis://127.0.0.1:6379/0")
    assert done.returncode == 0, done.stderr


def test_production_wants_a_secret_key(production):
    done = production("check", SECRET_KEY="")
    assert "Set the environment variable SECRET_KEY." in done.stderr


@pytest.mark.parametrize(("url", "kept"), [("redis://127.0.0.1:6379/0", True), ("", False)])
def test_pages_are_kept_only_in_a_shared_cache(production, url, kept):
    show = "from django.conf import settings; print(settings.MIDDLEWARE, settings.CACHES)"
    done = production("shell", "-v0", "-c", show, CACHE_URL=url)
    assert ("PageCacheMiddleware" in done.stdout) is kept, done.stderr
