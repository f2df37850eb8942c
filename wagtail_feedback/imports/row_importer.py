"""Rows of a file as submissions: what is the same for every feature."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.imports.import_options import COMMON_FIELDS, ImportField, ImportOptions
from wagtail_feedback.moderation.models import ModeratedMixin
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.subjects import match_subjects
from wagtail_feedback.submissions.checks import check_text
from wagtail_feedback.submissions.checks.context import Flag
from wagtail_feedback.submissions.choices import PlaceSource, VisitorType
from wagtail_feedback.submissions.importing import SubmissionImporter
from wagtail_feedback.submissions.models import AbstractSubmission
from wagtail_feedback.utils.bulk_insert import make_row
from wagtail_feedback.utils.html_text import html_to_text
from wagtail_feedback.utils.keys import KEY_LENGTH
from wagtail_feedback.utils.tabular import cells
from wagtail_feedback.utils.tabular.date_reader import DateReader
from wagtail_feedback.utils.tabular.files import Row, UnreadableFile
from wagtail_feedback.utils.tabular.ratings import RatingReader

SubmissionT = TypeVar("SubmissionT", bound=AbstractSubmission)

#: How systems say that something was public, waited, or was rubbish.
APPROVED = frozenset({*cells.YES, "approved", "approve", "published", "publish", "ok", "live", "опубликован"})
WAITING = frozenset(
    {
        "0",
        "false",
        "f",
        "no",
        "n",
        "нет",
        "-",
        "pending",
        "hold",
        "unapproved",
        "unpublished",
        "hidden",
        "draft",
    }
    | {"disapproved", "rejected", "not-yet", "not yet", "archived", "0.0"}
)
SPAM = frozenset({"spam", "trash", "post-trashed"})

Cells = Mapping[str, str]


class RowImporter(SubmissionImporter[SubmissionT]):
    """Makes unsaved submissions from rows. A feature says what is its own in :meth:`get_own`."""

    #: In this order they stand on the screen.
    fields: ClassVar[Sequence[ImportField]] = COMMON_FIELDS
    #: One of these at least must be told.
    needed: ClassVar[Sequence[str]] = ("text",)

    def __init__(self, *, target: Any, options: ImportOptions) -> None:
        super().__init__(dry_run=options.dry_run)
        self.target, self.options = target, options
        self.known = {field.name: field for field in self.get_fields(target)}
        self.labels = {name: str(field.label) for name, field in self.known.items()}
        self.dates = {
            name: DateReader(options.date_format) for name, field in self.known.items() if field.is_date
        }
        ratings = RatingReader(
            scale=options.rating_scale,
            words=options.rating_words,
            zero_is_none=options.zero_is_none,
            rounds=options.round_ratings,
        )
        self.read_rating = lru_cache(maxsize=1_000)(ratings.read)
        self.wordless: Counter[str] = Counter()

    @classmethod
    def get_fields(cls, target: Any) -> Sequence[ImportField]:
        """The fields; some may depend on where the rows go."""
        return cls.fields

    def get_own(self, got: Cells) -> dict[str, Any]:
        """The feature's own fields of the model.

        Raises:
            CellError: something about them is wrong.
        """
        return {}

    def finish(self, instance: SubmissionT, got: Cells) -> None:
        """What else a row tells, once the instance has its fields.

        Raises:
            CellError: something about it is wrong.
        """

    def get_words(self, instance: SubmissionT) -> list[Any]:
        """What makes two rows without ids the same row, beside the date."""
        return [instance.get_text()]

    def look_through(self, rows: Iterable[Row]) -> None:
        looking = [
            (self.dates[name], self.options.columns[name])
            for name in self.dates
            if name in self.options.columns and self.dates[name].needs_look
        ]
        if not looking:
            return
        for row in rows:
            for reader, column in looking:
                value = row.cells.get(column)
                if isinstance(value, str):
                    reader.look(value)
        for reader, _column in looking:
            reader.settle()

    def check_columns(self, row: Mapping[str, Any]) -> None:
        # Not whether the row has them all: objects of JSON leave out what is empty.
        if set(self.needed).isdisjoint(self.options.columns):
            needed = ", ".join(self.labels[name] for name in self.needed)
            raise UnreadableFile(
                _("Say which column holds one of these at least: %(fields)s.") % {"fields": needed}
            )
        if "id" in self.options.columns and not self.options.source_name:
            raise UnreadableFile(_("Name the source (--source-name): the ids of two sources may be alike."))

    def get_instance(self, row: Mapping[str, Any]) -> SubmissionT:
        got = {name: self._cell(name, row.get(column)) for name, column in self.options.columns.items()}
        instance: Any = make_row(self.model, {**self.get_common(got), **self.get_own(got)})
        self.finish(instance, got)
        instance.submission_key = self.get_key(got, instance)
        instance.update_text_digest()
        instance.sync_derived_fields()
        return instance

    def _cell(self, name: str, value: Any) -> str:
        cell = cells.cell_text(self.labels[name], value)
        words = self.known[name].holds_words and not self.options.plain_text
        return html_to_text(cell) if words and len(cell) <= cells.LONGEST_NORMALISED else cell

    def get_common(self, got: Cells) -> dict[str, Any]:
        """Circumstances, state and address."""
        created = self.dates["created"].read(self.labels["created"], got.get("created", "")) or timezone.now()
        status = self.get_status(got)
        place = cells.parse_line(self.labels["place"], got.get("place", ""), 60)
        language = cells.parse_language(self.labels["language"], got.get("language", ""))
        language = language or self.options.language
        return {
            "site_id": self.target.site_id,
            "source": self.options.source,
            "source_name": self.options.source_name,
            "source_verified": cells.parse_flag(got.get("verified", "")),
            "status": status,
            "created_at": created,
            "published_at": created if status == Status.PUBLISHED else None,
            "language": language,
            "place": place,
            "place_source": PlaceSource.ASKED.value if place else "",
            "about_label": cells.parse_line(self.labels["about"], got.get("about", ""), 2_000)[:150],
            "visitor_type": cells.parse_choice(self.labels["customer"], got.get("customer", ""), VisitorType),
            "contact": self.get_contact(got, language),
        }

    def get_status(self, got: Cells) -> str:
        if "approved" not in got:
            return self.options.status
        told = got["approved"].strip().casefold()
        if told in APPROVED:
            return str(Status.PUBLISHED)
        if told in WAITING or not told:
            return str(Status.PENDING)
        if told in SPAM:
            return str(Status.SPAM)
        raise cells.CellError(
            _("%(field)s %(value)s is neither yes nor no")
            % {"field": self.labels["approved"], "value": cells.quoted(got["approved"])}
        )

    def get_contact(self, got: Cells, language: str) -> Contact | None:
        email = cells.parse_email(self.labels["email"], got.get("email", ""))
        if not email:
            return None
        owner = self.model._meta.label
        return Contact(site_id=self.target.site_id, owner=owner, email=email, language=language)

    def get_key(self, got: Cells, instance: SubmissionT) -> str:
        """The same row of the same source makes one submission. Rows without words, such as bare ratings, are
        alike without being the same: they are told apart by counting them."""
        parts: list[Any] = ["import", self.target.pk, self.options.source_name]
        if "id" in got:
            external_id = got["id"].strip()
            if not external_id:
                raise cells.CellError(_("%(field)s is empty") % {"field": self.labels["id"]})
            parts += ["id", external_id]
        else:
            parts += [*self.get_words(instance), got.get("created", "").strip()]
            if not instance.get_text():
                counted = json.dumps(parts)
                self.wordless[counted] += 1
                parts.append(self.wordless[counted])
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:KEY_LENGTH]

    def get_flags(self, instance: SubmissionT) -> list[Flag]:
        """What spam checks of the words tell a moderator, where one reads them first."""
        if not isinstance(instance, ModeratedMixin) or instance.status != Status.PENDING:
            return []
        words = "\n".join(getattr(instance, name) for name in instance.public_fields)
        return check_text(words, site_id=instance.site_id)

    def before_store(self, instances: list[SubmissionT]) -> None:
        """What rows are about is a page or another subject by its name; else the name stays as a label."""
        names = {instance.about_label for instance in instances} - {""}
        found = match_subjects(names, self.target.site) if names else {}
        for instance in instances:
            if subject := found.get(instance.about_label):
                instance.about, instance.about_label = subject.key, subject.label
