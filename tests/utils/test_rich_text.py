"""Rich text whose links and pictures are gone."""

from __future__ import annotations

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget

from tests.factories import make_page, make_site
from wagtail_feedback.utils.rich_text import expand

pytestmark = [pytest.mark.django_db, pytest.mark.portable]

GONE = [
    pytest.param('<a linktype="page" id="999999">Prices</a>', "Prices", id="page"),
    pytest.param('<a linktype="document" id="999999">Prices</a>', "Prices", id="document"),
    pytest.param('<a linktype="page" id="999999"><b>Prices</b></a> today', "<b>Prices</b> today", id="bold"),
    pytest.param('<embed embedtype="image" id="999999" format="left" alt="x"/>', "", id="picture"),
]


@pytest.mark.parametrize(("stored", "shown"), GONE)
def test_what_was_deleted_leaves_its_words_and_no_link(stored, shown):
    assert expand(f"<p>{stored}</p>") == f"<p>{shown}</p>"


@pytest.mark.parametrize(("stored", "shown"), GONE)
def test_the_editor_opens_with_what_was_deleted(stored, shown):
    html = get_rich_text_editor_widget().render("answer", f"<p>{stored}</p>", {"id": "answer"})
    assert shown.partition("<")[0] in html


def test_a_page_that_no_site_shows_is_no_link():
    page = make_page(None, title="Lost")
    assert expand(f'<a linktype="page" id="{page.pk}">Lost</a>') == "Lost"


def test_what_is_there_is_linked():
    page = make_page(make_site().root_page, title="Prices")
    assert expand(f'<a linktype="page" id="{page.pk}">Prices</a>') == f'<a href="{page.url}">Prices</a>'
    assert expand('<a href="/x/">x</a>') == '<a href="/x/">x</a>'
