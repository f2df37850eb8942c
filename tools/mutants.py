"""Plant faults in the code and count those that a test finds: ``make mutants TARGET=moderation SAMPLE=100``.

Mutmut does the work, in a copy under ``build/mutants/``, with one worker, so that two cores suffice.
It changes what stands in functions: tables and constants outside them need tests of their own.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "mutants"
MUTMUT = Path(sys.executable).with_name("mutmut")
SEED = 7
GOAL = 85
COPIED = ("wagtail_feedback", "tests", "example_project", "docs")
MARKS = "not browser and not packaging"
PYTEST_ARGS = ["-n0", "-q", "-pno:randomly", "-pno:cacheprovider", "--reuse-db", f"-m{MARKS}"]
#: Called when a class is made, before mutmut switches a fault on: the migrations test finds theirs.
CLASS_BODY = ("x_queue_indexes", "x_moderation_permissions")
FOUND = {"killed", "timeout", "segfault"}


@dataclass(frozen=True)
class Target:
    """Modules to plant faults in, as patterns, and the folders or files of tests that should find them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    but: tuple[str, ...] = ()


TARGETS = {
    "actions": Target(
        ("wagtail_feedback/*/actions.py", "wagtail_feedback/*/actions/*.py"),
        ("tests/moderation", "tests/privacy", "tests/reviews", "tests/submissions"),
    ),
    "moderation": Target(
        ("wagtail_feedback/moderation/*.py",),
        (
            "tests/moderation",
            "tests/outbox",
            "tests/project/test_migrations.py",
            "tests/privacy",
            "tests/reviews",
        ),
        but=("wagtail_feedback/moderation/actions/*", "wagtail_feedback/moderation/admin/*"),
    ),
    "checks": Target(("wagtail_feedback/submissions/checks/*.py",), ("tests/submissions",)),
    "outbox": Target(("wagtail_feedback/outbox/*.py",), ("tests/outbox",)),
    "topics": Target(("wagtail_feedback/questions/topics/*.py",), ("tests/questions",)),
    "faq": Target(
        ("wagtail_feedback/faq/*.py", "wagtail_feedback/faq/voting/*.py"),
        ("tests/faq", "tests/questions/test_topic_desk.py"),
    ),
    "surveys": Target(
        ("wagtail_feedback/surveys/logic/*.py", "wagtail_feedback/surveys/statistics.py"), ("tests/surveys",)
    ),
}


def lay_out(name: str, target: Target) -> Path:
    """A fresh copy of what the tests need, with mutmut's configuration for this target."""
    missing = [tests for tests in target.tests if not (ROOT / tests).exists()]
    missing += [pattern for pattern in target.modules if not any(ROOT.glob(pattern))]
    if missing:
        raise SystemExit(f"{name}: nothing is called {', '.join(missing)}: TARGETS must change.")
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    for copied in COPIED:
        shutil.copytree(ROOT / copied, folder / copied, ignore=shutil.ignore_patterns("__pycache__", "var"))
    for path in [*ROOT.glob("*.md"), ROOT / "Makefile"]:
        shutil.copy(path, folder)
    shutil.copy(ROOT / "tools" / "mutation_conftest.py", folder / "conftest.py")
    also = [path.name for path in folder.iterdir() if path.name != "tests"]
    config = {
        "source_paths": ["wagtail_feedback"],
        "only_mutate": list(target.modules),
        "do_not_mutate": list(target.but),
        "also_copy": also,
        "pytest_add_cli_args": PYTEST_ARGS,
        "pytest_add_cli_args_test_selection": list(target.tests),
    }
    # A list of plain strings is written in TOML as in Python.
    lines = "\n".join(f"{key} = {value}" for key, value in config.items())
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(f"{pyproject}\n[tool.mutmut]\n{lines}\n", encoding="utf-8")
    return folder


def mutmut(folder: Path, *arguments: str) -> str:
    done = subprocess.run([MUTMUT, *arguments], cwd=folder, capture_output=True, text=True)
    # Its spinner writes one line over the other.
    return "\n".join(line.rpartition("\r")[2] for line in (done.stdout + done.stderr).split("\n"))


def statuses(folder: Path) -> dict[str, str]:
    """What became of every fault, by its name."""
    lines = mutmut(folder, "results", "--all", "true").splitlines()
    found = dict(line.strip().split(": ", 1) for line in lines if "__mutmut_" in line)
    return {name: status for name, status in found.items() if not is_class_body(name)}


def is_class_body(name: str) -> bool:
    return name.rpartition(".")[2].startswith(CLASS_BODY)


def plant(folder: Path, sample: int | None) -> dict[str, str]:
    """Run the tests against all faults, or against a random sample of them; the same one every time."""
    if sample is None:
        said = mutmut(folder, "run", "--max-children", "1")
    else:
        # Mutmut has no listing: asked for a fault that does not exist, it writes all of them down and stops.
        said = mutmut(folder, "run", "--max-children", "1", "none of them")
        names = sorted(statuses(folder))
        chosen = random.Random(SEED).sample(names, min(sample, len(names)))
        said += mutmut(folder, "run", "--max-children", "1", *chosen) if chosen else ""
    tried = {name: status for name, status in statuses(folder).items() if status != "not checked"}
    if not tried:
        raise SystemExit(f"{said[-6000:]}\nNo fault was tried in {folder}: above is what mutmut said.")
    return tried


def package_of(name: str) -> str:
    """``reviews.actions`` of ``wagtail_feedback.reviews.actions.answer.x_publish__mutmut_3``."""
    return ".".join(name.partition(".x")[0].split(".")[1:-1])


def change_of(folder: Path, name: str) -> list[str]:
    lines = mutmut(folder, "show", name).splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def tell(folder: Path, tried: dict[str, str]) -> None:
    """Print the share found for each package, then every survivor with its change."""
    total = Counter(package_of(name) for name in tried)
    found = Counter(package_of(name) for name, status in tried.items() if status in FOUND)
    for package, count in sorted(total.items()):
        share = 100 * found[package] / count
        verdict = "" if share >= GOAL else f"  under {GOAL} %"
        print(f"{package:<24} {found[package]:>5} of {count:>5} found  {share:5.1f} %{verdict}")
    for name, status in sorted(tried.items()):
        if status not in FOUND:
            print(f"\n{name}: {status}", *change_of(folder, name), sep="\n  ", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", default=[*TARGETS], help=f"of {', '.join(TARGETS)}")
    parser.add_argument("--sample", type=int, help="so many faults of each target, chosen at random")
    options = parser.parse_args()
    unknown = set(options.targets) - TARGETS.keys()
    if unknown:
        parser.error(f"no target {', '.join(sorted(unknown))}: choose of {', '.join(TARGETS)}")
    for name in options.targets:
        folder = lay_out(name, TARGETS[name])
        print(f"\n== {name}: planting faults in {folder.relative_to(ROOT)} ...", flush=True)
        tell(folder, plant(folder, options.sample))


if __name__ == "__main__":
    main()
