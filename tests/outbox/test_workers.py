from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.db import connection

from tests.factories import make_book, make_contact
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails

pytestmark = pytest.mark.portable
WORKERS, MAILS = 4, 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite' and connection.is_in_memory_db()", reason="A database of one connection."
)
def test_side_by_side_workers_send_each_mail_once():
    book = make_book()
    for number in range(MAILS):
        contact = make_contact(f"reader{number}@example.org", book=book)
        OutboxMail.objects.create(mail_type="contacts.confirm", contact=contact)
    start = threading.Barrier(WORKERS)
    failures, sent = [], []

    def work():
        try:
            start.wait()
            sent.append(send_due_mails())
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sum(sent) == len(mail.outbox) == MAILS
    assert len({message.to[0] for message in mail.outbox}) == MAILS
