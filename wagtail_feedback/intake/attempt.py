"""One attempt to submit a form, as the guards see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Site


@dataclass
class Attempt:
    """What guards may look at.

    Attributes:
        form_name, target_id: which form of which object, such as ``"reviews.entry"`` of book 3.
        place: the token of the placement, the same for all visitors of that form.
        key: submission key; equal for the same form sent twice.
        words: the visitor's cleaned words joined by line breaks (empty before the form was valid).
        signature: the name the visitor signs with.
        repeats: whether the same words were stored before; asked late, it costs a query.
    """

    request: HttpRequest
    site: Site
    form_name: str
    target_id: str
    place: str
    key: str = ""
    words: str = ""
    signature: str = ""
    repeats: Callable[[], bool] = bool
