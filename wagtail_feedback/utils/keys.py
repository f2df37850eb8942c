"""Keys of rows. Migrations name what is here: its path never changes."""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import TYPE_CHECKING, Any

from django.db.models import CharField

if TYPE_CHECKING:
    _CharField = CharField[str | None, Any]
else:
    _CharField = CharField

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter reads like a digit
#: Hexadecimal digits of a hash that tells rows apart: 128 bits.
KEY_LENGTH = 32
#: What people type instead: letters that look like digits, and Russian ones that look like Latin ones.
LOOK_ALIKES = str.maketrans("oilоасенкмртху", "0110acehkmptxy")
_OTHERS = re.compile(f"[^{ALPHABET}]")


class KeyField(_CharField):
    """A unique text that is only ever compared as a whole.

    Django gives a unique ``varchar`` on PostgreSQL a second index, for LIKE, as large as the first; the same
    type by its long name gets none.
    """

    def db_type(self, connection: Any) -> str | None:
        name = super().db_type(connection)
        is_postgresql = connection.vendor == "postgresql"
        return name.replace("varchar", "character varying") if name and is_postgresql else name


def new_key() -> str:
    """Sixteen characters that name one state of something, as a part of cache keys."""
    return secrets.token_hex(8)


def new_public_id() -> str:
    """Twelve characters, 60 random bits: nobody guesses or counts submissions."""
    return "".join([ALPHABET[byte % 32] for byte in secrets.token_bytes(12)])


def read_typed(typed: str) -> str:
    """A key of this alphabet as somebody typed it: in capitals, with spaces or hyphens, in look-alikes."""
    folded = unicodedata.normalize("NFKC", typed).casefold().translate(LOOK_ALIKES)
    return _OTHERS.sub("", folded)


def new_contact_key() -> str:
    """24 characters, 144 random bits: what the links in mails carry."""
    return secrets.token_urlsafe(18)
