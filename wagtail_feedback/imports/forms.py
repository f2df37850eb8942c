"""What the screen asks about a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

from django import forms
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

from wagtail_feedback.imports.import_options import ImportField, ImportOptions
from wagtail_feedback.imports.permissions import get_importers
from wagtail_feedback.imports.presets import PRESETS, USUAL, match_columns
from wagtail_feedback.moderation.states import Status
from wagtail_feedback.submissions.choices import BROUGHT_IN, Source
from wagtail_feedback.submissions.fields import SingleLineField
from wagtail_feedback.utils.tabular.date_reader import DateReader
from wagtail_feedback.utils.tabular.files import UnreadableFile
from wagtail_feedback.utils.tabular.ratings import parse_rating_words
from wagtail_feedback.utils.tabular.row_file import RowFile

MOST_BYTES = 20_000_000
ENCODINGS = ("utf-8", "utf-16", "cp1251", "koi8-r", "cp866", "cp1252")


class UploadForm(forms.Form):
    """The file, and where its rows go."""

    target = forms.ChoiceField(label=_("Import into"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, Excel (.xlsx) or JSON, 20 MB at most. It is deleted once it is imported."),
    )
    preset = forms.ChoiceField(
        label=_("Comes from"),
        required=False,
        choices=[
            ("", _("Another system or a table of our own")),
            *((key, p.label) for key, p in PRESETS.items()),
        ],
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("Detect automatically")), *((name, name) for name in ENCODINGS)],
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {
            f"{name}:{importer.get_reference(target)}": target
            for name, importer in get_importers(user)
            for target in importer.get_targets(user)
        }
        target_field: Any = self.fields["target"]
        target_field.choices = [(key, str(target)) for key, target in self.targets.items()]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 20 MB. Use the command feedback_import."))
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if upload := cleaned.get("file"):
            with NamedTemporaryFile() as copy:
                for data in upload.chunks():
                    copy.write(data)
                copy.flush()
                try:
                    if not RowFile(Path(copy.name), cleaned.get("encoding", "")).columns:
                        self.add_error("file", _("The file holds no rows."))
                except UnreadableFile as error:
                    self.add_error("file", str(error))
            cleaned["file_name"] = get_shown_name(upload.name)
        return cleaned


def get_shown_name(name: str) -> str:
    """A file's name as it may stand on a screen; one of signs only is none."""
    try:
        return get_valid_filename(Path(name).name)[-100:]
    except SuspiciousFileOperation:
        return "import"


class ColumnsForm(forms.Form):
    """Which column is which field, and how the file writes things."""

    language = forms.ChoiceField(label=_("Language of rows that do not say theirs"))
    status = forms.ChoiceField(
        label=_("Rows that do not say whether they were published"),
        choices=[
            (Status.PENDING.value, _("A moderator reads them first")),
            (Status.PUBLISHED.value, _("Publish them")),
        ],
    )
    source = forms.ChoiceField(label=_("How they reached the shop"), initial=Source.IMPORT.value)
    source_name = SingleLineField(
        label=_("Name of the source"),
        max_length=60,
        required=False,
        help_text=_("Shown to readers. Rows of two sources are never taken for the same row."),
    )
    date_format = forms.CharField(
        label=_("Date format"),
        max_length=40,
        required=False,
        help_text=_(
            "Leave it empty to have it recognised. Otherwise day-first, month-first or a pattern such "
            "as %d.%m.%Y."
        ),
    )
    rating_scale = forms.IntegerField(label=_("Highest rating"), min_value=2, max_value=1_000, initial=5)
    rating_words = forms.CharField(
        label=_("Ratings in words"),
        max_length=500,
        required=False,
        help_text=_("What the words mean, such as: excellent=5, good=4"),
    )
    zero_is_none = forms.BooleanField(label=_("A rating of 0 means that none was given"), required=False)
    round_ratings = forms.BooleanField(
        label=_("Round ratings to whole stars"),
        required=False,
        help_text=_("4.5 becomes 5; otherwise it is refused."),
    )
    plain_text = forms.BooleanField(label=_("Leave HTML as it stands"), required=False)

    def __init__(
        self,
        *args: Any,
        columns: Sequence[str],
        fields: Sequence[ImportField],
        preset: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.import_fields = columns, fields
        names, chosen = [field.name for field in fields], PRESETS.get(preset)
        proposed = chosen.find_columns(columns, names) if chosen else match_columns(USUAL, columns, names)
        choices = [("", "–"), *((column, column) for column in columns)]
        for field in fields:
            self.fields[self.key(field)] = forms.ChoiceField(
                label=str(field.label).capitalize(),
                choices=choices,
                required=False,
                initial=proposed.get(field.name, ""),
            )
        language, source = (cast(forms.ChoiceField, self.fields[name]) for name in ("language", "source"))
        language.choices = list(get_content_languages().items())
        source.choices = [choice for choice in Source.choices if choice[0] in BROUGHT_IN]
        if chosen:
            self.initial.setdefault("source_name", chosen.label)
            self.initial.setdefault("rating_scale", chosen.rating_scale)
            self.initial.setdefault("zero_is_none", chosen.zero_is_none)

    @staticmethod
    def key(field: ImportField) -> str:
        return f"column-{field.name}"

    @staticmethod
    def get_initial_of(options: dict[str, Any]) -> dict[str, Any]:
        """What was said last time."""
        if not options:
            return {}
        words = ", ".join(f"{word}={stars}" for word, stars in options["rating_words"].items())
        return {
            **options,
            "rating_words": words,
            **{f"column-{name}": column for name, column in options["columns"].items()},
        }

    def get_column_fields(self) -> Iterator[Any]:
        return (self[self.key(field)] for field in self.import_fields)

    def get_option_fields(self) -> Iterator[Any]:
        return (self[name] for name in self.base_fields)

    def clean_date_format(self) -> str:
        try:
            DateReader(self.cleaned_data["date_format"])
        except UnreadableFile as error:
            raise ValidationError(str(error)) from error
        return self.cleaned_data["date_format"]

    def clean_rating_words(self) -> dict[str, int]:
        try:
            return parse_rating_words(self.cleaned_data["rating_words"])
        except ValueError as error:
            raise ValidationError(
                _("“%(part)s”: write WORD=STARS, stars being 1 to 5."), params={"part": error}
            ) from None

    def get_options(self, *, dry_run: bool) -> ImportOptions:
        told = {field.name: self.cleaned_data[self.key(field)] for field in self.import_fields}
        return ImportOptions(
            columns={name: column for name, column in told.items() if column},
            dry_run=dry_run,
            **{name: self.cleaned_data[name] for name in self.base_fields},
        )
