"""What the address of a form's page says of whoever opens it: the campaign, and the order that the link is
about. A form that came back carries both in fields: the address that it stands at then names neither."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.core.signing import BadSignature
from django.http import HttpRequest

from wagtail_feedback.contacts.order_links import LONGEST_TOKEN, Order, read_order_token
from wagtail_feedback.utils.text import normalise_line

#: Parameters of the form's page that name a campaign, the first that is there.
CAMPAIGN_PARAMS = ("campaign", "utm_campaign")
CAMPAIGN_FIELD = "wf_campaign"
ORDER_PARAM, ORDER_FIELD = "order", "wf_order"
LONGEST_CAMPAIGN = 60


def read_campaign(request: HttpRequest) -> str:
    """The campaign in the address of the page that the form was sent from."""
    value = request.POST.get(CAMPAIGN_FIELD) or _from_page(request, *CAMPAIGN_PARAMS)
    return normalise_line(value)[:LONGEST_CAMPAIGN]


def read_token_of_order(request: HttpRequest) -> str:
    """The token of an order that the visitor came with, good or not; empty for none."""
    token = request.POST.get(ORDER_FIELD) or request.GET.get(ORDER_PARAM) or _from_page(request, ORDER_PARAM)
    return token[: LONGEST_TOKEN + 1]


def find_order(request: HttpRequest) -> Order | None:
    """The order that the visitor came with; None where none is proved, or not any more."""
    try:
        return read_order_token(read_token_of_order(request))
    except BadSignature:
        return None


def get_carried(request: HttpRequest) -> dict[str, str]:
    """Hidden fields of a form that comes back, by their names."""
    carried = {CAMPAIGN_FIELD: read_campaign(request), ORDER_FIELD: read_token_of_order(request)}
    return {name: value for name, value in carried.items() if value}


def _from_page(request: HttpRequest, *names: str) -> str:
    query = _read_query(request.headers.get("Referer", ""))
    return next((query[name][0] for name in names if query.get(name)), "")


def _read_query(address: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit(address).query, max_num_fields=50)
    except ValueError:
        return {}
