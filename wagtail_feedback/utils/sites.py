"""The site of a request, without a query for most of them."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_feedback.utils.local_memory import LocalMemory

#: So long another process may take a host for the site that it was before.
SECONDS = 5
kept_sites: LocalMemory[Site | None] = LocalMemory(100, SECONDS)


def find_site(request: HttpRequest) -> Site | None:
    """What ``Site.find_for_request`` finds, which depends on host and port alone; its query takes as long as
    all others that a submission needs."""
    key = (request.get_host(), request.get_port())
    site = kept_sites.get(key, lambda: Site.find_for_request(request))
    # Whoever gets it may hang what belongs to it on it, such as its settings.
    return copy(site)


def forget_sites(**kwargs: Any) -> None:
    """Receiver: a site changed."""
    kept_sites.clear()


for signal in (post_save, post_delete):
    signal.connect(forget_sites, sender=Site, dispatch_uid="wagtail_feedback.utils.sites.forget_sites")
