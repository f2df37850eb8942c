"""A kind of mail: how its words are made at the moment of sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

from wagtail_feedback.outbox.models import OutboxMail


@dataclass(frozen=True)
class EmailContent:
    """What goes into the templates ``email/<template>.txt`` and ``.html``.

    Attributes:
        shop: who writes, as the footer and the sender's name say it.
        url, button: the one button of the mail; ``url`` is absolute, or a path of the author's site.
        context: what the templates need besides.
    """

    subject: str
    template: str
    shop: str = ""
    url: str = ""
    button: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


class MailType(Protocol):
    """Registered in ``registry.mails`` under the name written into ``OutboxMail.kind``."""

    #: True only for the one mail that may go to an address nobody has confirmed yet.
    to_unconfirmed: bool

    @property
    def label(self) -> str | Promise:
        """What the desk's list of mails calls it."""

    def compose(self, mail: OutboxMail) -> EmailContent | None:
        """The letter in the active language (the contact's; for staff ``params["language"]``).

        None when it has become pointless.
        """
