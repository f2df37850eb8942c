from __future__ import annotations

import gettext
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.project import po
from tests.project.paths import PACKAGE, name_of

ENGLISH, RUSSIAN = (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po" for language in ("en", "ru"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")


def catalogue(path):
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


@pytest.mark.parametrize("path", [ENGLISH, RUSSIAN], ids=name_of)
def test_no_translation_is_a_guess(path):
    assert [message.key for message in po.read(path) if "fuzzy" in message.flags] == []


def test_every_text_has_its_russian():
    untranslated = [message.key for message in po.read(RUSSIAN) if not all(message.translations)]
    assert untranslated == []


def test_russian_plurals_have_their_three_forms():
    plural = [message for message in po.read(RUSSIAN) if "msgid_plural" in message.texts]
    assert [message.key for message in plural if len(message.translations) < 3] == []


def test_russian_names_the_same_values_as_english():
    wrong = []
    for message in po.read(RUSSIAN):
        known = set(PLACEHOLDER.findall(message.texts["msgid"] + message.texts.get("msgid_plural", "")))
        named = [set(PLACEHOLDER.findall(text)) for text in message.translations]
        # A form for exactly one thing may leave its number out.
        if any(not names <= known for names in named) or (known and named[-1] != known):
            wrong.append(message.key)
    assert wrong == []


@pytest.mark.parametrize("path", [ENGLISH, RUSSIAN], ids=name_of)
def test_compiled_translations_are_current(path):
    compiled = catalogue(path.with_suffix(".mo"))
    stale = []
    for message in po.read(path):
        plural = "msgid_plural" in message.texts
        for number, text in enumerate(message.translations):
            if text and compiled.get((message.key, number) if plural else message.key) != text:
                stale.append(message.key)
    assert stale == [], "run `make messages`"


@pytest.mark.skipif(not shutil.which("xgettext"), reason="Gathering texts needs the package gettext.")
def test_every_text_of_the_code_is_in_the_files(tmp_path):
    copy = tmp_path / "wagtail_feedback"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "ru", "--no-obsolete"]
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, env=env, check=True, capture_output=True, timeout=120)
    gathered = {message.key for message in po.read(copy / RUSSIAN.relative_to(PACKAGE))}
    assert gathered == {message.key for message in po.read(RUSSIAN)}, "run `make messages`"
