"""Visitors' words are words on every screen of the desk."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.contrib.messages import get_messages

from tests import factories
from wagtail_feedback.reviews.models import Hold

pytestmark = pytest.mark.django_db
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "{{ 7|add:'7' }}{% debug %}",
    "javascript:alert(1)//",
    "</textarea><script>alert(1)</script>",
    "&lt;b&gt;",
)


class Danger(HTMLParser):
    """Collects what no screen of ours may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in names and "json" not in names.get("type", "")):
            self.found.append(tag)
        self.found += [name for name in names if name.startswith("on") or name == "style"]
        if any((names.get(name) or "").startswith("javascript:") for name in ("href", "src", "action")):
            self.found.append("javascript")


def dangers(page: str) -> list[str]:
    parser = Danger()
    parser.feed(page)
    return parser.found


@pytest.fixture(params=PAYLOADS)
def hostile(request, book):
    words = request.param
    entry = factories.make_entry(
        book,
        status="pending",
        kind="complaint",
        title=words,
        text=words,
        name=words[:60],
        about_label=words,
        place=words[:60],
        order_number=words[:40],
        email="a@example.org",
    )
    Hold.objects.create(submission=entry, spam_check="words", detail=words)
    return entry


def test_every_screen_escapes(desk, hostile):
    desk.act(hostile, "note", note=hostile.text)
    desk.act(hostile, "save_draft", position=hostile.text, done=hostile.text)
    screens = [
        desk.inbox(),
        desk.inbox(q=hostile.text),
        desk.open(hostile),
        desk.act(hostile, "show_contact", position=hostile.text, note=hostile.text, words=hostile.text),
        desk.act(hostile, "approve", version=7, position=hostile.text, author_note=hostile.text),
        desk.act(hostile, "redact", words=f"{hostile.text}!"),
        desk.bulk("feedback_withhold", [hostile.pk]),
        desk.client.get("/admin/"),
    ]
    for response in screens:
        page = response.content.decode()
        assert dangers(page) == []
        assert not re.search(r"<script>alert|<img src=x|<svg/onload", page)


def test_messages_escape(desk, hostile):
    response = desk.act(hostile, "approve")
    texts = [str(message) for message in get_messages(response.wsgi_request)]
    page = desk.inbox().content.decode()

    assert dangers(page) == []
    assert not re.search(r"<script>alert|<img src=x|<svg/onload", page + " ".join(texts))


def test_history_holds_none_of_the_text(desk, hostile):
    desk.act(hostile, "withhold", reason="abuse", author_note=hostile.text)
    page = desk.client.get(f"/admin/snippets/wagtail_feedback_reviews/entry/history/{hostile.pk}/")

    assert "Withheld: Abuse" in page.content.decode()
    assert not re.search(r"<script>alert|<img src=x|<svg/onload", page.content.decode())
