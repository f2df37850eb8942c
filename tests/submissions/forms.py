"""Filling in a form as a browser does: read it from the page, post it where it says."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

GOOD = {"kind": "review", "rating": "4", "text": "The pan is heavy and good.", "name": "Anna"}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def form_of(response, number=0):
    return soup(response).select("form.wf-form")[number]


def action_of(response, number=0):
    return form_of(response, number)["action"].partition("#")[0]


def send(client, page, data=None, *, headers=None, number=0, **changes):
    """Open the page, fill in its form, send it."""
    shown = client.get(page.url)
    values = {**(GOOD if data is None else data), **changes}
    return client.post(action_of(shown, number), values, headers=SAME_ORIGIN if headers is None else headers)


def errors_of(response):
    """Messages beside fields, without the word “Error:”."""
    return [re.sub(r"^Error:\s*", "", tag.get_text(strip=True)) for tag in soup(response).select(".wf-error")]


def typed(response, name):
    field = soup(response).select_one(f"form.wf-form [name={name}]")
    return field.get("value", field.get_text().removeprefix("\n")) if field else None
