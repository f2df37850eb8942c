from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders

from tests.project.paths import PACKAGE
from wagtail_feedback.utils.icons import FILE, icon_url


def icon_names():
    with open(finders.find(FILE), encoding="utf-8") as file:
        return set(re.findall(r'id="([^"]+)"', file.read()))


def test_every_icon_that_templates_name_is_in_the_file():
    templates = (PACKAGE / "templates").rglob("*.html")
    text = "".join(path.read_text(encoding="utf-8") for path in templates if "moderation" not in path.parts)
    named = {
        name
        for found in re.findall(r'icon\.html" with name="([a-z-]+)"|feedback_icon "([a-z-]+)"', text)
        for name in found
        if name
    }
    assert named
    assert named <= icon_names()


def test_icons_come_from_the_static_file(settings):
    assert icon_url("star") == "/static/wagtail_feedback/img/icons.svg#star"


def test_icons_come_from_a_hashed_file(settings, tmp_path):
    from django.core.management import call_command

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert re.fullmatch(r"/static/wagtail_feedback/img/icons\.[0-9a-f]{12}\.svg#star", icon_url("star"))


@pytest.mark.parametrize("elsewhere", ["https://cdn.example/static/", "//cdn.example/"])
def test_icons_come_from_our_own_host_where_static_files_do_not(client, settings, elsewhere):
    settings.STATIC_URL = elsewhere
    url, _, name = icon_url("star").partition("#")
    response = client.get(url)
    assert name == "star"
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert b'id="star"' in response.content
    assert "public" in response["Cache-Control"]
