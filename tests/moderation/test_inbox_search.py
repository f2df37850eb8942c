"""Moderators find whatever there is, in any form of a word and in any state, on every database."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.moderation.conftest import open_desk
from tests.moderation.test_permissions import on_site
from wagtail_feedback.moderation import search
from wagtail_feedback.moderation.actions import RedactAction, WithholdAction
from wagtail_feedback.moderation.admin.tabs import format_count
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.utils.permission_policies import get_policy

# MariaDB's full-text index takes in a row when its transaction commits.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]
EMAIL = "oleg@example.org"


def wait(book, text, **fields):
    return factories.make_entry(book, status="pending", text=text, **fields)


def found(desk, query, **params):
    return [entry.shown.text for entry in desk.inbox(q=query, **params).context["object_list"]]


def counts(desk, **query):
    tabs = desk.inbox(**query).context["tabs"]
    return {tab.slug: number for tab, number, _url in tabs if number}


@pytest.mark.parametrize("query", ["ручку", "РУЧКИ", "ручками сковородой", "handles", "12", "олега"])
def test_words_are_found_in_all_their_forms(desk, book, query):
    text = "Ручка сковороды: handle 12"
    wait(book, text, name="Олег", language="ru")
    wait(book, "Nothing of it")
    assert found(desk, query) == [text]


@pytest.mark.parametrize("query", ["ручка ничего", "руч", "100%_\\", "x" * 5000, "\x00", "@", "a@b@c"])
def test_what_nothing_matches_is_no_error(desk, book, query):
    wait(book, "Ручка")
    assert found(desk, query) in ([], ["Ручка"] if query == "\x00" else [])


def test_the_number_finds_its_entry(desk, book):
    entry = wait(book, "This one")
    wait(book, "Another one")
    assert found(desk, entry.public_id.upper()) == ["This one"]


@pytest.mark.parametrize("listed", [0, 2, 100])
def test_few_and_many_matches_are_found_alike(desk, book, monkeypatch, listed):
    """Few keys are written into the query; many are looked for within it."""
    monkeypatch.setattr(search, "MOST_LISTED", listed)
    for number in range(3):
        wait(book, f"Handle {number}")
    factories.make_entry(book, text="Handle published")
    wait(book, "Unrelated")
    assert found(desk, "handles") == ["Handle 0", "Handle 1", "Handle 2"]
    assert found(desk, "handles", tab="published") == ["Handle published"]
    assert found(desk, "nowhere") == []


def test_many_matches_are_not_counted(desk, book, monkeypatch):
    """No index of a database counts them: it would read every one."""
    monkeypatch.setattr(search, "MOST_LISTED", 2)
    for number in range(3):
        wait(book, f"Handle {number}")
    wait(book, "Lid")
    many, few = desk.inbox(q="handle"), desk.inbox(q="lid")
    assert ("wfd-num" in many.text, "in all tabs; of fewer" in many.text) == (False, True)
    assert ("wfd-num" in few.text, "in all tabs; of fewer" in few.text) == (True, False)


def test_counts_are_written_up_to_a_limit():
    assert [format_count(number) for number in (7, 10_000, 10_001)] == ["7", "10,000", "10,000+"]


def test_what_finds_nothing_is_not_counted_either(desk, book):
    url = desk.url(wait(book, "Lid")).split("edit")[0]
    with CaptureQueriesContext(connection) as made:
        desk.client.get(url, {"q": "nowhere"})
    assert not [query for query in made if "COUNT(" in query["sql"]]


def test_tabs_count_what_the_search_finds_in_every_state(desk, book):
    for status in ("pending", "published", "published", "withheld", "spam", "unconfirmed"):
        factories.make_entry(book, status=status, text="The handles broke")
    factories.make_entry(book, text="Unrelated")

    expected = {"read": 1, "published": 2, "withheld": 1, "spam": 1, "unconfirmed": 1}
    assert counts(desk, q="handle") == expected
    assert all(len(found(desk, "handle", tab=tab)) == number for tab, number in expected.items())


def test_a_decision_keeps_the_entry_found(desk, book):
    entry = wait(book, "The handle, ask Zebedee")
    WithholdAction(entry, reason="abuse").execute()
    RedactAction(entry, text="Zebedee").execute()
    assert found(desk, "handles", tab="withheld") == ["The handle, ask [removed]"]
    assert found(desk, "Zebedee", tab="withheld") == []


def test_search_and_filters_go_together(desk, book):
    wait(book, "handle", kind="complaint", place="Perm")
    wait(book, "handle", kind="review")
    assert len(found(desk, "handle", kind="complaint")) == 1
    assert len(found(desk, "handle", place="perm")) == 1
    assert found(desk, "handle", held="links") == []


def test_an_address_finds_its_entries_for_those_who_may_see_it(desk, book, site):
    wait(book, "From Oleg", email=EMAIL)
    blind = open_desk(factories.make_user("Blind", permissions=("moderate_entry",)))
    assert (found(desk, EMAIL.upper()), found(blind, EMAIL)) == (["From Oleg"], [])


def test_other_sites_are_not_searched(desk, book, other_site, site):
    ContentType.objects.clear_cache()  # transactional tests before this one made the types anew,
    get_policy(Entry).__dict__.pop("_content_type", None)  # and the policy remembers its own
    wait(book, "handle here")
    wait(factories.make_book(site=other_site), "handle there")
    local = open_desk(on_site(site, "moderate_entry"))
    assert (found(local, "handle"), counts(local, q="handle")) == (["handle here"], {"read": 1})


def test_no_query_looks_through_the_texts(desk, book):
    wait(book, "handle")
    with CaptureQueriesContext(connection) as made:
        assert found(desk, "handles") == ["handle"]
    assert not [query["sql"] for query in made if "LIKE '%" in query["sql"].upper()]


def test_a_search_engine_outside_of_the_database_is_asked_first(book, monkeypatch):
    """What it hands over is rows and no queryset."""
    entry, other = wait(book, "handle"), wait(book, "handle too")
    monkeypatch.setattr(search, "find", lambda rows, query: [entry, other])
    rows, _are_few = search.narrow(Entry.objects.all(), "handle")
    assert [row.text for row in rows.filter(pk=entry.pk)] == ["handle"]
