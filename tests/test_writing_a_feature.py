"""The text of docs/writing-a-feature.md, installed as an app and walked through."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs/writing-a-feature.md"
FILE = re.compile(r"```python\n# (?P<path>wishes/\S+)\n(?P<text>.*?)```", re.DOTALL)
WALK = ROOT / "tests/wishes_walk.py"
MAX_LINES = 200

pytestmark = pytest.mark.portable


def files():
    return {found["path"]: found["text"] for found in FILE.finditer(GUIDE.read_text())}


def test_the_smallest_feature_is_small():
    assert sum(len(text.splitlines()) for text in files().values()) < MAX_LINES


def test_the_guide_builds_a_working_feature(tmp_path):
    for path, text in files().items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    for package in ("wishes", "wishes/migrations"):
        (tmp_path / package).mkdir(exist_ok=True)
        (tmp_path / package / "__init__.py").touch()
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "tests.wishes_settings",
        "PYTEST_ADDOPTS": "",
    }
    options = {"cwd": tmp_path, "env": env, "capture_output": True, "text": True, "timeout": 300}
    # The database that DATABASE_URL names is made by the walk; migrations are written without one.
    without_database = {**env, "DATABASE_URL": "sqlite://"}
    command = [sys.executable, "-m", "django", "makemigrations", "wishes"]
    made = subprocess.run(command, **{**options, "env": without_database})
    assert made.returncode == 0, made.stderr
    pytest_options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]
    walked = subprocess.run([sys.executable, "-m", "pytest", str(WALK), *pytest_options], **options)
    assert walked.returncode == 0, walked.stdout + walked.stderr
