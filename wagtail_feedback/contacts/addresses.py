"""E-mail addresses in one comparable form."""

from __future__ import annotations

import contextlib
import unicodedata


def address_key(email: str) -> str:
    """The address as it is looked up: NFKC, lower case, the domain in ASCII.

    ``Anna@Пример.рф`` and ``anna@xn--e1afmkfd.xn--p1ai`` are one address.
    """
    local, _at, domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"
