"""Random keys of rows. Migrations name these functions as defaults: their path never changes."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter reads like a digit


def new_key() -> str:
    """Sixteen characters that name one state of something, as a part of cache keys."""
    return secrets.token_hex(8)


def new_public_id() -> str:
    """Twelve characters, 60 random bits: nobody guesses or counts submissions."""
    return "".join(secrets.choice(ALPHABET) for _digit in range(12))


def new_contact_key() -> str:
    """24 characters, 144 random bits: what the links in mails carry."""
    return secrets.token_urlsafe(18)
