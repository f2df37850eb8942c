"""What becomes of a mail when its server refuses, stays silent or hangs up, on a real connection."""

from __future__ import annotations

import smtplib

import pytest

from wagtail_feedback.outbox.errors import describe, is_permanent, may_have_arrived
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.outbox.sending import send_due_mails

BEFORE, AFTER = ["MAIL", "RCPT"], ["DATA", "."]
UNREACHABLE = ["CONNECT", "EHLO"]


@pytest.fixture
def outcome(confirmation, smtp, settings):
    """Send to a server that misbehaves; the status, the attempts and the error of the mail."""
    settings.WAGTAILFEEDBACK_MAIL_TIMEOUT = 0.2

    def send(*, silent_at=(), hangs_up_at=(), **replies):
        smtp.silent_at, smtp.hangs_up_at, smtp.replies = set(silent_at), set(hangs_up_at), replies
        assert send_due_mails() == 0
        confirmation.refresh_from_db()
        return confirmation.status, confirmation.attempts, confirmation.error

    return send


@pytest.mark.parametrize("command", BEFORE)
@pytest.mark.parametrize("fault", ["silent_at", "hangs_up_at"])
def test_a_connection_lost_before_data_is_tried_again(outcome, fault, command):
    assert outcome(**{fault: [command]})[:2] == ("queued", 1)


@pytest.mark.parametrize("command", AFTER)
@pytest.mark.parametrize("fault", ["silent_at", "hangs_up_at"])
def test_a_connection_lost_from_data_on_is_left_to_a_person(outcome, fault, command):
    assert outcome(**{fault: [command]}) == ("failed", 1, OutboxMail.MAYBE_SENT)


@pytest.mark.parametrize("command", UNREACHABLE)
def test_a_server_silent_from_the_start_costs_no_attempt(outcome, command):
    status, attempts, error = outcome(silent_at=[command])
    assert (status, attempts) == ("queued", 0 if command == "CONNECT" else 1)
    assert error


def test_an_unknown_recipient_fails_at_once(outcome):
    status, _attempts, error = outcome(RCPT="550 <anna@example.org>: no such user")
    assert (status, error) == ("failed", "SMTPRecipientsRefused: 550 <…>: no such user")


@pytest.mark.parametrize("command", ["DATA", "."])
def test_a_mail_refused_for_good_fails_at_once(outcome, command):
    assert outcome(**{command: "554 no"})[0] == "failed"


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("RCPT", "451 greylisted"),
        ("RCPT", "421 too busy"),
        (".", "452 full"),
        ("MAIL", "421 bye"),
        ("MAIL", "550 who are you"),
    ],
)
def test_a_passing_refusal_and_a_wrong_sender_are_tried_again(outcome, command, reply):
    assert outcome(**{command: reply})[:2] == ("queued", 1)


def test_after_a_fault_the_next_mail_has_a_connection_of_its_own(confirmation, complaint, smtp):
    OutboxMail.objects.create(mail_type="contacts.confirm", contact=complaint.contact)
    smtp.hangs_up_at = {"."}
    send_due_mails()
    assert smtp.asked == ["anna@example.org"] * 2


def test_many_mails_share_a_connection(confirmation, complaint, smtp):
    OutboxMail.objects.create(mail_type="contacts.confirm", contact=complaint.contact)
    smtp.replies = {"QUIT": "421 gone"}  # an error at the very end is nobody's loss
    assert send_due_mails() == 2


def caused_by(cause):
    error = OSError("HTTPSConnectionPool")
    error.__context__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError("no such host"), False),
        (ConnectionRefusedError(), False),
        (caused_by(ConnectionRefusedError()), False),
        (TimeoutError(), True),
        (caused_by(TimeoutError()), True),
        (caused_by(ConnectionResetError()), True),
        (smtplib.SMTPServerDisconnected(), True),
        (smtplib.SMTPDataError(554, b"no"), False),
    ],
)
def test_other_backends_are_judged_by_the_cause(error, expected):
    assert may_have_arrived(error) is expected


@pytest.mark.parametrize(("code", "expected"), [(499, False), (500, True), (599, True), (600, False)])
def test_what_is_permanent(code, expected):
    assert is_permanent(smtplib.SMTPDataError(code, b"")) is expected
    assert is_permanent(smtplib.SMTPRecipientsRefused({"a@example.org": (code, b"")})) is expected


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (smtplib.SMTPRecipientsRefused({}), "SMTPRecipientsRefused: 0"),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, "Нет")}), "SMTPRecipientsRefused: 550 Нет"),
        (smtplib.SMTPDataError(452, b"a\n b@example.org"), "SMTPDataError: 452 a …"),
        (OSError("x" * 300), "OSError: " + "x" * 246),
    ],
)
def test_errors_are_told_in_one_line_without_addresses(error, text):
    assert describe(error).strip() == text
