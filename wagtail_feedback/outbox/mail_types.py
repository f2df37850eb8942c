"""A type of mail: how its content is made at the moment of sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise
from wagtail.models import Site

from wagtail_feedback import features
from wagtail_feedback.outbox.models import OutboxMail


@dataclass(frozen=True)
class EmailContent:
    """What goes into the templates ``email/<template>.txt`` and ``.html``.

    Attributes:
        subject: as it stands in a list of mails, where nothing else tells what it is about.
        headline: the same above the mail itself; empty for the subject.
        site: whose mail it is; None for the contact's.
        url, button: the one button of the mail; ``url`` is absolute, or a path of the site.
        context: what the templates need besides.
        has_own_page: whether the contact has a page of what it was left with.
    """

    subject: str
    template: str
    headline: str = ""
    site: Site | None = None
    url: str = ""
    button: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    has_own_page: bool = True


class MailType(Protocol):
    """Registered under the name that is stored in ``OutboxMail.mail_type``."""

    #: True only for a mail that whoever typed in the address has just asked for: it may go to one that nobody
    #: has confirmed yet.
    to_unconfirmed: bool

    @property
    def label(self) -> str | Promise:
        """What the desk's list of mails calls it."""

    def get_content(self, mail: OutboxMail) -> EmailContent | None:
        """The content in the active language (the contact's; for staff ``params["language"]``).

        None when it has become pointless.
        """


def get_mail_type(name: str) -> MailType:
    """The mail type of this name.

    Raises:
        LookupError: its feature is not installed any more.
    """
    return features.mail_types.get(name)
