"""What a page of the inbox shows. Its rows are put together in Python: there are many, all alike, and a
template takes six times as long for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from django.forms import Media
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wagtail_feedback.moderation.admin.deadlines import Deadline, get_age, get_deadline
from wagtail_feedback.site_settings import FeedbackSettings
from wagtail_feedback.submissions.checks.labels import CHECK_LABELS, describe
from wagtail_feedback.utils.kept_rows import select_rows_among

if TYPE_CHECKING:
    from wagtail_feedback.moderation.admin.inbox import Inbox

CUT = "…"
#: A text of so many letters is all heading.
SHORT = 160

ROW = """
<tr{late} data-wf-rows-target="row" data-item="{key}" data-version="{version}">
  <td class="bulk-action-checkbox-cell">
    <input type="checkbox" class="bulk-action-checkbox" data-object-id="{key}:{version}"
           data-bulk-action-checkbox aria-label="{select}" aria-describedby="snippet_{key}_title">
  </td>
  <td class="title wfd-main">
    <div class="wfd-entry">
      {label}
      <div class="wfd-said">
        <div class="wfd-first">
          {rating}
          <a id="snippet_{key}_title" href="{url}" lang="{language}" dir="auto"
             data-wf-rows-target="link">{heading}</a>
        </div>
        {text}
        <p class="wfd-meta">{notes}</p>
      </div>
    </div>
  </td>
  {deadline}{holds}
  <td class="wfd-cell wfd-cell--age wfd-age"><time datetime="{moment}" title="{received}">{age}</time></td>
</tr>
"""
LATE = ' class="wfd-row--late"'
LABEL = '<span class="wfd-kind">{}</span>'
RATING = '<span class="wfd-rate" role="img" aria-label="{}">{}<i aria-hidden="true">★</i></span>'
TEXT = """<p class="wfd-rest" id="wfd-text-{key}" lang="{language}" dir="auto"
   data-wf-rows-target="text">{text}</p>
<button class="wfd-more" type="button" hidden aria-controls="wfd-text-{key}" data-action="wf-rows#unfold">
  <span>{whole_text}</span><span>{less}</span>
</button>"""
NOTE = '<span dir="auto">{}</span>'
DEADLINE_CELL = '<td class="wfd-cell wfd-cell--clock">{}</td>'
CLOCK = '<span class="wfd-clock">{}</span>'
LATE_CLOCK = '<span class="wfd-clock wfd-clock--late">{} {}</span>'
HOLDS_CELL = '<td class="wfd-cell wfd-cell--held">{}</td>'
HOLD = '<span class="wfd-held"><b>{}</b>{}</span>'


class InboxTable:
    """The rows of one page, as HTML. A column that would be empty on it is left out."""

    # Of Wagtail's own tables; its index view asks for it.
    media = Media()

    def __init__(self, inbox: Inbox, items: Sequence[Any]) -> None:
        self.inbox = inbox
        texts = {"select": _("Select"), "whole_text": _("Whole text"), "less": _("Show less")}
        self.texts = {name: escape(text) for name, text in texts.items()}
        self.rating_label = escape(_("%(rating)s of 5"))
        self.moment_context = get_current_timezone(), get_language()
        sites = {item.site_id for item in items if item.needs_answer}
        calendars = FeedbackSettings.get_calendars(sites) if sites else {}
        deadlines = [get_deadline(item, calendars.get(item.site_id)) for item in items]
        holds = fetch_holds(items)
        self.has_deadlines, self.has_holds = any(deadlines), any(holds)
        self.warning = render_to_string("wagtailadmin/shared/icon.html", {"name": "warning"})
        self.rows = [self.draw_row(*row) for row in zip(items, deadlines, holds, strict=True)]

    def draw_row(self, item: Any, deadline: Deadline | None, holds: list[tuple[str, str]]) -> SafeString:
        """Every part of it is escaped here or below: escaping what is left as it is costs as much."""
        viewset, rating = self.inbox.viewset, getattr(item, "rating", None)
        label = viewset.get_label(item)
        heading, text = split_words(item.heading, item.get_shown_text())
        shared = {"key": item.pk, "language": escape(item.language), **self.texts}
        row = ROW.format(
            late=LATE if deadline and deadline.late else "",
            version=item.version,
            label=LABEL.format(escape(label)) if label else "",
            rating=RATING.format(self.rating_label % {"rating": rating}, rating) if rating else "",
            url=escape(self.inbox.get_item_url(item)),
            heading=escape(heading),
            text=TEXT.format(text=escape(text), **shared) if text else "",
            notes="".join(NOTE.format(escape(note)) for note in viewset.get_notes(item)),
            deadline=self.draw_deadline(deadline) if self.has_deadlines else "",
            holds=draw_holds(holds) if self.has_holds else "",
            moment=item.created_at.isoformat(),
            received=format_moment(item.created_at, *self.moment_context),
            age=escape(get_age(item)),
            **shared,
        )
        return mark_safe(row)  # noqa: S308 - see above

    def draw_deadline(self, deadline: Deadline | None) -> str:
        if deadline is None:
            return DEADLINE_CELL.format("")
        text = escape(deadline.text)
        return DEADLINE_CELL.format(
            LATE_CLOCK.format(self.warning, text) if deadline.late else CLOCK.format(text)
        )


def draw_holds(holds: list[tuple[str, str]]) -> str:
    return HOLDS_CELL.format("".join(HOLD.format(escape(check), escape(found)) for check, found in holds))


@lru_cache(maxsize=500)
def format_moment(moment: datetime, zone: tzinfo, language: str) -> str:
    """Escaped, in the active language and time zone. After a decision the same rows are shown again."""
    return escape(date_format(localtime(moment, zone), "DATETIME_FORMAT"))


def split_words(heading: str, text: str) -> tuple[str, str]:
    """What the link says and what follows it: together all words, none of them twice. A heading that was cut
    from a short text says all of it."""
    words, shown = " ".join(text.split()), heading.removesuffix(CUT)
    if not words.startswith(shown):
        return heading, words
    rest = words[len(shown) :].strip()
    if not rest or shown == heading:
        return heading, rest
    return (words, "") if len(words) <= SHORT else (heading, f"{CUT}{rest.removeprefix(CUT)}")


def fetch_holds(items: Sequence[Any]) -> list[list[tuple[str, str]]]:
    """Why spam checks sent each of them to a person: the checks, and what each matched."""
    if not items:
        return []
    holds: dict[int, list[tuple[str, str]]] = {item.pk: [] for item in items}
    model = items[0]._meta.get_field("holds").related_model
    columns = ("submission_id", "spam_check", "detail")
    for key, check, detail in select_rows_among(model, columns, columns[0], list(holds)):
        holds[key].append((str(CHECK_LABELS.get(check, check)), describe(check, detail)))
    return list(holds.values())
