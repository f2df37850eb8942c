"""The table: every figure as a ratio to something measured in the same minutes, or against a limit.

A target is met when the best case and the median both meet it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.timing import Figures, Samples

HEAD = ("what", "ours", "compared", "best", "median", "target", "met")


@dataclass(frozen=True)
class Row:
    """``best`` and ``usual`` are ratios: of the best cases, and of the medians."""

    what: str
    ours: str
    other: str = ""
    best: float | None = None
    usual: float | None = None
    target: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        verdict = {True: "yes", False: "**no**", None: ""}[self.met]
        ratios = ["" if value is None else f"{value:.2f}" for value in (self.best, self.usual)]
        return [self.what, self.ours, self.other, *ratios, self.target, verdict]


def compare(what: str, ours: Samples, other: Samples, *, most: float | None = None, by: str = "time") -> Row:
    """Ours as a multiple of the other one, ``by`` time or by CPU."""
    figures: tuple[Figures, Figures] = (getattr(ours, by), getattr(other, by))
    best, usual = figures[0].best / figures[1].best, figures[0].usual / figures[1].usual
    target = f"≤ {most:g}{' (CPU)' if by == 'cpu' else ''}" if most else ""
    met = None if most is None else max(best, usual) <= most
    return Row(what, told(ours), told(other), best, usual, target, met)


def told(samples: Samples) -> str:
    return f"{samples.time} ms, CPU {samples.cpu}, {samples.queries} queries"


def faster(what: str, ours: Figures, other: Figures, *, least: float) -> Row:
    """How many times as many a second: the figures are milliseconds of each."""
    best, usual = other.best / ours.best, other.usual / ours.usual
    mine, its = (f"{1000 / each.best:.0f} ({1000 / each.usual:.0f})" for each in (ours, other))
    met = min(best, usual) >= least
    return Row(what, mine, f"contrib.forms: {its}", best, usual, f"≥ ×{least:g}", met)


def limit(what: str, figures: Figures, unit: str, other: str = "", *, most: float) -> Row:
    """A figure against a limit in its own unit."""
    met = max(figures.best, figures.usual) <= most
    return Row(what, f"{figures} {unit}", other, target=f"≤ {most:g} {unit}", met=met)


def count(what: str, ours: int, other: str = "", *, most: int) -> Row:
    """A number that may not be above another one."""
    return Row(what, f"{ours:,}", other, target=f"≤ {most:,}" if most else "0", met=ours <= most)


@dataclass
class Table:
    sections: list[tuple[str, list[Row]]] = field(default_factory=list)

    def section(self, title: str, rows: list[Row]) -> None:
        """Keep it and show it at once: a run takes minutes."""
        self.sections.append((title, rows))
        print("\n" + draw_table(title, rows), flush=True)

    def missed(self) -> list[str]:
        return [f"{title}: {row.what}" for title, rows in self.sections for row in rows if row.met is False]


def draw_table(title: str, rows: list[Row]) -> str:
    lines = [f"**{title}**", "", line(HEAD), line("---" for _name in HEAD)]
    return "\n".join([*lines, *(line(row.cells()) for row in rows)])


def line(cells: object) -> str:
    return f"| {' | '.join(cells)} |"  # type: ignore[arg-type]
