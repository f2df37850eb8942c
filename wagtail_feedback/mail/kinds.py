"""A kind of mail: how its words are made at the moment of sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from wagtail_feedback.mail.models import OutboxMail


@dataclass(frozen=True)
class Letter:
    """What goes into the templates ``email/<template>.txt`` and ``.html``.

    ``url`` and ``button`` are the one button of the mail; ``url`` is absolute or a path of the site.
    """

    subject: str
    template: str
    url: str = ""
    button: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


class MailKind(Protocol):
    """Registered in ``registry.mails`` under the name written into ``OutboxMail.kind``."""

    #: True only for the one mail that may go to an address nobody has confirmed yet.
    to_unconfirmed: bool

    def compose(self, mail: OutboxMail) -> Letter | None:
        """The letter in the active language; None when it has become pointless."""
