#!/usr/bin/env python
"""Run a management command of the demo shop."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    # The project is a package at the root of the repository: put the root, and
    # not this folder, on the path, so that each module has one name only.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_project.settings.demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
