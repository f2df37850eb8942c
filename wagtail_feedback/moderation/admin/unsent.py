"""What a browser keeps of words that were typed on the desk and not sent, and when it may forget them.

The script (``desk-draft.js``) keeps them from the first letter on. Only a decision that was carried out makes
it forget: after a refused one, or a session that has ended, the words are shown again.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "wfd_taken"
#: The next screen of the desk reads and removes it; nothing is lost where none follows.
COOKIE_SECONDS = 86_400


def get_draft_key(user: Any, item: Any) -> str:
    """Of one person, about one item."""
    return f"{user.pk}.{item._meta.label_lower}.{item.pk}"


def tell_taken(response: HttpResponse, request: HttpRequest, item: Any) -> HttpResponse:
    """Let the browser know that what was sent about the item is stored."""
    response.set_cookie(
        COOKIE,
        get_draft_key(request.user, item),
        max_age=COOKIE_SECONDS,
        path=reverse("wagtailadmin_home"),
        secure=request.is_secure(),
        samesite="Lax",
    )
    return response
