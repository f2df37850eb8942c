"""E-mail addresses in one comparable form."""

from __future__ import annotations

import unicodedata


def address_key(email: str) -> str:
    """The address as it is looked up: NFKC, lower case, the domain in ASCII.

    ``Anna@Пример.рф`` and ``anna@xn--e1afmkfd.xn--p1ai`` are one address.
    """
    local, _at, domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        pass
    return f"{local}@{domain}"
