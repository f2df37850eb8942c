from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.project.paths import ROOT


@pytest.fixture
def manage(tmp_path):
    """Run a command of the example project away from its own database."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "WAGTAIL_"))}
    env["DATABASE_URL"] = f"sqlite:///{tmp_path}/shop.sqlite3"

    def run(*arguments):
        command = [sys.executable, ROOT / "example_project" / "manage.py", *arguments]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_demo_passes_its_checks(manage):
    assert "no issues" in manage("check", "--fail-level", "WARNING")


def test_demo_has_no_change_without_a_migration(manage):
    assert "No changes detected" in manage("makemigrations", "--check", "--dry-run")
