"""Files of imports that hold somebody's address."""

from __future__ import annotations

import json
import re

from wagtail_feedback.imports.models import ImportPart, ImportRun
from wagtail_feedback.utils.tabular.files import UnreadableFile
from wagtail_feedback.utils.tabular.row_file import RowFile


def find_imports_about(address: str) -> list[ImportRun]:
    """Imports whose file, bad rows or report name the address, and those whose file nobody can read. One that
    runs is no more to be found once it is over: what it has brought in is."""
    pattern = re.compile(rf"(?<![\w.+-]){re.escape(address.strip())}(?!\w)", re.IGNORECASE)
    return [run for run in ImportRun.objects.exclude(status=ImportRun.Status.RUNNING) if _holds(run, pattern)]


def _holds(run: ImportRun, pattern: re.Pattern[str]) -> bool:
    bad_rows = b"".join(run.read(ImportPart.Kind.BAD_ROWS)).decode(errors="replace")
    told = json.dumps(run.report, ensure_ascii=False)
    return any(pattern.search(text) for text in (bad_rows, told, run.error)) or _file_holds(run, pattern)


def _file_holds(run: ImportRun, pattern: re.Pattern[str]) -> bool:
    if not run.parts.filter(kind=ImportPart.Kind.UPLOAD).exists():
        return False
    with run.open_file() as path:
        try:
            rows = RowFile(path, run.encoding)
            return any(pattern.search(str(cell)) for row in rows for cell in row.cells.values())
        except UnreadableFile:
            return True
