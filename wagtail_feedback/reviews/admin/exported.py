"""Which facts of an entry a spreadsheet shows."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_feedback import text
from wagtail_feedback.intake.models import Source
from wagtail_feedback.moderation.states import Reason, Status
from wagtail_feedback.reviews.admin.permissions import entry_policy, on_sites_of
from wagtail_feedback.reviews.choices import Area, Kind
from wagtail_feedback.reviews.models import Entry

LABELS = {
    name: dict(choices.choices)
    for name, choices in (
        ("kind", Kind),
        ("status", Status),
        ("area", Area),
        ("source", Source),
        ("withheld_reason", Reason),
    )
}
ANSWER = ("position", "done", "result")


class Columns:
    """The columns for one reader; contact columns only for who may see contacts somewhere."""

    def __init__(self, user: Any) -> None:
        self.with_contacts = entry_policy.user_has_permission(user, "view_contacts")
        sites = on_sites_of(user, "view_contacts", Site.objects.all(), "pk")
        self.contact_sites = set(sites.values_list("pk", flat=True)) if self.with_contacts else set()
        self.labels = {name: {key: str(label) for key, label in of.items()} for name, of in LABELS.items()}

    @property
    def headings(self) -> list[str]:
        names = [
            _("Number"),
            _("Received"),
            _("State"),
            _("Kind"),
            _("Rating"),
            _("Ratings in detail"),
            _("Book"),
            _("Title"),
            _("Text"),
            _("Name"),
            _("About"),
            _("Area"),
            _("Place"),
            _("Language"),
            _("Source"),
            _("Published"),
            _("Answer promised by"),
            _("Answered"),
            _("Our position"),
            _("What was done"),
            _("Result"),
            _("Solved, says the author"),
            _("Reason"),
        ]
        return [*names, _("E-mail"), _("Order number")] if self.with_contacts else names

    def load(self, entries: Any) -> Any:
        """The queryset with what a row needs and nothing else."""
        unused = ("folded", "text_digest", "submission_key", "withheld_note")
        related = ["book", "answer", *(["contact"] if self.with_contacts else [])]
        return entries.select_related(*related).defer(*unused)

    def row(self, entry: Entry) -> list[Any]:
        label = self.labels
        answer = getattr(entry, "answer", None)
        said = [text.plain(getattr(answer, part)) for part in ANSWER] if answer else ["", "", ""]
        cells = [
            entry.public_id,
            moment(entry.created_at),
            label["status"][entry.status],
            label["kind"].get(entry.kind, entry.kind),
            entry.rating,
            "; ".join(f"{slug} {stars}" for slug, stars in entry.ratings.items()),
            entry.book.name,
            entry.title,
            entry.text,
            entry.name,
            entry.about_label,
            label["area"].get(entry.area, ""),
            entry.region,
            entry.language,
            label["source"].get(entry.source, entry.source),
            moment(entry.published_at),
            moment(entry.due_at),
            moment(entry.answered_at),
            *said,
            "" if entry.solved is None else _("Yes") if entry.solved else _("No"),
            label["withheld_reason"].get(entry.withheld_reason, ""),
        ]
        return [*cells, *self.contact(entry)] if self.with_contacts else cells

    def contact(self, entry: Entry) -> list[str]:
        if entry.site_id not in self.contact_sites:
            return ["", ""]
        return [entry.contact.email if entry.contact else "", entry.order_number]


def moment(value: Any) -> str:
    """Local time to the minute, sortable as text."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""
