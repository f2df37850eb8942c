"""Links about an order, which the shop signs by itself."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.signing import BadSignature, SignatureExpired, b64_encode

from wagtail_feedback.checks.limits import check_order_link_keys
from wagtail_feedback.contacts import order_links
from wagtail_feedback.contacts.order_links import Order, make_order_token, read_order_token

SECRET = bytes(range(32)).hex()
# Signed by OpenSSL: {"v":1,"k":"a1","n":"A-1001","x":4102444800,"i":["PAN-24","LID-24"],"d":"2026-11-20",
# "f":1,"l":1}
BODY = (
    "eyJ2IjoxLCJrIjoiYTEiLCJuIjoiQS0xMDAxIiwieCI6NDEwMjQ0NDgwMCwiaSI6WyJQQU4tMjQiLCJMSUQtMjQiXSwiZCI6IjIwMjYt"
    "MTEtMjAiLCJmIjoxLCJsIjoxfQ"
)
SIGNATURE = "RebGQ0QOAdAij8VFVCHn3ruRlMg5_Csit2DtRglGse0"
GOOD = {"v": 1, "k": "a1", "n": "A-1001", "x": 4_102_444_800}


@pytest.fixture(autouse=True)
def keys(settings):
    settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {"a1": SECRET, "b2": "0e" * 32}


def sign(claims):
    body = b64_encode(json.dumps(claims).encode()).decode()
    return f"{body}.{order_links._sign(body, 'a1')}"


def test_what_another_program_signed_is_read():
    assert read_order_token(f"{BODY}.{SIGNATURE}") == Order(
        "A-1001", "a1", ("PAN-24", "LID-24"), date(2026, 11, 20), is_first=True, is_leaving=True
    )


@pytest.mark.parametrize("key", ["", "b2"])
def test_what_is_made_here_is_read_here(key):
    said = {"items": ["PAN"], "delivered_on": date(2026, 11, 20), "is_first": False, "is_leaving": True}
    order = read_order_token(make_order_token("Заказ 7", **said, key=key))
    assert order == Order("Заказ 7", key or "a1", ("PAN",), date(2026, 11, 20), False, True)
    assert read_order_token(make_order_token("7")) == Order("7", "a1")


def test_a_link_ends():
    with pytest.raises(SignatureExpired):
        read_order_token(make_order_token("7", valid_for=timedelta(seconds=-1)))


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        BODY,
        f"{BODY}.",
        f"{BODY}.{SIGNATURE[:-1]}1",
        f"{BODY}.{SIGNATURE}=",
        f"{BODY[:-1]}R.{SIGNATURE}",
        f"{BODY}.{SIGNATURE}\n",
        "x" * 5_000,
        "W10.x",
        "bnVsbA.x",
        f"{'W1tb' * 300}.x",
        "\x00.\x00",
    ],
)
def test_what_is_altered_is_refused(token):
    with pytest.raises(BadSignature):
        read_order_token(token)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"n": ""},
        {"n": "x" * 65},
        {"n": 7},
        {"x": "soon"},
        {"x": None},
        {"i": "PAN"},
        {"i": ["x"] * 51},
        {"d": "yesterday"},
        {"d": 5},
        {"k": "b2"},
        {"k": "c3"},
        {"k": ["a1"]},
    ],
)
def test_what_is_signed_and_no_order_is_refused(change):
    assert read_order_token(sign(GOOD)) == Order("A-1001", "a1")
    with pytest.raises(BadSignature):
        read_order_token(sign({**GOOD, **change}))


def test_without_secrets_nothing_is_believed_or_made(settings):
    settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {}
    with pytest.raises(BadSignature):
        read_order_token(f"{BODY}.{SIGNATURE}")
    with pytest.raises(LookupError):
        make_order_token("7")


@pytest.mark.parametrize(("secret", "wrong"), [(SECRET, 0), ("ab" * 15, 1), ("secret" * 9, 1), ("", 1)])
def test_a_weak_secret_is_named(settings, secret, wrong):
    settings.WAGTAILFEEDBACK_ORDER_LINK_KEYS = {"a1": secret}
    assert [message.id for message in check_order_link_keys()] == ["wagtail_feedback.E007"] * wrong
