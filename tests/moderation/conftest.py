from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories


@pytest.fixture
def site(db):
    return factories.make_site()


@pytest.fixture
def book(site):
    return factories.make_book()


@pytest.fixture
def other_site(site):
    return factories.make_site("other.example")


@pytest.fixture
def moderator(site):
    return factories.make_user(
        "Marina", permissions=("moderate_entry", "answer_entry", "view_contacts_entry")
    )


@pytest.fixture
def desk(moderator):
    """A moderator of every site at the desk."""
    return open_desk(moderator)


class Desk:
    """Somebody's way through the inbox and the entry screens."""

    def __init__(self, user) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def inbox(self, **query):
        return self.client.get(reverse("wagtailsnippets_wagtail_feedback_reviews_entry:list"), query)

    def headings(self, **query) -> list[str]:
        return [entry.heading for entry in self.inbox(**query).context["object_list"]]

    def url(self, entry, **query) -> str:
        return reverse("wagtailsnippets_wagtail_feedback_reviews_entry:edit", args=[entry.pk]) + (
            f"?{urlencode(query)}" if query else ""
        )

    def open(self, entry, **query):
        return self.client.get(self.url(entry, **query))

    def act(self, entry, act, *, query=None, version=None, **typed):
        """Press a button of the entry screen, with the version the entry has now unless another is given."""
        seen = type(entry).objects.get(pk=entry.pk).version if version is None else version
        return self.client.post(self.url(entry, **(query or {})), {"action": act, "version": seen, **typed})

    def bulk(self, action, ids, *, post=None, **query):
        path = reverse("wagtail_bulk_action", args=["wagtail_feedback_reviews", "entry", action])
        url = f"{path}?{urlencode([('id', key) for key in ids] + list(query.items()))}"
        return self.client.get(url) if post is None else self.client.post(url, post)


def open_desk(user) -> Desk:
    return Desk(user)
