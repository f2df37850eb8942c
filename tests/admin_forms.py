"""Forms of Wagtail's admin, as a browser would send them."""

from __future__ import annotations

from bs4 import BeautifulSoup


def as_shown(response):
    """What a browser would send of the edit form as it stands."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form[data-edit-form]")
    given = {"checkbox", "radio", "submit"}
    fields = [field for field in form.select("[name]") if field.get("type") not in given]
    ticked = [(box["name"], box.get("value", "on")) for box in form.select("input[checked]")]
    return {**{field["name"]: value_of(field) for field in fields}, **dict(ticked)}


def value_of(field):
    chosen = field.select_one("option[selected]")
    return chosen["value"] if chosen else field.get("value", field.get_text().strip())
