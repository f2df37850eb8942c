from __future__ import annotations

import io

import pytest
from django.core import mail
from django.core.management import call_command

from wagtail_feedback.outbox.models import OutboxMail


def run(**options):
    stdout = io.StringIO()
    call_command("feedback_send_mail", stdout=stdout, **options)
    return stdout.getvalue()


def test_the_command_sends_what_is_due_whoever_queued_it(confirmation):
    assert run() == "Sent: 1\n"
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_run_without_mail_says_nothing_to_cron():
    assert run() == ""
    assert run(verbosity=2) == "Sent: 0\n"


def test_the_command_keeps_to_its_limit(confirmation, complaint):
    OutboxMail.objects.create(mail_type="contacts.confirm", contact=complaint.contact)
    assert run(limit=1) == "Sent: 1\n"
