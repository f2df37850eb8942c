"""Answering a survey as a browser without JavaScript does: what stands in the form is sent, no more."""

from __future__ import annotations

from typing import Any

from tests.factories import make_home, make_page, make_settings, make_site
from tests.submissions.forms import SAME_ORIGIN, form_of
from tests.surveys.surveys import make_survey


def make_survey_page(*content: Any, **fields: Any) -> Any:
    """A page with this survey on it, and nothing else."""
    site = make_site()
    make_settings(site, consent=True)
    survey = make_survey(*content, **fields)
    page = make_page(
        make_home(site), title="Pan", body=[("survey", {"survey": survey, "heading_level": "2"})]
    )
    page.survey = survey
    return page


def read_form(response: Any) -> dict[str, list[str]]:
    """Every control that a browser would send, less the buttons."""
    sent: dict[str, list[str]] = {}
    for control in form_of(response).select("input, select, textarea"):
        if control.find_parent("fieldset", disabled=True) or control.get("disabled") is not None:
            continue
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            value = chosen.get("value", chosen.get_text())
        elif control.name == "textarea":
            value = control.get_text().removeprefix("\n")
        elif control.get("type") in {"radio", "checkbox"} and control.get("checked") is None:
            continue
        else:
            value = control.get("value", "")
        if control.get("name"):
            sent.setdefault(control["name"], []).append(value)
    return sent


class Respondent:
    """Somebody at one form; ``page`` is what is on screen."""

    def __init__(self, client: Any, url: str, address: str = "203.0.113.7") -> None:
        self.client, self.address = client, address
        self.page = client.get(url)

    def press(self, button: str = "", value: str = "1", /, **answers: Any) -> Any:
        """Fill in, by the ids of questions, and press a button; Next or Send without a name."""
        sent = read_form(self.page)
        for name, given in answers.items():
            sent[name if name.startswith(("wf_", "consent")) else f"q_{name}"] = (
                given if isinstance(given, list) else [given]
            )
        if button:
            sent[button] = [value]
        action = form_of(self.page)["action"].partition("#")[0]
        self.page = self.client.post(action, sent, headers=SAME_ORIGIN, REMOTE_ADDR=self.address)
        return self.page

    @property
    def labels(self) -> list[str]:
        """Of the questions that are on screen."""
        questions = form_of(self.page).select("[data-wf-question]:not([hidden])")
        return [
            question.select_one(".wf-label").find(string=True, recursive=False).strip()
            for question in questions
        ]

    def text(self) -> str:
        return " ".join(form_of(self.page).get_text(" ").split())
