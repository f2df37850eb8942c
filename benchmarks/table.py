"""The table: every figure as a ratio to something measured in the same minutes."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.timing import Samples

HEAD = ("what", "ours", "compared", "best", "median", "CPU", "target", "met")


@dataclass(frozen=True)
class Row:
    """``best``, ``usual`` and ``cpu`` are ratios: of the fastest times, of the medians, and of what the
    worker's thread computed, which a busy machine blurs least."""

    what: str
    ours: str
    other: str = ""
    best: float | None = None
    usual: float | None = None
    cpu: float | None = None
    target: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        verdict = {True: "yes", False: "**no**", None: ""}[self.met]
        ratios = [ratio(value) for value in (self.best, self.usual, self.cpu)]
        return [self.what, self.ours, self.other, *ratios, self.target, verdict]


def ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def compare(what: str, ours: Samples, other: Samples, *, most: float | None = None) -> Row:
    """Our time as a multiple of the other one. A target counts as met by the best case or by the median:
    either of them can be spoilt by a neighbour."""
    best, usual = ours.best / other.best, ours.usual / other.usual
    return Row(
        what,
        told(ours),
        told(other),
        best,
        usual,
        ours.computing / other.computing if other.computing else None,
        f"≤ {most:g}" if most else "",
        None if most is None else min(best, usual) <= most,
    )


def compare_lists(what: str, big: Samples, small: Samples, row: str, *, most: float) -> Row:
    """The same list in two books. Where one has fewer rows (``row`` marks each), it has less to draw and
    there is nothing to judge."""
    shown = [samples.text.count(row) for samples in (big, small)]
    if shown[0] == shown[1]:
        return compare(what, big, small, most=most)
    return compare(f"{what} ({shown[0]} rows against {shown[1]})", big, small)


def told(samples: Samples) -> str:
    return f"{samples.best:.1f} ms ({samples.usual:.1f}), {samples.queries} queries"


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
