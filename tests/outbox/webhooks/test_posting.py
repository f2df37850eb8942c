"""Where nothing is ever posted, and how what is posted arrives."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time

import pytest
from django.core.exceptions import ValidationError

from tests.outbox.webhooks import receiver
from tests.outbox.webhooks.receiver import HOST
from wagtail_feedback.outbox.webhooks import posting
from wagtail_feedback.outbox.webhooks.posting import (
    MOST_BYTES,
    ForbiddenAddress,
    is_public,
    post,
    validate_url,
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return receiver.make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate, monkeypatch):
    """The receiver, reached by its name as if it were public."""
    monkeypatch.setattr(posting, "is_public", lambda address: True)
    monkeypatch.setattr(socket, "getaddrinfo", receiver.answer_names_with("127.0.0.1"))
    monkeypatch.setattr(
        posting, "make_context", lambda: ssl.create_default_context(cafile=str(certificate[1]))
    )
    with receiver.running(*certificate) as server:
        yield server


def url(server, host=HOST, path="/in?x=1"):
    return f"https://{host}:{server.server_port}{path}"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104
        *("100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::a00:1"),
        *("2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
    ],
)
def test_what_is_not_of_the_internet_is_no_public_address(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_leads_inside_gets_nothing(monkeypatch, address):
    monkeypatch.setattr(socket, "getaddrinfo", receiver.answer_names_with(address))
    monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("connected"))
    with pytest.raises(ForbiddenAddress):
        post(f"https://{HOST}/", b"{}", {})


def test_one_bad_address_of_several_is_enough(monkeypatch):
    good, bad = (receiver.answer_names_with(address)(HOST, 443) for address in ("8.8.8.8", "10.0.0.1"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: good + bad)
    monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("connected"))
    with pytest.raises(ForbiddenAddress):
        post(f"https://{HOST}/", b"{}", {})


def test_it_arrives_whole(server):
    assert post(url(server), b'{"a":0}', {"webhook-id": "msg_1"}) == 204
    ((path, headers, body),) = server.requests
    assert (path, body) == ("/in?x=1", b'{"a":0}')
    assert headers["webhook-id"] == "msg_1"
    assert headers["host"] == f"{HOST}:{server.server_port}"


def test_the_name_is_asked_for_once(server, monkeypatch):
    asked = []
    answer = receiver.answer_names_with("127.0.0.1")

    def getaddrinfo(host, *args, **kwargs):
        asked.append(host)
        return answer(host, *args, **kwargs)

    def to_the_address(address, *args):
        asked.append(address[0])
        found = socket.socket()
        found.connect(address)
        return found

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", to_the_address)
    assert post(url(server), b"{}", {}) == 204
    assert asked == [HOST, "127.0.0.1"]


def test_the_certificate_must_be_of_the_name(server):
    with pytest.raises(ssl.SSLCertVerificationError):
        post(url(server, host="other.example.org"), b"{}", {})
    assert server.requests == []


def test_a_redirect_is_an_answer_and_not_followed(server):
    server.status = 302
    assert post(url(server), b"{}", {}) == 302
    assert len(server.requests) == 1


def test_too_much_is_not_sent(server):
    with pytest.raises(ForbiddenAddress):
        post(url(server), b"x" * (MOST_BYTES + 1), {})


def test_who_answers_by_the_byte_is_left_in_the_end(server, monkeypatch):
    def drip(handler):
        with contextlib.suppress(OSError):
            for _number in range(60):
                handler.wfile.write(b"H")
                time.sleep(0.1)

    monkeypatch.setattr(receiver.Receiver, "do_POST", drip)
    monkeypatch.setattr(posting, "MOST_SECONDS", 0.5)
    with pytest.raises((OSError, http.client.HTTPException)):
        post(url(server), b"{}", {})


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.org/", "https://", "https://anna:secret@example.org/", "ftp://example.org"),
        *("https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1:8443/x", "https://2130706433/"),
        *("https://example.org:0/", "https://example.org:x/", "//example.org", "https://[/", "https://a/#b"),
    ],
)
def test_what_cannot_be_an_address_is_refused_beside_the_field(address):
    with pytest.raises(ValidationError):
        validate_url(address)
    with pytest.raises((ForbiddenAddress, OSError)):
        post(address, b"{}", {})


def test_a_usual_address_is_fine():
    validate_url("https://example.org/hooks/7?key=a")
