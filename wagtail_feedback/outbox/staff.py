"""Mail to the people of the shop, whose addresses stand in the site's settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Site

from wagtail_feedback.outbox.queue import NewMail


def staff_mails(
    mail_type: str, addresses: Iterable[str], site: Site, *, key: str, params: dict[str, Any]
) -> Iterator[NewMail]:
    """One mail an address, in the language of its reader. ``key`` names the event, which writes once to
    each of them."""
    for address in addresses:
        digest = hashlib.sha256(address.casefold().encode()).hexdigest()[:16]
        yield NewMail(
            mail_type,
            recipient=address,
            key=f"{key}:{digest}",
            params={**params, "site": site.pk, "language": get_staff_language(address, site)},
        )


def get_staff_language(address: str, site: Site) -> str:
    """What the colleague's account prefers, else the language of the site's root."""
    user = get_user_model()._default_manager.filter(email__iexact=address).first()
    profile = getattr(user, "wagtail_userprofile", None)
    return getattr(profile, "preferred_language", "") or site.root_page.locale.language_code
