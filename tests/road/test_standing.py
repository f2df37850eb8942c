"""What happened to the page while the visitor was writing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories import make_page
from tests.road.forms import GOOD, SAME_ORIGIN, action_of, form_of, soup, typed
from wagtail_feedback.reviews.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(client, page):
    """Where the form posts, read before the page changed."""
    return action_of(client.get(page.url))


def post(client, action, **changes):
    return client.post(action, {**GOOD, **changes}, headers=SAME_ORIGIN)


def assert_stands_alone_with_words(response, status):
    assert response.status_code == status
    assert soup(response).h1.get_text() == "Leave an entry"
    assert typed(response, "text") == GOOD["text"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("changes", "status"), [({}, 409), ({"rating": ""}, 422)])
def test_unpublished_page_offers_the_form_alone(client, page, action, changes, status):
    page.unpublish()
    assert_stands_alone_with_words(post(client, action, **changes), status)


@pytest.mark.parametrize(("changes", "status"), [({}, 409), ({"rating": ""}, 422)])
def test_removed_block_offers_the_form_alone(client, page, action, changes, status):
    page.body = [("text", "Gone")]
    page.save_revision().publish()
    assert_stands_alone_with_words(post(client, action, **changes), status)


@pytest.mark.parametrize(("changes", "status"), [({}, 409), ({"rating": ""}, 422)])
def test_deleted_page_offers_the_form_alone(client, page, action, changes, status):
    page.delete()
    assert_stands_alone_with_words(post(client, action, **changes), status)


def test_form_that_stands_alone_can_be_sent_at_once(client, page, action):
    page.unpublish()
    response = post(client, action)
    again = form_of(response)["action"].partition("#")[0]
    assert post(client, again).status_code == 303
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("changes", [{}, {"rating": ""}])
def test_private_page_stays_private(client, page, action, changes):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = post(client, action, **changes)
    assert response.status_code == 302
    assert "login" in response["Location"]
    assert not Entry.objects.exists()


def test_private_page_takes_entries_of_those_it_lets_in(client, page, django_user_model):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(django_user_model.objects.create_user("customer"))
    action = action_of(client.get(page.url))
    assert post(client, action, rating="").status_code == 422
    assert post(client, action).status_code == 303


def test_closed_book_says_so_and_keeps_the_words(client, page, book, action):
    book.is_open = False
    book.save()
    response = post(client, action)
    assert response.status_code == 409
    assert "takes no entries" in response.content.decode()
    assert typed(response, "text") == GOOD["text"]


def test_where_a_form_stands_is_asked_once(client, page, action):
    """The second of these asks too: before the first one there was nothing to compare with."""
    post(client, action, text="one")
    post(client, action, text="two")
    with CaptureQueriesContext(connection) as queries:
        assert post(client, action, text="three").status_code == 303
    assert not [query["sql"] for query in queries if "pageviewrestriction" in query["sql"]]
    assert not [query["sql"] for query in queries if f'FROM "{page._meta.db_table}"' in query["sql"]]


@pytest.mark.parametrize("change", ["unpublish", "delete", "hide", "empty", "move"])
def test_what_is_remembered_of_a_page_ends_with_its_next_change(client, home, page, action, change):
    for text in ("one", "two", "three"):
        assert post(client, action, text=text).status_code == 303
    change_page(change, home, page)
    assert post(client, action, text="four").status_code in {302, 409}
    assert Entry.objects.count() == 3


def change_page(change, home, page):
    if change == "unpublish":
        page.unpublish()
    elif change == "delete":
        page.delete()
    elif change == "hide":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif change == "empty":
        page.body = [("text", "Gone")]
        page.save_revision().publish()
    else:
        hidden = make_page(home, title="For members")
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")
        page.move(hidden, pos="last-child")
