"""The README says nothing that the code does not keep."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import get_commands

from tests.house.paths import PACKAGE, README, ROOT
from wagtail_feedback.conf import Settings

TEXT = README.read_text(encoding="utf-8")
GUIDES = TEXT + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))
CODE = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", GUIDES, re.DOTALL))
SETTING_NAMES = {name for name in vars(Settings) if name.isupper()}


def names(pattern: str, text: str) -> set[str]:
    return set(re.findall(pattern, text))


def commands_under(folder: Path) -> set[str]:
    return {path.stem for path in folder.rglob("management/commands/*.py")} - {"__init__"}


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = names(r"(?m)^([a-z-]+):", makefile)
    assert names(r"\bmake ([a-z-]+)", CODE) - targets == set()


def test_management_commands_exist():
    shop = commands_under(ROOT / "example_project")
    named = names(r"(?:manage\.py|-m django) ([a-z_]+)", CODE)
    assert named - shop - set(get_commands()) == set()


def test_our_management_commands_are_described():
    assert commands_under(PACKAGE) - names(r"\b(feedback_[a-z_]+)", CODE) == set()


def test_settings_exist():
    assert names(r"\bWAGTAILFEEDBACK_([A-Z_]+[A-Z])", GUIDES) - SETTING_NAMES == set()


def test_every_setting_is_described():
    assert {name for name in SETTING_NAMES if f"`WAGTAILFEEDBACK_{name}`" not in GUIDES} == set()


def test_files_exist():
    linked = names(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", TEXT)
    assert {path for path in linked if not (ROOT / path).exists()} == set()
