"""Who sends a mail: a worker, the caller, or nobody."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import transaction
from django_tasks.backends.base import BaseTaskBackend

from tests.factories import make_contact
from wagtail_feedback.checks import mail as mail_checks
from wagtail_feedback.outbox import delivery
from wagtail_feedback.outbox.confirmation import queue_confirmation
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.tasks import send_due
from wagtail_feedback.utils import background

pytestmark = pytest.mark.portable


class WorkerBackend(BaseTaskBackend):
    """A task backend whose worker is somewhere else."""

    enqueued: list[str] = []

    def enqueue(self, task, args, kwargs):
        if task.module_path.startswith("wagtail_feedback.outbox"):  # Wagtail has tasks of its own
            self.enqueued.append(task.name)


@pytest.fixture
def auto(settings):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = "auto"


@pytest.fixture
def worker(settings):
    settings.TASKS = {"default": {"BACKEND": f"{__name__}.WorkerBackend"}}
    WorkerBackend.enqueued = []
    return WorkerBackend


@pytest.fixture
def without_threads(monkeypatch):
    monkeypatch.setitem(sys.modules, "uwsgi", SimpleNamespace(has_threads=0))


@pytest.fixture
def submit(book, django_capture_on_commit_callbacks):
    """Queue the confirmation of an address and commit, as a submission does."""

    def run(address="anna@example.org"):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            queue_confirmation(make_contact(address, book=book))

    return run


def test_a_worker_is_asked_where_there_is_one(auto, worker, submit):
    submit()
    assert (worker.enqueued, mail.outbox) == (["send_due"], [])


@pytest.mark.parametrize("backend", ["immediate.ImmediateBackend", "dummy.DummyBackend"])
def test_a_backend_without_a_worker_leaves_it_to_a_thread(auto, settings, backend):
    settings.TASKS = {"default": {"BACKEND": f"django_tasks.backends.{backend}"}}
    assert delivery.delivery_method() == "thread"


@pytest.mark.parametrize("method", ["task", "thread", "immediate", "off"])
def test_the_setting_has_the_last_word(settings, worker, method):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = method
    assert delivery.delivery_method() == method


def test_off_leaves_the_mail_to_the_command(settings, worker, submit, monkeypatch):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = "off"
    monkeypatch.setattr(delivery.mail_thread, "add", None)
    submit()
    assert (OutboxMail.objects.get().status, worker.enqueued) == ("queued", [])


def test_immediate_sends_before_the_caller_goes_on(submit):
    submit()
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]


def test_immediate_carries_nobody_elses_mail(confirmation, submit):
    submit("boris@example.org")
    assert [message.to for message in mail.outbox] == [["boris@example.org"]]


def test_no_thread_is_started_where_none_would_run(auto, submit, without_threads, caplog):
    submit()
    assert OutboxMail.objects.get().status == "queued"
    assert "enable-threads" in caplog.text


def test_the_task_takes_the_next_batch_when_there_may_be_more(worker, settings, submit):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = "off"
    settings.WAGTAILFEEDBACK_MAIL_BATCH = 2
    for number in range(3):
        submit(f"reader{number}@example.org")
    assert (send_due.call(), worker.enqueued) == (2, ["send_due"])
    assert (send_due.call(), worker.enqueued) == (1, ["send_due"])


def test_a_thread_that_cannot_start_is_told(auto, without_threads):
    assert [message.id for message in mail_checks.check_mail_delivery()] == ["wagtail_feedback.W010"]


@pytest.mark.parametrize("has_threads", [0, 1])
def test_uwsgi_says_whether_it_has_threads(monkeypatch, has_threads):
    monkeypatch.setitem(sys.modules, "uwsgi", SimpleNamespace(has_threads=has_threads))
    assert background.threads_allowed() == bool(has_threads)


@pytest.mark.parametrize(
    ("method", "found"), [("auto", []), ("off", []), ("cron", ["wagtail_feedback.E010"])]
)
def test_an_unknown_way_to_deliver_is_named(settings, method, found):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = method
    assert [message.id for message in mail_checks.check_mail_delivery()] == found


@pytest.mark.parametrize(("method", "found"), [("auto", 0), ("immediate", 1)])
def test_visitors_who_wait_for_the_mail_server_are_told_of_in_production(settings, method, found):
    settings.WAGTAILFEEDBACK_MAIL_DELIVERY = method
    assert len(mail_checks.check_immediate_mail()) == found
