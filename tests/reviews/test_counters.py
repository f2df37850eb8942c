"""The counts equal the entries, whatever has happened to them."""

from __future__ import annotations

import random
from functools import partial

import pytest

from tests.factories import make_book, make_entry
from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation.actions import (
    EraseAction,
    MarkSpamAction,
    PublishAction,
    UnmarkSpamAction,
    WithdrawAction,
    WithholdAction,
    execute_all,
)
from wagtail_feedback.reviews.actions import MarkSolvedAction, PublishAnswerAction
from wagtail_feedback.reviews.feature.counters import EntryCounters, recount, true_counts
from wagtail_feedback.reviews.listing.summary import summarise
from wagtail_feedback.reviews.models import CriterionCount, Entry, EntryCount

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
KINDS = ["review", "complaint", "suggestion", "thanks"]
MOVES = [
    PublishAction,
    PublishAction,
    partial(WithholdAction, reason="unrelated"),
    MarkSpamAction,
    UnmarkSpamAction,
    WithdrawAction,
    EraseAction,
    partial(MarkSolvedAction, solved=True),
    partial(PublishAnswerAction, position="Sorry", role="Care"),
]


def random_entry(chance, book):
    kind = chance.choice(KINDS)
    rating = chance.randint(1, 5) if kind in {"review", "complaint"} else None
    ratings = {slug: chance.randint(1, 5) for slug in ("delivery", "service") if chance.random() < 0.5}
    fields = {"about": chance.choice(["", "page:one", "page:two"]), "language": chance.choice(["en", "ru"])}
    return make_entry(book, status="pending", kind=kind, rating=rating, ratings=ratings, **fields)


def stumble(chance, books):
    """One thing that may happen; moves that are not allowed do not."""
    if chance.random() < 0.2:
        return random_entry(chance, chance.choice(books))
    entries = list(Entry.objects.order_by("pk"))
    some = chance.sample(entries, min(len(entries), chance.choice([1, 1, 1, 5])))
    move = chance.choice(MOVES)
    try:
        return execute_all([move(entry) for entry in some])
    except ActionNotAllowed:
        return None


@pytest.mark.parametrize("seed", [1, 2])
def test_counts_stay_exact_through_500_random_moves(seed):
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    books = [make_book(), make_book()]
    for _step in range(500):
        stumble(chance, books)

    assert Entry.objects.published().exists()
    assert [EntryCounters().count_wrong(book) for book in books] == [0, 0]
    for book in books:
        assert summarise(book).entries == Entry.objects.published().filter(book=book).count()
        assert all(row.count >= 0 for row in book.counts.all())


def test_recount_mends_what_is_wrong_and_nothing_else():
    book, other = make_book(), make_book()
    for rating in (1, 5, 5):
        make_entry(book, rating=rating, about="page:one", ratings={"delivery": rating})
        make_entry(other, rating=rating)
    EntryCount.objects.filter(book=book, rating=5, about="").update(count=7)
    EntryCount.objects.create(book=book, language="en", kind="thanks", rating=0, count=2)
    EntryCount.objects.filter(book=book, rating=1, about="page:one").delete()
    CriterionCount.objects.filter(book=book, about="").update(total=1)

    assert (EntryCounters().count_wrong(book), recount(book), EntryCounters().count_wrong(book)) == (4, 4, 0)
    assert summarise(book).by_rating() == {1: 1, 2: 0, 3: 0, 4: 0, 5: 2}
    assert true_counts(other)["", "en", "review", 5] == (2,)
