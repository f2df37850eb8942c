"""Proof of work through the ALTCHA library: our own challenges, no third party, off by default."""

from __future__ import annotations

import secrets
import time
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.utils.crypto import salted_hmac

from wagtail_feedback.utils.safe_cache import CacheUnavailable, claim

FIELD = "wf_proof"
# About 256 tries of 5,000 rounds: under a second on a desk, a few in a pocket, milliseconds to verify.
ALGORITHM = "PBKDF2/SHA-256"
COST = 5_000
# As long as somebody may take to write.
LIFETIME = 2 * 3_600
MAX_LENGTH = 2_000


@cache
def library() -> ModuleType | None:
    """ALTCHA, loaded by sites that ask for proofs only; None where this extra is missing (a check tells)."""
    return import_module("altcha") if find_spec("altcha") else None


def _secret() -> str:
    return salted_hmac("wagtail_feedback.proof", "challenge", algorithm="sha256").hexdigest()


def new_challenge() -> dict[str, Any] | None:
    """A challenge for one form; None where the library is missing."""
    altcha = library()
    if altcha is None:
        return None
    expires = int(time.time()) + LIFETIME
    challenge = altcha.create_challenge(ALGORITHM, COST, expires_at=expires, hmac_secret=_secret())
    return challenge.to_dict()


def flaw(written: str, key: str) -> str:
    """What is wrong with a proof: ``missing``, ``invalid``, ``expired``, ``replayed``, ``unchecked`` when
    library or cache are missing; empty when it holds. It is good for one submission ``key``, which may
    come twice."""
    if not written:
        return "missing"
    altcha = library()
    if altcha is None:
        return "unchecked"
    if len(written) > MAX_LENGTH:
        return "invalid"
    result = altcha.verify_solution(written, _secret())
    if not result.verified:
        return "expired" if result.expired else "invalid"
    return _used(altcha.Payload.from_base64(written).challenge.signature, key)


def _used(signature: str, key: str) -> str:
    try:
        first = claim(f"proof:{signature}", key or secrets.token_hex(8), LIFETIME)
    except CacheUnavailable:
        return "unchecked"
    return "" if first else "replayed"
