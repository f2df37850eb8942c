"""The thread that sends mail on a site without a worker: nobody waits for it, and it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from django.core import mail
from django.db import connection, connections, transaction
from django.db.models import Q
from django.urls import set_script_prefix

from tests.factories import make_book, make_contact, make_home, make_page, make_site
from tests.project.paths import ROOT
from tests.submissions.forms import send
from wagtail_feedback.outbox.confirmation import queue_confirmation
from wagtail_feedback.outbox.delivery import mail_thread, send_all
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.utils.background import BackgroundThread

pytestmark = [
    pytest.mark.portable,
    pytest.mark.skipif(
        "connection.vendor == 'sqlite' and connection.is_in_memory_db()",
        reason="A database of one connection.",
    ),
]
LONG = 20  # seconds; nothing here is expected to take them
SCRIPT = """
import sys, threading, time, django
django.setup()
from wagtail_feedback.utils import background

def work(items, should_stop):
    while threading.main_thread().is_alive():
        time.sleep(0.01)
    print("stops" if should_stop() else "sends")

background.EXIT_SECONDS = int(sys.argv[1])
thread = background.BackgroundThread("work", work)
# A server may answer in daemon threads, as runserver does: the thread itself must not become one.
waker = threading.Thread(target=thread.add, args=["item"], daemon=True)
waker.start()
waker.join()
print("main ends")
"""


@pytest.fixture
def book(transactional_db):
    return make_book(slug="shop", consent=True)


@pytest.fixture
def thread(settings, transactional_db):
    """The process's own, awake for what is committed; the test ends when it does."""
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = "auto"
    yield mail_thread
    mail_thread.join(LONG)


def submit(book, address="anna@example.org"):
    with transaction.atomic():
        queue_confirmation(make_contact(address, book=book))


def queue(book, count):
    for number in range(count):
        contact = make_contact(f"reader{number}@example.org", book=book)
        OutboxMail.objects.create(mail_type="contacts.confirm", contact=contact)


def test_it_sends_the_mails_of_its_transaction_alone(book, thread):
    queue(book, 1)
    submit(book)
    thread.join(LONG)
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]
    assert OutboxMail.objects.get(status="queued").attempts == 0


def test_its_links_have_the_prefix_the_site_is_under(book, thread):
    set_script_prefix("/shop/")
    try:
        submit(book)
    finally:
        set_script_prefix("/")
    thread.join(LONG)
    assert "/shop/feedback/confirm" in mail.outbox[0].body


def test_a_transaction_that_fails_wakes_nobody(book, thread, monkeypatch):
    monkeypatch.setattr(thread, "add", None)
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        queue_confirmation(make_contact(book=book))
        raise ValueError("no")


def test_a_submission_is_answered_while_the_mail_server_hangs(book, thread, smtp, client):
    form = {"book": book, "about_page": False, "heading_level": "2"}
    page = make_page(make_home(make_site()), body=[("entry_form", form)])
    smtp.silent_at = {"MAIL"}
    response = send(client, page, email="anna@example.org", consent="on")
    assert smtp.hanging.wait(LONG)
    assert (response.status_code, smtp.released.is_set()) == (303, False)
    assert any(each.name == "feedback-mail" for each in threading.enumerate())


@pytest.mark.parametrize(
    ("silent_at", "status"), [("CONNECT", "queued"), ("RCPT", "queued"), (".", "failed")]
)
def test_what_a_hanging_server_did_not_take_is_tried_again(book, thread, smtp, silent_at, status):
    smtp.silent_at = {silent_at}
    submit(book)
    assert smtp.hanging.wait(LONG)
    smtp.released.set()
    thread.join(LONG)
    assert OutboxMail.objects.get().status == status


def test_one_thread_takes_what_comes_meanwhile_and_ends(book, thread, smtp):
    smtp.silent_at = {"MAIL"}
    submit(book, "first@example.org")
    assert smtp.hanging.wait(LONG)
    [only] = [each for each in threading.enumerate() if each.name == "feedback-mail"]
    for number in range(3):
        submit(book, f"reader{number}@example.org")
    assert [each for each in threading.enumerate() if each.name == "feedback-mail"] == [only]
    smtp.silent_at = set()
    smtp.released.set()
    only.join(LONG)
    assert not only.is_alive()
    assert sorted(smtp.taken) == [f"reader{number}@example.org" for number in range(3)]


def test_two_processes_send_no_mail_twice(book, thread, smtp):
    queue(book, 6)
    processes = [BackgroundThread("feedback-mail", send_all), BackgroundThread("feedback-mail", send_all)]
    for each in processes:
        each.add(Q())
    for each in processes:
        each.join(LONG)
    assert sorted(smtp.taken) == [f"reader{number}@example.org" for number in range(6)]


def test_it_closes_its_database_connection(book, thread, monkeypatch):
    left_open, close_all = [], connections.close_all

    def close_and_look():
        close_all()
        left_open.append((threading.current_thread().name, connection.connection))

    monkeypatch.setattr(connections, "close_all", close_and_look)
    submit(book)
    thread.join(LONG)
    assert left_open == [("feedback-mail", None)]


def test_a_run_that_breaks_leaves_the_mail_and_the_next_run_whole(book, thread, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("wagtail_feedback.outbox.delivery.send_due_mails", None)
        submit(book, "first@example.org")
        thread.join(LONG)
    submit(book, "second@example.org")
    thread.join(LONG)
    assert [message.to for message in mail.outbox] == [["second@example.org"]]
    assert OutboxMail.objects.get(contact__email="first@example.org").status == "queued"


def test_a_forked_process_starts_a_thread_of_its_own(book, thread):
    inherited = BackgroundThread("feedback-mail", send_all)
    inherited._thread = threading.Thread()  # as fork leaves it: known, and not alive
    queue(book, 1)
    inherited.add(Q())
    inherited.join(LONG)
    assert len(mail.outbox) == 1


def test_mail_that_comes_while_the_thread_ends_is_not_lost(book, thread):
    ending = BackgroundThread("feedback-mail", send_all)
    ending._thread = threading.current_thread()  # alive, and about to find nothing
    assert ending._take() == []
    queue(book, 1)
    ending.add(Q())
    ending.join(LONG)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("exit_seconds", "expected"), [(60, "sends"), (0, "stops")])
def test_a_process_that_ends_waits_for_its_mail_but_not_for_long(exit_seconds, expected):
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, str(exit_seconds)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == ["main ends", expected], done.stderr
