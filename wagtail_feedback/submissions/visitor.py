"""Who is asking, without knowing who: the address behind trusted proxies and its key of the day."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from wagtail_feedback.conf import conf

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# In TRUSTED_PROXIES: a proxy on a Unix socket, which has no address.
UNIX_SOCKET = "unix"
# One household or office has a whole /64 of IPv6 addresses.
IPV6_HOUSEHOLD = 64


def client_address(request: HttpRequest) -> str:
    """The visitor's address: ``REMOTE_ADDR``, or behind trusted proxies the rightmost untrusted hop of
    ``X-Forwarded-For``. Garbage in that header counts as no header; empty when nothing is known."""
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    networks, socket_trusted = _trusted(tuple(conf.TRUSTED_PROXIES))
    if not (_within(peer, networks) if peer else socket_trusted):
        return str(peer or "")
    client = _forwarded(request.META.get("HTTP_X_FORWARDED_FOR", ""), networks)
    return str(client or peer or "")


def day_key(request: HttpRequest) -> str:
    """32 hex digits that stand for the visitor until midnight (UTC) and lead back to no address."""
    network = _household(client_address(request))
    day = timezone.now().date().isoformat()
    return salted_hmac(f"wagtail_feedback.visitor.{day}", network, algorithm="sha256").hexdigest()[:32]


def _forwarded(header: str, networks: Iterable[Network]) -> Address | None:
    """Every proxy appends its peer on the right, so only what trusted hops wrote is believed."""
    hop = None
    for written in reversed(header.split(",")):
        hop = _address(written)
        if hop is None or not _within(hop, networks):
            return hop
    return hop


def _address(written: str) -> Address | None:
    """An address as proxies write it: perhaps with a port, in brackets or IPv4 inside IPv6."""
    bare = written.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


@lru_cache(maxsize=8)
def _trusted(proxies: tuple[str, ...]) -> tuple[list[Network], bool]:
    """What is malformed is not trusted; a system check names it."""
    networks = [network for proxy in proxies if (network := parse_proxy(proxy)) is not None]
    return networks, UNIX_SOCKET in proxies


def parse_proxy(proxy: str) -> Network | None:
    """One entry of ``TRUSTED_PROXIES`` as a network; None when it is none."""
    try:
        return ip_network(proxy, strict=False)
    except ValueError:
        return None


def _household(address: str) -> str:
    if ":" not in address:
        return address
    return str(ip_network((address, IPV6_HOUSEHOLD), strict=False))
