"""What an import tells the person who started it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

SHOWN = 20


@dataclass
class Report:
    """Counts of rows, and the first lines that were left out."""

    new: int = 0
    known: int = 0
    duplicates: int = 0
    bad: int = 0
    duplicate_lines: list[int] = field(default_factory=list)
    bad_lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.new + self.known + self.duplicates + self.bad

    def add_duplicate(self, line: int) -> None:
        self.duplicates += 1
        if len(self.duplicate_lines) < SHOWN:
            self.duplicate_lines.append(line)

    def add_bad(self, line: int, problem: str) -> None:
        self.bad += 1
        if len(self.bad_lines) < SHOWN:
            self.bad_lines.append((line, problem))

    def lines(self) -> Iterator[str]:
        yield (
            f"{self.new:,} new, {self.known:,} already there, "
            f"{self.duplicates:,} duplicates, {self.bad:,} bad"
        )
        for line in self.duplicate_lines:
            yield f"line {line}: the same as an earlier row"
        if self.duplicates > SHOWN:
            yield f"… and {self.duplicates - SHOWN:,} more duplicates"
        for line, problem in self.bad_lines:
            yield f"line {line}: {problem}"
        if self.bad > SHOWN:
            yield f"… and {self.bad - SHOWN:,} more bad rows"
