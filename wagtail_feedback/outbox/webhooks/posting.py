"""One POST to an address that somebody typed in: over TLS, to the public internet, and within bounds.

The name is resolved once and the connection made to what it was resolved to, so that a name server cannot
answer differently the second time. Redirects are not followed; proxies of the environment are not used.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

#: Of silence, and of the whole.
TIMEOUT_SECONDS, MOST_SECONDS = 10, 20
MOST_BYTES = 256_000
PORT = 443
#: Leads to an IPv4 address (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")


class ForbiddenAddress(ValueError):
    """Nothing is sent there."""


class PinnedConnection(http.client.HTTPSConnection):
    """To one address, with the certificate of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self.context = make_context()
        super().__init__(host, port, timeout=TIMEOUT_SECONDS, context=self.context)
        self.address = address
        # Time-outs are for each byte: whoever answers one byte at a time would hold us for hours.
        self.watchdog = threading.Timer(MOST_SECONDS, self.shut)
        self.watchdog.daemon = True

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), TIMEOUT_SECONDS)
        self.sock: ssl.SSLSocket = self.context.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.watchdog.start()
        self.sock.do_handshake()

    def shut(self) -> None:
        with contextlib.suppress(OSError):  # it is closed already
            self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.watchdog.cancel()
        super().close()


def make_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer, whose content is not read.

    Raises:
        ForbiddenAddress: the address is not one of the public internet, or the body is too large.
        OSError, http.client.HTTPException: nobody answered, or in a way that is none.
    """
    parts = split_url(url)
    if len(body) > MOST_BYTES:
        raise ForbiddenAddress("The message is too large.")
    host, port = (parts.hostname or "").encode("idna").decode(), parts.port or PORT
    connection = PinnedConnection(host, port, resolve(host, port))
    try:
        path = iri_to_uri(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def split_url(url: str) -> SplitResult:
    """Raises: ForbiddenAddress: not ``https``, no host, or with a password in it."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme == "https" and parts.hostname and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or parts.username is not None or parts.password is not None or parts.fragment:
        raise ForbiddenAddress("Not a plain https address.")
    return parts


def resolve(host: str, port: int) -> str:
    """The first address of a name whose addresses are public, all of them.

    Raises:
        ForbiddenAddress: one of them is not.
        OSError: there is no such name.
    """
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(map(is_public, found)):
        raise ForbiddenAddress("Not an address of the public internet.")
    return found[0]


def is_public(address: str) -> bool:
    """Whether it belongs to the internet: not to this machine, its network, or a tunnel into either."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if inner := ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1]):
            return is_public(str(inner))
        if ip in NAT64:
            return is_public(str(IPv4Address(int(ip) & 0xFFFF_FFFF)))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def validate_url(url: str) -> None:
    """What can be told before anything is sent: names are resolved then."""
    try:
        host = split_url(url).hostname or ""
        is_literal = host.replace(".", "").isdecimal() or ":" in host
        if is_literal and not is_public(host):
            raise ForbiddenAddress
    except ValueError:
        raise ValidationError(
            _("Write an address of the public internet that begins with https://, without a password in it.")
        ) from None
