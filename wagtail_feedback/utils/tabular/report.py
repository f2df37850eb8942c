"""What an import tells the person who started it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST_LISTED = 20


@dataclass
class ImportReport:
    """Counts of rows, and the first lines that were left out."""

    created: int = 0
    existing: int = 0
    duplicates: int = 0
    invalid: int = 0
    duplicate_lines: list[int] = field(default_factory=list)
    invalid_lines: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ImportReport:
        """The report that :meth:`as_dict` was of."""
        return cls(**data)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @property
    def rows(self) -> int:
        return self.created + self.existing + self.duplicates + self.invalid

    @property
    def more_invalid(self) -> int:
        return self.invalid - len(self.invalid_lines)

    def add_duplicate(self, line: int) -> None:
        self.duplicates += 1
        if len(self.duplicate_lines) < MOST_LISTED:
            self.duplicate_lines.append(line)

    def add_invalid(self, line: int, problem: str) -> None:
        self.invalid += 1
        if len(self.invalid_lines) < MOST_LISTED:
            self.invalid_lines.append((line, problem))

    def get_summary(self) -> str:
        return _(
            "%(created)s new, %(existing)s already there, %(duplicates)s duplicates, %(invalid)s bad"
        ) % {name: _grouped(getattr(self, name)) for name in ("created", "existing", "duplicates", "invalid")}

    def get_explanation(self) -> str:
        """Why nothing was new; empty where something was."""
        if self.created:
            return ""
        if not self.rows:
            return _("Nothing was stored: the file holds no rows.")
        if self.existing:
            return _(
                "Nothing was stored: these rows are there already, from the same source. If this is another "
                "file whose rows only look alike, give it another name of the source (--source-name)."
            )
        return _("Nothing was stored: no row could be read.")

    def lines(self) -> Iterator[str]:
        yield self.get_summary()
        for line in self.duplicate_lines:
            yield _("line %(line)s: the same as an earlier row") % {"line": line}
        if self.duplicates > MOST_LISTED:
            yield _("… and %(count)s more duplicates") % {"count": _grouped(self.duplicates - MOST_LISTED)}
        for line, problem in self.invalid_lines:
            yield _("line %(line)s: %(problem)s") % {"line": line, "problem": problem}
        if self.more_invalid:
            yield _("… and %(count)s more bad rows") % {"count": _grouped(self.more_invalid)}
        if explanation := self.get_explanation():
            yield explanation


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)
