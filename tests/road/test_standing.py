"""What happened to the page while the visitor was writing."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

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
