"""The table: every figure as a ratio to something measured in the same minutes."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.timing import Samples


@dataclass(frozen=True)
class Row:
    """``best`` and ``usual`` are ratios of the fastest and of the median times."""

    what: str
    figure: str
    best: float | None = None
    usual: float | None = None
    target: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        verdict = {True: "yes", False: "**no**", None: ""}[self.met]
        return [self.what, self.figure, ratio(self.best), ratio(self.usual), self.target, verdict]


def ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def compare(what: str, ours: Samples, other: Samples, *, most: float | None = None) -> Row:
    """Our time as a multiple of the other one; a target counts for the best case."""
    best, usual = ours.best / other.best, ours.usual / other.usual
    computing = ours.computing / other.computing if other.computing else 0
    figure = (
        f"{ours.best:.1f} against {other.best:.1f} ms (median {ours.usual:.1f}, {other.usual:.1f}; "
        f"CPU ×{computing:.2f}; {ours.queries} queries against {other.queries})"
    )
    met = None if most is None else min(best, usual) <= most
    return Row(what, figure, best, usual, f"≤ {most:g}" if most else "", met)


@dataclass
class Table:
    sections: list[tuple[str, list[Row]]] = field(default_factory=list)

    def section(self, title: str, rows: list[Row]) -> None:
        """Keep it and show it at once: a run takes minutes."""
        self.sections.append((title, rows))
        print("\n" + self.drawn(title, rows), flush=True)

    def drawn(self, title: str, rows: list[Row]) -> str:
        lines = [f"**{title}**", "", "| what | figure | best | median | target | met |"]
        lines.append("|---|---|---|---|---|---|")
        lines += [f"| {' | '.join(row.cells())} |" for row in rows]
        return "\n".join(lines)

    def missed(self) -> list[str]:
        return [f"{title}: {row.what}" for title, rows in self.sections for row in rows if row.met is False]
