"""Whether the page a form was sent from still shows it.

Most pages do and are open to everybody. That is remembered together with a stamp of all pages, which any
change of a page or of its privacy renews: four queries less for most submissions.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from wagtail.fields import StreamField
from wagtail.models import PageViewRestriction

from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils import pages, safe_cache

STAMP = "wf:pages"
# Where each process has a cache of its own, it does not hear of changes that others make.
SECONDS = 60
DAY = 86_400


def still_stands(request: HttpRequest, placement: Placement) -> bool:
    """Whether the page is live, open to this visitor and still holds the form."""
    if placement.page is None:
        return True
    key = f"wf:stands:{hashlib.sha256(placement.token.encode()).hexdigest()[:32]}"
    # Read before the page: whatever changes it from now on makes another stamp.
    known = safe_cache.get_many([STAMP, key])
    stamp = known.get(STAMP)
    if stamp is not None and known.get(key) == stamp:
        return True
    page = pages.find_page(placement.page)
    if page is None or not page.live:
        return False
    restrictions = list(page.get_view_restrictions())
    if not all(restriction.accept_request(request) for restriction in restrictions):
        return False
    stands = not placement.is_stored or holds_block(page, placement.uid.partition(".")[0])
    if stamp is None:
        renew_stamp()
    elif stands and not restrictions:
        safe_cache.set(key, stamp, SECONDS)
    return stands


def holds_block(page: Any, uid: str) -> bool:
    """Whether any StreamField of the page holds a block with this identifier, however deep."""
    streams = (field for field in page._meta.get_fields() if isinstance(field, StreamField))
    values = (field.get_prep_value(field.value_from_object(page)) for field in streams)
    return any(json.dumps(uid) in json.dumps(value, cls=DjangoJSONEncoder) for value in values)


def concerns(sender: type[Any]) -> bool:
    """Whether a change of such an object may take a form from its visitors."""
    return issubclass(sender, (pages.page_model(), PageViewRestriction))


def renew_stamp() -> None:
    safe_cache.set(STAMP, secrets.token_hex(8), DAY)
