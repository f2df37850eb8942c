"""What a room brings to put a form on the road: its target, its form, its action, its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext
from wagtail.models import Site

from wagtail_feedback.submissions.checks.base import Flag
from wagtail_feedback.submissions.placement import Placement


@dataclass(frozen=True)
class Submission:
    """A valid form on its way into the database."""

    form: Any
    target: Any
    placement: Placement
    key: str
    flags: Sequence[Flag]


class FormHandler:
    """Base of every form that visitors submit; rooms register an instance in ``registry.forms``."""

    name: str
    #: Template of the fields inside ``<form>``; gets ``form``, ``target``, ``placement``.
    fields_template: str
    #: Template of the receipt page; gets what ``receipt`` returns.
    receipt_template: str

    def find_target(self, reference: str, site: Site) -> Any | None:
        """What the form is for, on this site; None where there is no such thing."""
        raise LookupError(self.name)

    def is_open(self, target: Any) -> bool:
        """Whether it takes submissions now."""
        return True

    def closed_message(self, target: Any) -> str:
        """What visitors read while it does not."""
        return gettext("This form is closed.")

    def title(self, target: Any) -> str:
        """Heading of the stand-alone page."""
        return self.name

    def fragment_key(self, target: Any) -> str:
        """Changes whenever the empty form would look different."""
        return ""

    def make_form(self, target: Any, placement: Placement, data: QueryDict | None = None) -> Form:
        """The form, empty or bound."""
        raise LookupError(self.name)

    def words(self, form: Any) -> str:
        """The visitor's cleaned words, for the spam checks."""
        return ""

    def signature(self, form: Any) -> str:
        """The name the visitor signs with."""
        return ""

    def repeats(self, form: Any, target: Any) -> Callable[[], bool]:
        """Asked by a spam check: were the same words stored before?"""
        return bool

    def submit(self, submission: Submission) -> str:
        """Run the room's action; returns the reference of what was stored."""
        raise LookupError(self.name)

    def receipt(self, reference: str, request: HttpRequest) -> dict[str, Any] | None:
        """Context of the receipt page; None for an unknown reference."""
        raise LookupError(self.name)
