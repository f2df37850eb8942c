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

    def bulk(self, action, ids, *, post=None, asked=None, **query):
        """The question; or its answer: to what it asks now unless ``asked`` is the page that somebody saw."""
        path = reverse("wagtail_bulk_action", args=["wagtail_feedback_reviews", "entry", action])
        url = f"{path}?{urlencode([('id', key) for key in ids] + list(query.items()), doseq=True)}"
        if post is None:
            return self.client.get(url)
        return self.client.post(url, {**hidden(asked or self.client.get(url)), **post})


def hidden(question) -> dict[str, str]:
    """What the form of a question carries."""
    context = question.context or {}
    if "selection" not in context:
        return {}
    return {"chosen": context["selection"].choices, "left": context["left"]}


def open_desk(user) -> Desk:
    return Desk(user)
