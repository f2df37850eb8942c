from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from wagtail.admin.icons import get_icons
from wagtail.models import Page

from example_project.shop.blocks import BODY_BLOCKS
from example_project.shop.blocks.facts import in_words, unit_words
from example_project.shop.fields import BodyField
from example_project.shop.models import ContentPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    assert client.login(username="editor", password="changeme")
    return client


@pytest.mark.parametrize("slug", ["home-en", "home-ru", "products", "pechora-pan", "reviews", "plain"])
def test_editor_can_open_every_kind_of_page(editor, slug):
    page = Page.objects.filter(slug=slug).first()
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_editor_may_publish():
    editor = get_user_model().objects.get(username="editor")
    page = ContentPage.objects.get(slug="delivery", locale__language_code="en")
    assert page.permissions_for_user(editor).can_publish()


@pytest.mark.parametrize("name", [name for name, _block in BODY_BLOCKS])
def test_every_block_has_a_preview_in_the_shops_look(editor, name):
    block = ContentPage.body.field.stream_block.child_blocks[name]
    response = editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "shop/shop.css" in response.content.decode()


@pytest.mark.parametrize("name", [name for name, _block in BODY_BLOCKS])
def test_every_block_says_what_it_is(name):
    block = ContentPage.body.field.stream_block.child_blocks[name]
    assert block.label
    assert block.get_description()
    assert block.meta.icon != "placeholder"


def test_migrations_do_not_repeat_the_blocks():
    _name, _path, args, kwargs = BodyField([("a", BODY_BLOCKS[0][1])], blank=True).deconstruct()
    assert args == [[]]
    assert kwargs == {"blank": True}


@pytest.mark.parametrize(
    ("language", "value", "unit", "words"),
    [
        ("en", "1", "day", "1 working day"),
        ("en", "2.40", "kg", "2.4 kg"),
        ("ru", "2.40", "kg", "2,4 кг"),
        ("ru", "3", "day", "3 рабочих дня"),
        ("ru", "10", "year", "10 лет"),
    ],
)
def test_measures_speak_the_language_of_the_page(language, value, unit, words):
    with translation.override(language):
        assert f"{in_words(Decimal(value))} {unit_words(unit, Decimal(value))}" == words


def test_every_block_has_an_icon_that_the_admin_has():
    def icons_of(block):
        yield block.meta.icon
        for child in getattr(block, "child_blocks", {}).values():
            yield from icons_of(child)

    known = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
    body = ContentPage._meta.get_field("body").stream_block
    assert set(icons_of(body)) - known == set()
