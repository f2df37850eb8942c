"""How many rows the tabs of an inbox and its shortcuts lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from wagtail_feedback.moderation.admin.inbox import Inbox
from wagtail_feedback.moderation.admin.tabs import (
    MAX_SHORTCUT,
    QUEUE,
    Shortcut,
    Tab,
    add_up,
    count_capped,
    select_numbers,
)
from wagtail_feedback.moderation.permissions import get_site_ids
from wagtail_feedback.utils.composed import fetch_composed


def count_tabs(inbox: Inbox) -> dict[str, int]:
    """Rows per tab that the search finds on the sites the user moderates, in one query; empty where a search
    finds too many to count them."""
    tabs: tuple[Tab, ...] = inbox.viewset.tabs
    if not inbox.is_counted:
        return {}
    if inbox.query:
        numbers = add_up(count_each(inbox.rows, [tab.condition for tab in tabs]), len(tabs))
    else:
        numbers = add_up(fetch(inbox, "tabs", lambda: select_tab_numbers(inbox)), len(tabs))
    return dict(zip([tab.slug for tab in tabs], numbers, strict=True))


def count_shortcuts(inbox: Inbox) -> list[tuple[Shortcut, int]]:
    """The shortcuts that lead to anything in this queue, in one query; other tabs have none."""
    shortcuts: tuple[Shortcut, ...] = inbox.viewset.shortcuts
    if inbox.tab.order is not QUEUE or not shortcuts or not inbox.is_counted:
        return []
    conditions = [shortcut.condition for shortcut in shortcuts]
    if inbox.query:
        numbers = add_up(count_each(inbox.tab_rows, conditions), len(conditions))
    else:
        what = f"shortcuts of {inbox.tab.slug}"
        numbers = add_up(fetch(inbox, what, lambda: select_shortcut_numbers(inbox)), len(conditions))
    return [(shortcut, number) for shortcut, number in zip(shortcuts, numbers, strict=True) if number]


def select_tab_numbers(inbox: Inbox) -> QuerySet[Any, Any]:
    """Each tab is a walk of its own along an index."""
    numbers = {tab.slug: count_capped(inbox.rows.filter(tab.condition)) for tab in inbox.viewset.tabs}
    return select_numbers({**numbers, **inbox.viewset.get_tab_counts(inbox.user)})


def select_shortcut_numbers(inbox: Inbox) -> QuerySet[Any, Any]:
    numbers = {
        str(place): count_capped(inbox.tab_rows.filter(shortcut.condition), MAX_SHORTCUT)
        for place, shortcut in enumerate(inbox.viewset.shortcuts)
    }
    return select_numbers(numbers)


def fetch(inbox: Inbox, what: str, get_numbers: Callable[[], QuerySet[Any, Any]]) -> list[tuple[Any, ...]]:
    """Without a search, numbers depend on nothing but the sites of the user."""
    sites = get_site_ids(inbox.user, "moderate", inbox.model)
    return fetch_composed(inbox.model, (what, sites), get_numbers)


def count_each(rows: Any, conditions: Sequence[Q]) -> QuerySet[Any, Any]:
    """How many rows meet each condition, by state; they are read once for all of them. Where a search found
    nothing, Django asks no database."""
    numbers = {f"n_{place}": Count("pk", filter=condition) for place, condition in enumerate(conditions)}
    wanted = rows.filter(reduce(or_, conditions)).order_by()
    return wanted.values("status").annotate(**numbers).values_list(*numbers)
