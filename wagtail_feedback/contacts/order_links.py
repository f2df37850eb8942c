"""Links that a shop makes itself, without asking us: what they say of an order is signed with a secret that
both sides know.

A token is ``b64url(JSON) + "." + b64url(HMAC-SHA256(secret, "wf-link/1." + b64url(JSON)))`` without padding.
It holds nothing personal, so that it may stand in an address. Claims:

=====  ==========================================================================
``v``  1, the version of the format
``k``  id of the secret in ``WAGTAILFEEDBACK_ORDER_LINK_KEYS``
``n``  reference of the order: opaque, the same for every link about the order
``x``  when the link ends, in seconds since 1970
``i``  the articles, a list (optional)
``d``  day of delivery, ``2026-11-20`` (optional)
``f``  1 or 0: whether it is the customer's first order (optional)
``l``  1: the customer leaves the shop (optional)
=====  ==========================================================================
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.signing import BadSignature, SignatureExpired, b64_decode, b64_encode
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from wagtail_feedback.conf import conf

VERSION, PREFIX = 1, "wf-link/1."
VALID_FOR = timedelta(days=180)
LONGEST_TOKEN, LONGEST_REFERENCE, MOST_ITEMS = 2_000, 64, 50
SECRET = re.compile(r"(?:[0-9a-fA-F]{2}){16,}", re.ASCII)
TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True)
class Order:
    """What a link says of the order.

    Attributes:
        key: id of the secret that it was signed with.
        is_first: whether it is the customer's first order; None where the shop does not say.
    """

    reference: str
    key: str
    items: tuple[str, ...] = ()
    delivered_on: date | None = None
    is_first: bool | None = None
    is_leaving: bool = False


def make_order_token(
    reference: str,
    *,
    items: Sequence[str] = (),
    delivered_on: date | None = None,
    is_first: bool | None = None,
    is_leaving: bool = False,
    valid_for: timedelta = VALID_FOR,
    key: str = "",
) -> str:
    """The token of an order, as any shop system can make it too; ``key`` is the first of the settings' by
    default.

    Raises:
        LookupError: there is no such key.
    """
    chosen = key or next(iter(conf.ORDER_LINK_KEYS), "")
    ends = int((timezone.now() + valid_for).timestamp())
    claims: dict[str, Any] = {"v": VERSION, "k": chosen, "n": reference, "x": ends}
    if items:
        claims["i"] = list(items)
    if delivered_on:
        claims["d"] = delivered_on.isoformat()
    if is_first is not None:
        claims["f"] = int(is_first)
    if is_leaving:
        claims["l"] = 1
    written = json.dumps(claims, separators=(",", ":"), ensure_ascii=False)
    body = b64_encode(written.encode()).decode()
    return f"{body}.{_sign(body, chosen)}"


def read_order_token(token: str) -> Order:
    """What a token says.

    Raises:
        SignatureExpired: it was good once.
        BadSignature: not made with a secret of ours, altered, or without what every token holds.
    """
    if len(token) > LONGEST_TOKEN or not TOKEN.fullmatch(token):
        raise BadSignature("No token of an order")
    body, _dot, signature = token.partition(".")
    try:
        claims = json.loads(b64_decode(body.encode()))
        expected = _sign(body, str(claims["k"]))
        if not constant_time_compare(signature, expected):
            raise BadSignature("The signature does not match")
        order, ends = _read(claims), int(claims["x"])
    except (LookupError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise BadSignature("The token holds no order") from error
    if ends <= timezone.now().timestamp():
        raise SignatureExpired("The link is too old")
    return order


def _read(claims: dict[str, Any]) -> Order:
    """Raises: LookupError, TypeError, ValueError: of another version, or not what the names promise."""
    reference, first, day = claims["n"], claims.get("f"), claims.get("d")
    items = claims.get("i", [])
    if claims["v"] != VERSION or not isinstance(reference, str) or not isinstance(items, list):
        raise ValueError(claims)
    if not 0 < len(reference) <= LONGEST_REFERENCE or len(items) > MOST_ITEMS:
        raise ValueError(claims)
    return Order(
        reference=reference,
        key=str(claims["k"]),
        items=tuple(str(item) for item in items),
        delivered_on=date.fromisoformat(day) if day else None,
        is_first=None if first is None else bool(first),
        is_leaving=bool(claims.get("l")),
    )


def _sign(body: str, key: str) -> str:
    """Raises: LookupError: there is no such key."""
    secret = bytes.fromhex(conf.ORDER_LINK_KEYS[key])
    digest = hmac.new(secret, f"{PREFIX}{body}".encode(), hashlib.sha256).digest()
    return b64_encode(digest).decode()
