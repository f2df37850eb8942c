"""Signatures by which a receiver knows that a webhook is ours (Standard Webhooks, version 1)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PREFIX = "whsec_"
NEW_BYTES, FEWEST_BYTES, MOST_BYTES = 32, 24, 64


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(NEW_BYTES)).decode()


def read_secret(written: str) -> bytes:
    """The key itself.

    Raises:
        ValueError: it is written in another way, or too short or too long.
    """
    prefix, key = written[: len(PREFIX)], base64.b64decode(written[len(PREFIX) :], validate=True)
    if prefix != PREFIX or not FEWEST_BYTES <= len(key) <= MOST_BYTES:
        raise ValueError("Not a secret.")
    return key


def validate_secret(written: str) -> None:
    try:
        read_secret(written)
    except (ValueError, binascii.Error):
        raise ValidationError(
            _("A secret is “whsec_” and 24 to 64 bytes in Base64; leave the one that was made for you.")
        ) from None


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Value of the header ``webhook-signature``."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(read_secret(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
