"""Reads the kept mails back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

PARSER = BytesParser(policy=policy.default)


@dataclass(frozen=True)
class Letter:
    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def recipient(self) -> str:
        return str(self.message["To"] or "")

    @property
    def sent_at(self) -> datetime:
        sent = datetime.strptime(self.name[:22], "%Y%m%d-%H%M%S-%f")
        return sent.replace(tzinfo=UTC)

    @property
    def text(self) -> str:
        return self.part("plain")

    @property
    def html(self) -> str:
        return self.part("html")

    @property
    def headers(self) -> list[tuple[str, str]]:
        shown = ("From", "To", "List-Unsubscribe", "List-Unsubscribe-Post")
        return [(name, str(self.message[name])) for name in shown if self.message[name]]

    def part(self, subtype: str) -> str:
        body = self.message.get_body(preferencelist=(subtype,))
        return body.get_content() if body else ""


def read(path: Path) -> Letter:
    return Letter(name=path.stem, message=PARSER.parsebytes(path.read_bytes()))


def newest(limit: int) -> list[Letter]:
    paths = sorted(Path(settings.MAILBOX_DIR).glob("*.eml"), reverse=True)
    return [read(path) for path in paths[:limit]]


def find(name: str) -> Letter | None:
    # The name comes from a slug in the address: no dots, no slashes.
    path = Path(settings.MAILBOX_DIR) / f"{name}.eml"
    return read(path) if path.is_file() else None
