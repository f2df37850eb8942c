"""The options of ``feedback_import`` that are the same for every feature."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from wagtail_feedback.imports.import_options import ImportOptions
from wagtail_feedback.imports.presets import PRESETS
from wagtail_feedback.submissions.choices import BROUGHT_IN, Source
from wagtail_feedback.utils.tabular.files import UnreadableFile
from wagtail_feedback.utils.tabular.ratings import HIGHEST, parse_rating_words
from wagtail_feedback.utils.text import normalise_line


def add_arguments(parser: ArgumentParser, fields: Sequence[str]) -> None:
    """Everything but where the rows go."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="report only, change nothing")
    parser.add_argument("--encoding", help="of the file; recognised where it shows")
    parser.add_argument("--bad-rows", type=Path, help="write the rows that were left out to this CSV file")
    parser.add_argument("--preset", choices=sorted(PRESETS), help="the system that the file comes from")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=f"where a field comes from; repeatable. Fields: {', '.join(fields)}",
    )
    parser.add_argument("--language", help="language of rows that do not say theirs")
    parser.add_argument(
        "--source",
        choices=sorted(BROUGHT_IN),
        default=Source.IMPORT.value,
        help="how the submissions reached the shop",
    )
    parser.add_argument(
        "--source-name",
        help="where the file comes from, such as Judge.me; rows of two sources are never the same row",
    )
    parser.add_argument(
        "--status",
        choices=["published", "pending"],
        default="published",
        help="of rows that do not say whether they were approved; pending: a moderator reads them first",
    )
    parser.add_argument("--date-format", default="", help="day-first, month-first or a pattern of strptime")
    parser.add_argument("--rating-scale", type=int, help="the highest rating of the file; 5 otherwise")
    parser.add_argument("--rating-words", default="", help='what words mean: "excellent=5, good=4"')
    parser.add_argument("--round-ratings", action="store_true", help="4.5 stars become 5; refused otherwise")
    parser.add_argument("--zero-is-none", action="store_true", help="a rating of 0 means that none was given")
    parser.add_argument("--plain-text", action="store_true", help="leave HTML and entities as they stand")


def read_options(given: Mapping[str, Any], columns: Sequence[str], fields: Sequence[str]) -> ImportOptions:
    """The options of the command, for a file with these columns.

    Raises:
        UnreadableFile: they contradict the file or themselves.
    """
    preset = PRESETS.get(given.get("preset") or "")
    mapping = preset.find_columns(columns, fields) if preset else {}
    mapping |= parse_map(given.get("map") or [], fields)
    missing = [column for column in mapping.values() if column not in columns]
    if missing and columns:
        raise UnreadableFile(
            _("No column %(missing)s. The columns are: %(columns)s.")
            % {"missing": ", ".join(map(repr, missing)), "columns": ", ".join(map(repr, columns))}
        )
    scale = given.get("rating_scale") or (preset.rating_scale if preset else HIGHEST)
    if not 2 <= scale <= 1_000:
        raise UnreadableFile(_("A rating scale ends between 2 and 1000."))
    try:
        words = parse_rating_words(given.get("rating_words") or "")
    except ValueError as error:
        raise UnreadableFile(
            _("“%(part)s”: write WORD=STARS, stars being 1 to 5.") % {"part": error}
        ) from None
    return ImportOptions(
        columns=mapping,
        language=given.get("language") or settings.LANGUAGE_CODE,
        source=str(given.get("source") or Source.IMPORT.value),
        source_name=normalise_line(given.get("source_name") or (preset.label if preset else ""))[:60],
        status=str(given.get("status") or "published"),
        date_format=given.get("date_format") or "",
        rating_scale=scale,
        rating_words=words,
        zero_is_none=bool(given.get("zero_is_none")) or bool(preset and preset.zero_is_none),
        round_ratings=bool(given.get("round_ratings")),
        plain_text=bool(given.get("plain_text")),
        dry_run=bool(given.get("dry_run")),
    )


def parse_map(pairs: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """``["rating=Rating", …]`` as field → column.

    Raises:
        UnreadableFile: a pair is none, or names a field that there is not.
    """
    mapping = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or name.strip() not in fields:
            raise UnreadableFile(
                _("--map %(pair)s: write FIELD=COLUMN, FIELD being one of %(fields)s.")
                % {"pair": pair, "fields": ", ".join(fields)}
            )
        mapping[name.strip()] = column.strip()
    return mapping
