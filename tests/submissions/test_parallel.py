"""Twenty times at once, on whatever database the suite runs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from tests.submissions.forms import GOOD, SAME_ORIGIN, action_of
from wagtail_feedback.reviews.models import Entry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.portable]


def send_all(action, bodies):
    def send(body):
        try:
            return Client().post(action, body, headers=SAME_ORIGIN)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(send, bodies))


@pytest.mark.parametrize(("sent", "receipts"), [({"wf_key": "random"}, 1), ({}, 20)])
def test_same_form_twenty_times_at_once_is_one_entry(client, page, sent, receipts):
    """Without JavaScript each receipt has a code of its own inside, of which one is right."""
    answers = send_all(action_of(client.get(page.url)), [{**GOOD, **sent}] * 20)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == receipts
    assert Entry.objects.count() == 1


def test_twenty_different_entries_at_once_are_twenty(client, page):
    bodies = [{**GOOD, "text": f"Story number {number}"} for number in range(20)]
    answers = send_all(action_of(client.get(page.url)), bodies)
    assert {answer.status_code for answer in answers} == {303}
    assert Entry.objects.count() == 20
