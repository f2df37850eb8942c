from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from example_project.shop.seeding import store
from wagtail_feedback.moderation.search import find
from wagtail_feedback.reviews.feature.counters import recount, true_counts
from wagtail_feedback.reviews.models import Answer, Entry, ReviewBook

pytestmark = pytest.mark.django_db


@pytest.fixture
def book():
    return ReviewBook.objects.get(slug="clothing")


def seed(entries, **options):
    call_command("feedback_seed", book="clothing", entries=entries, verbosity=0, **options)


def test_exactly_so_many_are_published(book):
    before = book.entries.published().count()
    seed(2_345)
    assert book.entries.published().count() == before + 2_345


def test_counts_are_exact(book):
    seed(500)
    assert recount(book) == 0
    kept = {(t.about, t.language, t.kind, t.rating): (t.count,) for t in book.counts.exclude(count=0)}
    assert kept == true_counts(book)


def test_every_answered_entry_has_an_answer():
    call_command("feedback_seed", book="shop", entries=500, verbosity=0)
    answered = Entry.objects.filter(book__slug="shop").exclude(answered_at=None)
    assert answered.count() > 30
    assert Answer.objects.filter(entry__in=answered).count() == answered.count()
    assert not answered.filter(needs_answer=True).exists()


def test_only_kinds_that_the_book_takes(book):
    seed(100)
    assert set(book.entries.values_list("kind", flat=True)) == {"review"}


def test_waiting_entries_come_on_top(book):
    seed(10, pending=7)
    assert book.entries.filter(status="pending").count() == 7


def test_same_seed_draws_the_same_and_a_second_run_goes_on(book):
    seed(50)
    first = set(book.entries.values_list("public_id", "text"))
    Entry.objects.filter(book=book, source="form").delete()
    seed(50)
    assert set(book.entries.values_list("public_id", "text")) == first
    seed(50)
    assert book.entries.published().count() == 60 + 100


@pytest.mark.skipif(connection.vendor == "mysql", reason="Its full-text index shows rows after their commit.")
@pytest.mark.parametrize("search", [True, False])
def test_seeded_entries_are_found_when_asked_for(book, search):
    seed(20, search=search)
    entry = book.entries.filter(source="form").first()
    found = find(book.entries.published().newest(), entry.text)
    assert (entry in list(found)) is search


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Elsewhere all are drawn.")
def test_copies_are_entries_like_those_drawn(book, monkeypatch):
    monkeypatch.setattr(store, "DRAWN", 40)
    before = book.entries.published().count()
    call_command("feedback_seed", book="shop", entries=130, verbosity=0, search=True)
    seed(100, search=True)
    assert book.entries.published().count() == before + 100
    assert recount(book) == 0 == recount(ReviewBook.objects.get(slug="shop"))
    made = Entry.objects.filter(source="form", submission_key=None)
    assert made.filter(answered_at=None, answer__isnull=False).count() == 0
    assert made.exclude(answered_at=None).filter(answer=None).count() == 0
    for entry in made.filter(book=book):
        assert list(find(made.order_by("pk"), entry.public_id)) == [entry]
        assert entry in list(find(made.order_by("pk"), entry.text))


def test_new_entries_show_at_once(book, client):
    client.get("/en/imported/")
    seed(5)
    assert "65" in client.get("/en/imported/").content.decode()


def test_unknown_book_is_told():
    with pytest.raises(CommandError, match="There is no review book"):
        call_command("feedback_seed", book="nowhere", entries=1)
