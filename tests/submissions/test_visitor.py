from __future__ import annotations

import datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wagtail_feedback.submissions.visitor import client_address, day_key

PROXIES = ["10.0.0.0/8", "2001:db8:ffff::/48", "not a network"]


@pytest.fixture
def visit(rf):
    def make(peer="203.0.113.9", forwarded=None):
        request = rf.get("/", REMOTE_ADDR=peer)
        if forwarded is not None:
            request.META["HTTP_X_FORWARDED_FOR"] = forwarded
        return request

    return make


@pytest.fixture
def behind_proxies(settings):
    settings.WAGTAILFEEDBACK_TRUSTED_PROXIES = PROXIES


@pytest.mark.parametrize("forwarded", [None, "198.51.100.7", "10.0.0.1", "garbage"])
def test_a_header_is_not_believed_where_no_proxy_is_trusted(visit, forwarded):
    assert client_address(visit(forwarded=forwarded)) == "203.0.113.9"


def test_a_header_is_not_believed_from_a_stranger(visit, behind_proxies):
    assert client_address(visit(peer="192.0.2.1", forwarded="198.51.100.7")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("1.1.1.1, 198.51.100.7", "198.51.100.7"),
        ("1.1.1.1, 198.51.100.7, 10.2.3.4", "198.51.100.7"),
        ("198.51.100.7:51234", "198.51.100.7"),
        ("[2001:db8::7]:51234", "2001:db8::7"),
        ("2001:db8::7, 2001:db8:ffff::1", "2001:db8::7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("10.9.9.9", "10.9.9.9"),
        ("1.1.1.1, garbage", "10.0.0.2"),
        ("unknown", "10.0.0.2"),
        ("", "10.0.0.2"),
        ("1.1.1.1,", "10.0.0.2"),
    ],
)
def test_the_rightmost_untrusted_hop_is_the_visitor(visit, behind_proxies, forwarded, address):
    assert client_address(visit(peer="10.0.0.2", forwarded=forwarded)) == address


def test_a_trusted_proxy_may_come_as_ipv4_in_ipv6(visit, behind_proxies):
    assert client_address(visit(peer="::ffff:10.0.0.2", forwarded="198.51.100.7")) == "198.51.100.7"


@pytest.mark.parametrize("peer", ["", "unix:", "@"])
def test_without_an_address_there_is_none(visit, behind_proxies, peer):
    assert client_address(visit(peer=peer, forwarded="198.51.100.7")) == ""


def test_a_proxy_on_a_unix_socket_can_be_trusted(visit, settings):
    settings.WAGTAILFEEDBACK_TRUSTED_PROXIES = ["unix"]
    assert client_address(visit(peer="", forwarded="198.51.100.7")) == "198.51.100.7"
    assert client_address(visit(peer="203.0.113.9", forwarded="198.51.100.7")) == "203.0.113.9"


@given(header=st.text(max_size=60))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_header_breaks_anything(visit, behind_proxies, header):
    assert len(day_key(visit(peer="10.0.0.2", forwarded=header))) == 32


def test_the_key_of_the_day_hides_the_address(visit):
    key = day_key(visit())
    assert len(key) == 32 and int(key, 16) and "203" not in key.replace(key, "")
    assert key == day_key(visit()) != day_key(visit(peer="203.0.113.10"))


def test_the_key_is_another_tomorrow_and_under_another_secret(visit, settings, monkeypatch):
    today = day_key(visit())
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    with monkeypatch.context() as patch:
        patch.setattr("wagtail_feedback.submissions.visitor.timezone.now", lambda: later)
        assert day_key(visit()) != today
    settings.SECRET_KEY = "another"
    assert day_key(visit()) != today


def test_one_household_of_ipv6_is_one_visitor(visit):
    assert day_key(visit("2001:db8:1:2::3")) == day_key(visit("2001:db8:1:2:ffff::9"))
    assert day_key(visit("2001:db8:1:2::3")) != day_key(visit("2001:db8:1:3::3"))
    assert day_key(visit("::ffff:203.0.113.9")) == day_key(visit("203.0.113.9"))
