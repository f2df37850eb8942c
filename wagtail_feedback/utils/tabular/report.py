"""What an import tells the person who started it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

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

    @property
    def rows(self) -> int:
        return self.created + self.existing + self.duplicates + self.invalid

    def add_duplicate(self, line: int) -> None:
        self.duplicates += 1
        if len(self.duplicate_lines) < MOST_LISTED:
            self.duplicate_lines.append(line)

    def add_invalid(self, line: int, problem: str) -> None:
        self.invalid += 1
        if len(self.invalid_lines) < MOST_LISTED:
            self.invalid_lines.append((line, problem))

    def lines(self) -> Iterator[str]:
        yield (
            f"{self.created:,} new, {self.existing:,} already there, "
            f"{self.duplicates:,} duplicates, {self.invalid:,} bad"
        )
        for line in self.duplicate_lines:
            yield f"line {line}: the same as an earlier row"
        if self.duplicates > MOST_LISTED:
            yield f"… and {self.duplicates - MOST_LISTED:,} more duplicates"
        for line, problem in self.invalid_lines:
            yield f"line {line}: {problem}"
        if self.invalid > MOST_LISTED:
            yield f"… and {self.invalid - MOST_LISTED:,} more bad rows"
