"""The code on a receipt: with it and the number, authors find their own page, address or not.

It is made from what one browser sent, so that the same form sent twice shows the same code (without the
module's random value it is random, and shown once), and it is never stored: beside the submission stands a
keyed hash of it.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import salted_hmac

from wagtail_feedback.utils.keys import ALPHABET, KEY_LENGTH

SALT = "wagtail_feedback.author_code"
#: 60 bits, in groups that are easy to copy by hand.
LENGTH, GROUP = 12, 4


def make_code(fingerprint: str) -> str:
    """The code of a submission; ``fingerprint`` tells it from every other one, is known to nobody else and
    stored nowhere."""
    return "".join(ALPHABET[byte % 32] for byte in _digest("make", fingerprint)[:LENGTH])


def format_code(code: str) -> str:
    """``abcd-efgh-jkmn``."""
    return "-".join(re.findall(f".{{{GROUP}}}", code))


def hash_code(code: str, public_id: str) -> str:
    """What is stored of the code of one submission."""
    return _digest("hash", f"{public_id}:{code}").hex()[:KEY_LENGTH]


def get_hashes(code: str, public_id: str) -> list[str]:
    """What may be stored of a code: its hash under the secret key, or under one that was in use before."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_digest("hash", f"{public_id}:{code}", secret).hex()[:KEY_LENGTH] for secret in secrets]


def cover(code: str, public_id: str) -> str:
    """A code as it may stand in an address, which servers log. Covered again, it is the code."""
    pad = _digest("cover", public_id)
    positions = (ALPHABET.index(digit) ^ byte % 32 for digit, byte in zip(code, pad, strict=False))
    return "".join(ALPHABET[position] for position in positions)


def _digest(purpose: str, value: str, secret: str | bytes | None = None) -> bytes:
    return salted_hmac(f"{SALT}.{purpose}", value, secret=secret, algorithm="sha256").digest()
