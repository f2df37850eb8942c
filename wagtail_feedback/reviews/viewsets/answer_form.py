"""The form of an answer."""

from __future__ import annotations

import html
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_feedback.reviews.models import Answer, AnswerVersion
from wagtail_feedback.reviews.models.answer import PARTS
from wagtail_feedback.utils import text

_RICH = re.compile(r"<(?!/?(?:p|br)\b)", re.IGNORECASE)
_GAPS = re.compile(r"\n{3,}")


def get_editable_text(cleaned: str) -> str:
    """Cleaned HTML as somebody typed it: plain text, unless it holds links or lists."""
    if _RICH.search(cleaned):
        return cleaned
    return _GAPS.sub("\n\n", html.unescape(text.plain(cleaned)))


def make_part_field(label: Any, help_text: Any, rows: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=text.ANSWER_MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows, "data-wf-answer-target": "part"}),
    )


class AnswerForm(forms.Form):
    """The answer in three parts. A draft may be of any part; publishing needs our position.

    ``published`` is the answer that a new text replaces; where its author can be told, the form asks whether.
    """

    position = make_part_field(
        _("Our position"), _("What we think happened, and whether the customer is right."), 3
    )
    done = make_part_field(_("What was done"), _("Actions already taken, with dates."), 3)
    result = make_part_field(
        pgettext_lazy("feedback", "Result"), _("May come later: “to follow” is shown until then."), 2
    )

    tell_author = forms.BooleanField(
        label=_("Tell the author by email"),
        help_text=_("Not needed for a spelling mistake. Ticked beforehand while a part is still to follow."),
        required=False,
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        version: AnswerVersion | None,
        language: str,
        published: Answer | None = None,
    ) -> None:
        self.before = {name: get_editable_text(getattr(version, name)) if version else "" for name in PARTS}
        is_unfinished = published is not None and not all(getattr(published, name) for name in PARTS)
        initial = {**self.before, "tell_author": is_unfinished}
        super().__init__(typed, initial=initial, use_required_attribute=False)
        for name in PARTS:
            self.fields[name].widget.attrs["lang"] = language
        if published is None:  # the first answer always goes to its author
            del self.fields["tell_author"]

    def is_typed(self) -> bool:
        """Whether there is anything to read that the newest version does not hold."""
        typed = {name: text.normalise(self.data.get(name, "")) for name in PARTS}
        return any(map(is_readable, typed.values())) and typed != {
            name: text.normalise(value) for name, value in self.before.items()
        }

    def part_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PARTS]

    def tells_author(self) -> bool:
        return bool(self.cleaned_data.get("tell_author", True))

    def get_parts(self) -> dict[str, str]:
        """As typed, or as it was."""
        return {name: str(self[name].value() or "") for name in PARTS}

    def clean(self) -> None:
        """Whatever is typed must be there to read once it is cleaned."""
        for name in PARTS:
            if (value := self.cleaned_data.get(name)) and not is_readable(value):
                self.add_error(name, _("Readers would see nothing of this: there is no text in it."))


class PublishForm(AnswerForm):
    """The same, to be published."""

    def clean_position(self) -> str:
        if not is_readable(position := str(self.cleaned_data["position"])):
            raise forms.ValidationError(_("An answer starts with our position."))
        return position


def is_readable(value: str) -> bool:
    """Whether a reader would see anything; what is too long to be cleaned is judged by its length alone."""
    return len(value) > text.ANSWER_MAX_LENGTH or bool(text.clean_answer(value))
