"""What editors type into settings, judged on saving."""

from __future__ import annotations

import re
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from wagtail_feedback.utils.addresses import validate_address
from wagtail_feedback.utils.business_days import has_public_holidays, load_holidays

_SEPARATORS = re.compile(r"[\n\r,;]+")


def address_lines(value: str) -> list[str]:
    """The addresses of a text: one a line, or with commas or semicolons between them."""
    return [address for part in _SEPARATORS.split(value) if (address := part.strip())]


def validate_address_lines(value: str) -> None:
    """E-mail addresses; the message names the first that is none."""
    for line in address_lines(value):
        try:
            validate_address(line)
        except ValidationError:
            raise ValidationError(_("“%(line)s” is not an email address.") % {"line": line}) from None


def validate_sender(value: str) -> None:
    """``shop@example.org`` or ``Shop <shop@example.org>``, on one line."""
    if len(value.splitlines()) > 1:
        raise ValidationError(_("Write the sender on one line."))
    validate_address(parseaddr(value)[1])


def validate_link(value: str) -> None:
    """A path of this site, or a whole address with http or https."""
    if value.startswith("/") and not value.startswith(("//", "/\\")) and not any(map(str.isspace, value)):
        return
    URLValidator(schemes=["http", "https"])(value)


def validate_region(country: str, subdivision: str) -> None:
    """A country, and perhaps a part of it, whose public holidays the ``calendar`` extra knows."""
    try:
        if country and has_public_holidays():
            load_holidays(country, subdivision)
    except NotImplementedError:
        raise ValidationError(_("The calendar of public holidays does not know these codes.")) from None
    if subdivision and not country:
        raise ValidationError(_("Name the country of this part."))
