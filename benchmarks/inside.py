"""A process inside Django that does one task after another; the tasks are in ``tasks.py``."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from typing import Any

from benchmarks.servers import ROOT, environment


class Inside:
    """Takes the name of a task and its arguments as a line of JSON, and answers with another line."""

    def __init__(self, database_url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.inside"],
            env=environment(database_url, "shop"),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # Ctrl-C reaches us only, and we end it.
            start_new_session=True,
        )

    def do(self, task: str, **arguments: Any) -> dict[str, Any]:
        """What the task tells, with ``peak``: the megabytes that the process needed at most.

        Raises:
            RuntimeError: the task failed; why is on the error stream.
        """
        print(json.dumps([task, arguments]), file=self.process.stdin, flush=True)
        answers = self.process.stdout
        answer = answers.readline() if answers else ""
        if not answer:
            raise RuntimeError(f"{task} failed.")
        told: dict[str, Any] = json.loads(answer)
        return told

    def __enter__(self) -> Inside:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.communicate()


def run(database_url: str, task: str, **arguments: Any) -> dict[str, Any]:
    """One task in a process of its own."""
    with Inside(database_url) as inside:
        return inside.do(task, **arguments)


def main() -> None:
    import django

    django.setup()
    from benchmarks.tasks import TASKS

    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        task, arguments = json.loads(line)
        told = TASKS[task](**arguments) or {}
        # Linux counts in kilobytes.
        told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings.shop")
    main()
