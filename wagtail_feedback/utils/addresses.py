"""E-mail addresses: which are taken, and the forms in which they are compared and sent to."""

from __future__ import annotations

import contextlib
import re

import idna
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

#: What has no second spelling: no quoted string, and no encoded word, which mail software decodes on its way.
_LOCAL_PART = re.compile(r"(?!.*=\?)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z", re.I)
_is_mailbox = EmailValidator(allowlist=())  # “localhost” is no domain that anybody could answer to


def validate_address(value: str) -> None:
    """Take ``name@domain`` in its one plain spelling; the domain may be in any script.

    Raises:
        ValidationError: no address, or one that has a second spelling, or that no mail can be written to.
    """
    local, _at, domain = value.rpartition("@")
    if not local.isascii():
        raise ValidationError(
            _("We can write only to addresses with Latin letters before the “@”. Leave another address."),
            code="local_part",
        )
    if not _LOCAL_PART.match(local) or "[" in domain:
        raise ValidationError(_is_mailbox.message, code="invalid")
    try:
        _is_mailbox(f"{local}@{_ascii_domain(domain)}")
    except idna.IDNAError:
        raise ValidationError(_is_mailbox.message, code="invalid") from None


def to_ascii(address: str) -> str:
    """The address as it stands in a mail: its domain by IDNA 2008, where ``faß.de`` is not ``fass.de``
    (Python's own codec, which Django asks, knows only IDNA 2003)."""
    local, at, domain = address.strip().rpartition("@")
    with contextlib.suppress(idna.IDNAError):
        domain = _ascii_domain(domain)
    return f"{local}{at}{domain}"


def address_key(address: str) -> str:
    """The address as it is looked up: in lower case, the domain in ASCII.

    ``Anna@Пример.рф`` and ``anna@xn--e1afmkfd.xn--p1ai`` are one address.
    """
    return to_ascii(address).lower()


def mailbox_key(address: str) -> str:
    """The mailbox that an address probably leads to, for limits: without its sub-address and its dots.

    ``a.nna+shop@example.org`` and ``anna@example.org`` are one mailbox at most providers. At the others two
    neighbours share a limit, which is why nothing but limits goes by it.
    """
    local, _at, domain = address_key(address).rpartition("@")
    plain = local.partition("+")[0].replace(".", "")
    return f"{plain or local}@{domain}"


def _ascii_domain(domain: str) -> str:
    """Raises:
    idna.IDNAError: no domain by IDNA 2008.
    """
    return domain.lower() if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
