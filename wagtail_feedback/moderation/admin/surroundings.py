"""Where an item stands: its place in the view it was opened from, and what else its author sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.admin.tabs import count_capped, fetch_numbers, format_count
from wagtail_feedback.moderation.permissions import visible_to
from wagtail_feedback.utils.keyset import Keyset

SHOWN = 5


def get_position(inbox: Inbox, item: Any) -> str:
    """“2 of 14” in the view with its filters; the number of rows alone where the item is not among them."""
    rows = inbox.get_queryset()
    before = Keyset(rows, inbox.tab.order).before(item)
    numbers = fetch_numbers(
        {
            "all": count_capped(rows),
            "here": count_capped(rows.filter(pk=item.pk)),
            **{f"before_{number}": count_capped(part) for number, part in enumerate(before)},
        }
    )
    total, is_here = format_count(numbers.pop("all")), numbers.pop("here")
    if not is_here:
        return total
    return _("%(number)s of %(total)s") % {
        "number": format_count(sum(numbers.values()) + 1),
        "total": total,
    }


@dataclass(frozen=True)
class Relative:
    """Another row of the same author."""

    label: str
    heading: str
    url: str
    when: datetime
    state: str
    language: str


def get_same_author(inbox: Inbox, item: Any) -> list[Relative]:
    """The newest rows from the same address on the same site; both have to be confirmed: anybody can type
    an address that is not theirs."""
    if not item.is_confirmed:
        return []
    rows = visible_to(inbox.user, inbox.model).filter(
        site_id=item.site_id,
        contact__email_key=item.contact.email_key,
        contact__confirmed_at__isnull=False,
    )
    newest = rows.exclude(pk=item.pk).order_by("-created_at", "-pk")[:SHOWN]
    return [
        Relative(
            label=inbox.viewset.get_label(row),
            heading=row.heading,
            url=inbox.get_item_url(row),
            when=row.created_at,
            state=str(row.get_status_display()),
            language=row.language,
        )
        for row in newest
    ]
