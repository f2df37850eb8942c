"""What an import is told: which column is which field, and how the file writes things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_feedback.submissions.choices import Source
from wagtail_feedback.utils.tabular.ratings import HIGHEST


@dataclass(frozen=True)
class ImportField:
    """Something a row may tell.

    Attributes:
        holds_words: HTML and entities in it become plain text.
        is_date: the order of days and months is told by the whole column.
    """

    name: str
    label: str | Promise
    holds_words: bool = False
    is_date: bool = False


#: What rows of every feature may tell.
COMMON_FIELDS = (
    ImportField("text", _("text"), holds_words=True),
    ImportField("name", pgettext_lazy("import", "name"), holds_words=True),
    ImportField("email", _("email")),
    ImportField("created", _("date"), is_date=True),
    ImportField("about", _("about")),
    ImportField("approved", _("published")),
    ImportField("verified", _("purchase confirmed")),
    ImportField("place", _("town")),
    ImportField("customer", _("customer")),
    ImportField("language", _("language")),
    ImportField("id", _("id")),
)


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """Everything about one import but the file and where its rows go.

    Attributes:
        columns: field → column.
        language: of rows that do not say theirs.
        source_name: where the file comes from; shown, and part of what makes a row the same row.
        status: of rows that do not say whether they were approved.
        plain_text: words stand as they are meant; otherwise HTML in them becomes text.
    """

    columns: Mapping[str, str]
    language: str
    source: str = Source.IMPORT.value
    source_name: str = ""
    status: str = "published"
    date_format: str = ""
    rating_scale: int = HIGHEST
    rating_words: Mapping[str, int] = field(default_factory=dict)
    zero_is_none: bool = False
    round_ratings: bool = False
    plain_text: bool = False
    dry_run: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For JSON; ``ImportOptions(**…)`` reads it again."""
        return asdict(self)
