"""What the error of a mail server means for the mail."""

from __future__ import annotations

import re
import smtplib
import traceback
from collections.abc import Iterator

_ADDRESS = re.compile(r"[^\s<>\"'(),;:]{1,64}@[^\s<>\"'(),;:]{1,255}")
_SENDMAIL = smtplib.SMTP.sendmail.__code__
_DATA = smtplib.SMTP.data.__code__
_LOST = (TimeoutError, ConnectionError, smtplib.SMTPServerDisconnected)


def may_have_arrived(error: OSError) -> bool:
    """Whether the server may have taken the mail all the same.

    smtplib hands a mail over in ``SMTP.data`` and nowhere else, but raises the same error for a connection
    that breaks, or stays silent, at any moment. How far it got stands in the traceback. (Silence between the
    command DATA and its reply counts as "may have": smtplib does not tell it from silence after the mail.)
    """
    if isinstance(error, smtplib.SMTPException) and not isinstance(error, smtplib.SMTPServerDisconnected):
        return False  # the server's own refusal
    steps = {frame.f_code for frame, _line in traceback.walk_tb(error.__traceback__)}
    if _SENDMAIL in steps:
        return _DATA in steps
    # A backend without smtplib, such as one that calls the API of a mail service.
    return any(
        isinstance(cause, _LOST) and not isinstance(cause, ConnectionRefusedError) for cause in _causes(error)
    )


def is_permanent(error: OSError) -> bool:
    """Whether the server refuses this recipient or this mail for good (5xx, RFC 5321 4.2.1).

    A refusal of the sender is a fault in the site's set-up, which somebody mends.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code <= 599 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code <= 599


def describe(error: Exception) -> str:
    """What went wrong in one line, without anybody's address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        replies = list(error.recipients.values())
        code, text = replies[0] if replies else (0, b"")
        reply = f"{code} {_decoded(text)}"
    elif isinstance(error, smtplib.SMTPResponseException):
        reply = f"{error.smtp_code} {_decoded(error.smtp_error)}"
    else:
        reply = str(error)
    line = " ".join(reply.split())[:1000]
    return f"{type(error).__name__}: {_ADDRESS.sub('…', line)}"[:255]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
