"""Where a form stands: signed into the address it posts to, the same for all visitors."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property, lru_cache

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "wagtail_feedback.placement"
VERSION = 1


@dataclass(frozen=True)
class Placement:
    """One form on one page.

    Tokens live as long as the pages that caches keep: a field is added with a default, never renamed or
    given another meaning without a new ``VERSION``.

    Attributes:
        form: name of the form handler in ``features.form_handlers``.
        target: what the form is for, such as a book's slug.
        site: id of the site.
        language: language the form is drawn in.
        about: subject key of what the visitor writes about; empty for the whole shop.
        uid: marks the form in the page's HTML, see ``make_uid``.
        heading_level: level of the headings inside the form.
        page: id of the page; None for the stand-alone form.
        path: the page's ``path_info`` (no script prefix), to serve it again with errors.
        page_key: subject key of the page, the same for all its translations; kept with the submission.
    """

    form: str
    target: str
    site: int
    language: str
    about: str = ""
    uid: str = ""
    heading_level: int = 2
    page: int | None = None
    path: str = ""
    page_key: str = ""

    @cached_property
    def token(self) -> str:
        """The placement signed, without a time: a form from a page cached last week is as good."""
        return _sign(self, settings.SECRET_KEY)

    @property
    def submit_url(self) -> str:
        return reverse("wagtail_feedback:submit", args=[self.token])

    def stand_alone(self) -> Placement:
        """The same form on a page of its own."""
        return replace(self, page=None, path="")


@lru_cache(maxsize=1_000)
def _sign(placement: Placement, secret: str) -> str:
    payload = {"version": VERSION, **asdict(placement)}
    return signing.Signer(key=secret, salt=SALT).sign_object(payload, compress=True)


def read_token(token: str) -> Placement:
    """The placement behind a token of this or an older version; fields it does not know are left out.

    Raises:
        BadSignature: not made by us, or without what every version holds.
    """
    payload = signing.Signer(salt=SALT).unsign_object(token)
    if not isinstance(payload, dict):
        raise signing.BadSignature("The token holds no placement")
    known = {field.name: payload[field.name] for field in fields(Placement) if field.name in payload}
    try:
        return Placement(**known)
    except TypeError as error:
        raise signing.BadSignature(str(error)) from error


def make_uid(form: str, target: str, about: str = "", slot: str = "") -> str:
    """The identifier of a form in HTML; ``slot`` tells forms for the same thing on one page apart.

    Nothing of it comes from the request, because the HTML may come from a cache.
    """
    digest = hashlib.sha256(json.dumps([form, target, about, slot]).encode()).hexdigest()
    return f"wf-{digest[:12]}"
