"""The habits of the project, where a file of configuration could quietly break them."""

from __future__ import annotations

import json
import re
import tomllib

from tests.project.paths import ROOT
from wagtail_feedback import __version__

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAME = re.compile(r"[A-Za-z0-9_.-]+")
# Parts of a tool's answer that its own releases do not hold still.
PARTS_OF_TOOLS = {"coverage", "django-stubs-ext", "grimp", "libcst", "uv"}


def names(requirements: list[str]) -> set[str]:
    return {NAME.match(line)[0].lower() for line in requirements}


def pinned() -> set[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return names([line for line in lines if not line.startswith("#")])


def extras(*wanted: str) -> set[str]:
    found = {name for extra in wanted for name in names(PROJECT["optional-dependencies"][extra])}
    return found - {PROJECT["name"]}


def test_every_target_is_explained_by_make_help():
    targets = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split())
    assert set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)) == targets


def test_every_tool_is_pinned_and_nothing_that_a_site_installs():
    assert pinned() - PARTS_OF_TOOLS == extras("dev", "lint", "mutation", "test")


def test_a_fresh_install_needs_no_list_of_addresses():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_the_package_tells_its_version():
    assert re.fullmatch(r"\d+\.\d+\.\d+([a-z]+\d+)?", __version__)
