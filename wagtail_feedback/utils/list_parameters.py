"""Query parameters of several lists on one page: each has its own, and its links keep those of the others.

The first list of a page has the short names (``?stars=5``), the second a number behind them (``?stars-2=5``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

LONGEST_VALUE = 100


@dataclass(frozen=True)
class ListParameters:
    """What an address asks of one list.

    Attributes:
        values: its own parameters by their short names.
        others: those of the other lists, as they stand in the address.
        anchor: id of the list, where its links lead.
    """

    values: Mapping[str, str]
    others: tuple[tuple[str, str], ...] = ()
    number: int = 1
    anchor: str = ""

    @classmethod
    def read(cls, get: QueryDict, names: Iterable[str], number: int, name: str) -> ListParameters:
        """``names`` are those of every list of this kind; ``name`` is that of the kind."""
        suffix = get_suffix(number)
        given = get_list_parameters(get, names)
        values = {each: given.pop(f"{each}{suffix}") for each in names if f"{each}{suffix}" in given}
        return cls(values, tuple(given.items()), number, f"{name}{suffix}")

    @property
    def suffix(self) -> str:
        return get_suffix(self.number)

    def get_url(self, values: Mapping[str, str]) -> str:
        """A relative address that asks for other values (empty ones are left out) and leads to the list."""
        own = {f"{name}{self.suffix}": value for name, value in values.items() if value}
        return f"?{urlencode({**dict(self.others), **own})}#{self.anchor}"


def get_suffix(number: int) -> str:
    return "" if number == 1 else f"-{number}"


def get_list_parameters(get: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """What an address asks of the lists on its page, of any of them."""
    known = re.compile(rf"(?:{'|'.join(names)})(?:-[0-9][0-9]?)?", re.ASCII)
    return {name: str(get[name])[:LONGEST_VALUE] for name in get if known.fullmatch(name)}
