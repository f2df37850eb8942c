"""Under which circumstances a form was sent: read once, on the way in, the same for every feature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from wagtail_feedback.conf import conf
from wagtail_feedback.subjects import find_subject
from wagtail_feedback.submissions.carried import find_order, read_campaign
from wagtail_feedback.submissions.choices import Device, PlaceSource, VisitorType
from wagtail_feedback.submissions.placement import Placement
from wagtail_feedback.utils.text import normalise_line

_TABLET = re.compile(r"iPad|Tablet|Android(?!.*Mobi)")
_PHONE = re.compile(r"Mobi|iPhone")


def read_circumstances(
    request: HttpRequest, placement: Placement, cleaned_data: Mapping[str, Any]
) -> dict[str, str]:
    """Values for the fields of :class:`Circumstances` that are not the language or the source.

    What a form does not ask is empty. Browser and window size are there only with the visitor's tick.
    """
    subject = find_subject(placement.about) or cleaned_data.get("subject")
    asked_place = cleaned_data.get("place", "")
    place = asked_place or _from_header(request, conf.PLACE_HEADER)
    shares = bool(cleaned_data.get("share_device"))
    return {
        "page_key": placement.page_key,
        "placement": placement.uid,
        "about": subject.key if subject else "",
        "about_label": subject.label if subject else cleaned_data.get("about", ""),
        "place": place,
        "place_source": _get_place_source(asked_place, place),
        "age_band": cleaned_data.get("age_band", ""),
        "target_group": cleaned_data.get("target_group", ""),
        "visitor_type": _get_visitor_type(request),
        "campaign": read_campaign(request),
        "device": read_device(request),
        "browser": _from_header(request, "User-Agent", 200) if shares else "",
        "window_size": cleaned_data.get("window_size", "") if shares else "",
    }


def _get_visitor_type(request: HttpRequest) -> str:
    """Whether the order that the visitor came with is the first one, where the shop says so."""
    order = find_order(request)
    if order is None or order.is_first is None:
        return ""
    return VisitorType.NEW if order.is_first else VisitorType.RETURNING


def read_device(request: HttpRequest) -> str:
    """The class of the device as its browser names it; empty where it names none."""
    agent = request.headers.get("User-Agent", "")
    if not agent:
        return ""
    if _TABLET.search(agent):
        return Device.TABLET
    is_phone = request.headers.get("Sec-CH-UA-Mobile") == "?1" or _PHONE.search(agent)
    return Device.PHONE if is_phone else Device.DESKTOP


def _get_place_source(asked: str, place: str) -> str:
    if asked:
        return PlaceSource.ASKED
    return PlaceSource.HEADER if place else ""


def _from_header(request: HttpRequest, name: str, max_length: int = 60) -> str:
    return normalise_line(_decode(request.headers.get(name, "")))[:max_length] if name else ""


def _decode(value: str) -> str:
    """Django reads headers as Latin-1, whereas networks write towns in UTF-8."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
