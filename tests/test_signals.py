"""A site's receiver that fails harms neither the visitor nor the moderator."""

from __future__ import annotations

import pytest

from tests.factories import make_book, make_entry, make_home, make_page, make_site
from tests.submissions.forms import send
from wagtail_feedback.moderation.actions import PublishAction
from wagtail_feedback.reviews.models import Entry
from wagtail_feedback.signals import moderation_changed, submission_received

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fails(request):
    """The signal has a receiver that raises, and first: what it was called with."""
    signal, calls = request.param, []

    def receive(**kwargs):
        calls.append(kwargs)
        raise ValueError("The site's own fault.")

    others, signal.receivers = signal.receivers, []
    signal.connect(receive)
    signal.receivers += others
    signal.sender_receivers_cache.clear()
    yield calls
    signal.receivers = others
    signal.sender_receivers_cache.clear()


@pytest.mark.parametrize("fails", [submission_received], indirect=True)
def test_a_submission_that_is_stored_is_acknowledged(fails, client):
    book = make_book(policy="post")
    body = [("entry_form", {"book": book, "about_page": False, "heading_level": "2"})]
    response = send(client, make_page(make_home(make_site()), body=body))
    assert (response.status_code, len(fails)) == (303, 1)
    assert Entry.objects.get().status == "published"


@pytest.mark.parametrize("fails", [moderation_changed], indirect=True)
def test_a_decision_that_is_stored_is_told_to_the_other_receivers(fails):
    told = []

    def receive(changes, **kwargs):
        told.extend(row.status for row, _old in changes)

    moderation_changed.connect(receive)
    PublishAction(make_entry(status="pending")).execute()
    assert Entry.objects.get().status == "published"
    assert (told, len(fails)) == (["published"], 1)
