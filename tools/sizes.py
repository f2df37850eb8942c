"""How big things are, and how big they may be: the core does the work, a feature declares what is its own.

Prints a table; ends with 1 where something has outgrown its limit.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "wagtail_feedback"
#: Lines of Python that each may have at most.
FEATURES = {"reviews": 4_400, "faq": 4_200, "questions": 6_000, "surveys": 12_000}
#: A library of its own, of which Django knows nothing.
ENGINE = PACKAGE / "questions" / "engine"
MAX_NAMES, MAX_SMALLEST = 16, 200
IGNORED = {"__pycache__", "__init__.py"}
CODE_BLOCK = re.compile(r"^```(?:python|html)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def count_lines(folder: Path) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py"))


def count_names(folder: Path) -> int:
    return sum(path.name not in IGNORED for path in folder.iterdir())


def count_smallest() -> int:
    """Lines of code of the feature that the documentation builds."""
    page = (ROOT / "docs" / "writing-a-feature.md").read_text(encoding="utf-8")
    code = "".join(CODE_BLOCK.findall(page))
    return sum(bool(line.strip()) for line in code.splitlines())


def main() -> int:
    core = count_lines(PACKAGE) - sum(count_lines(PACKAGE / name) for name in FEATURES)
    sizes: list[tuple[str, int, int | None]] = [("core, lines of Python", core, None)]
    for name, limit in FEATURES.items():
        size = count_lines(PACKAGE / name) - (count_lines(ENGINE) if ENGINE.parent.name == name else 0)
        sizes.append((f"{name}, lines of Python", size, limit))
        sizes.append((f"{name}, names on the first level", count_names(PACKAGE / name), MAX_NAMES))
    sizes.append(("engine of questions, lines of Python", count_lines(ENGINE), None))
    sizes.append(("smallest feature (docs/writing-a-feature.md), lines", count_smallest(), MAX_SMALLEST))
    for what, size, most in sizes:
        print(f"{size:>7,}  {what}" + (f" (at most {most:,})" if most else ""))
    return int(any(most and size > most for _what, size, most in sizes))


if __name__ == "__main__":
    sys.exit(main())
