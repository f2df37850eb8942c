"""What leaves the request on a site without a worker: the search index, and publishing unseen."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.models import IndexEntry

from tests.factories import make_book, make_home, make_page, make_site
from tests.submissions.forms import send
from wagtail_feedback.moderation import search, tasks
from wagtail_feedback.moderation.actions import EraseAction, MarkSpamAction, publish_all
from wagtail_feedback.moderation.actions.direct import publish_thread
from wagtail_feedback.moderation.tasks import search_thread, update_all
from wagtail_feedback.reviews.models import Entry, ReviewBook
from wagtail_feedback.utils import background

pytestmark = [
    pytest.mark.portable,
    pytest.mark.skipif(
        "connection.vendor == 'sqlite' and connection.is_in_memory_db()",
        reason="A database of one connection.",
    ),
]
LONG = 20  # seconds; nothing here is expected to take them


@pytest.fixture
def threads(settings, transactional_db):
    settings.WAGTAILFEEDBACK_THREADS = True
    yield
    for thread in (publish_thread, search_thread):
        thread.join(LONG)


@pytest.fixture
def page(transactional_db):
    form = {"book": make_book(slug="shop"), "about_page": False, "heading_level": "2"}
    return make_page(make_home(make_site()), body=[("entry_form", form)])


def make_post_moderated():
    book = ReviewBook.objects.get()
    book.policy = "post"
    book.save()


def is_indexed(entry):
    kind = ContentType.objects.get_for_model(Entry)
    return IndexEntry.objects.filter(content_type=kind, object_id=str(entry.pk)).exists()


def test_no_post_waits_for_the_index(page, threads, client):
    assert send(client, page).status_code == 303
    entry = Entry.objects.get()
    assert not is_indexed(entry)  # the thread waits for more first
    search_thread.join(LONG)
    assert is_indexed(entry)


def test_many_posts_are_one_batch(page, threads, client, monkeypatch):
    batches, update = [], search.update_index
    monkeypatch.setattr(search, "update_index", lambda model, ids: batches.append(ids) or update(model, ids))
    monkeypatch.setattr(background, "PAUSE_SECONDS", 3)  # a busy machine needs longer for three posts
    for number in range(3):
        send(client, page, text=f"The lid of pan {number} sings.")
    search_thread.join(LONG)
    assert [len(ids) for ids in batches] == [3]


def test_a_worker_gets_the_index_to_do(page, threads, client, monkeypatch):
    enqueued = []
    monkeypatch.setattr(tasks, "has_worker", lambda: True)
    monkeypatch.setattr(type(tasks.update_search), "enqueue", lambda task, *args: enqueued.append(args))
    send(client, page)
    assert enqueued == [(Entry._meta.label_lower, [Entry.objects.get().pk])]


def test_erased_words_leave_the_index_before_anybody_is_answered(page, client, settings):
    send(client, page)
    entry = Entry.objects.get()
    settings.WAGTAILFEEDBACK_THREADS = True
    EraseAction(entry).execute()
    assert not is_indexed(entry)


def test_a_process_that_must_end_leaves_the_rest(page, monkeypatch):
    monkeypatch.setattr(search, "update_index", None)
    update_all([(Entry, [1])], lambda: True)
    publish_all([Entry(pk=1)], lambda: True)


def test_a_post_moderated_book_publishes_a_moment_later(page, threads, client):
    make_post_moderated()
    receipt = send(client, page)["Location"]
    assert Entry.objects.get().status == "pending"
    assert ">Published<" in client.get(receipt).text.replace(" ", "")
    publish_thread.join(LONG)
    search_thread.join(LONG)
    assert Entry.objects.get().status == "published" and is_indexed(Entry.objects.get())


def test_a_held_entry_is_not_published_nor_said_to_be(page, threads, client):
    make_post_moderated()
    receipt = send(client, page, text="Call me: +7 912 345-67-89")["Location"]
    publish_thread.join(LONG)
    assert Entry.objects.get().status == "pending"
    assert ">Published<" not in client.get(receipt).text.replace(" ", "")


def test_many_are_published_with_hardly_more_statements_than_one(page, client, django_assert_max_num_queries):
    for number in range(4):
        send(client, page, text=f"The lid of pan {number} sings.")
    make_post_moderated()
    first, *others = Entry.objects.order_by("pk")
    publish_all([first])
    with CaptureQueriesContext(connection) as alone:
        publish_all(others[:1])
    with django_assert_max_num_queries(len(alone) + 1):
        publish_all(others[1:])
    assert not Entry.objects.exclude(status="published").exists()


def test_one_that_a_person_decided_about_stops_no_other(page, client):
    for number in range(2):
        send(client, page, text=f"The lid of pan {number} sings.")
    rows = list(Entry.objects.order_by("pk"))
    MarkSpamAction(Entry.objects.get(pk=rows[0].pk)).execute()
    publish_all(rows)
    assert list(Entry.objects.order_by("pk").values_list("status", flat=True)) == ["spam", "published"]
