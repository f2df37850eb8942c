"""Where a form stands: signed into the address it posts to, the same for all visitors."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from django.core import signing
from django.urls import reverse

SALT = "wagtail_feedback.placement"
#: Identifiers that no StreamField holds start so: forms placed by a template tag, or stand-alone ones.
UNSTORED = "at-"


@dataclass(frozen=True)
class Placement:
    """One form on one page.

    Attributes:
        form: name of the form kind in ``registry.forms``.
        target: what the form is for, such as a book's slug.
        site: id of the site.
        language: language of the page around the form.
        page: id of the page; None for the stand-alone form.
        path: path of the page, to serve it again with errors.
        uid: the block's identifier, unique on the page.
        about: subject key of what the visitor writes about; empty for the whole shop.
    """

    form: str
    target: str
    site: int
    language: str
    page: int | None = None
    path: str = ""
    uid: str = UNSTORED + "form"
    about: str = ""

    @property
    def token(self) -> str:
        """The placement signed, without a time: a form from a page cached last week is as good."""
        return signing.Signer(salt=SALT).sign_object(astuple(self), compress=True)

    @property
    def submit_url(self) -> str:
        return reverse("wagtail_feedback:submit", args=[self.token])

    @property
    def is_stored(self) -> bool:
        """Whether the page's content holds the block's identifier."""
        return not self.uid.startswith(UNSTORED)


def read_token(token: str) -> Placement:
    """The placement behind a token.

    Raises:
        BadSignature: not made by us.
    """
    return Placement(*signing.Signer(salt=SALT).unsign_object(token))


def stand_alone(form: str, target: str, site: int, language: str, about: str = "") -> Placement:
    """The placement of a form on a page of its own."""
    return Placement(form=form, target=target, site=site, language=language, about=about)


def stand_alone_url(placement: Placement) -> str:
    """Address of the stand-alone form, for QR codes and mails."""
    url = reverse("wagtail_feedback:form", args=[placement.language, placement.form, placement.target])
    return f"{url}?about={placement.about}" if placement.about else url
