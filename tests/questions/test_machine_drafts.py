"""A draft that a machine writes: asked for by an editor, from masked texts, and published by nobody."""

from __future__ import annotations

import time
from html import escape

import pytest
from django.core.checks import run_checks

from tests.factories import make_home, make_site, make_user
from tests.questions.test_drafts import make_answered_topic
from tests.questions.test_topic_desk import post
from tests.questions.test_topics import DELIVERY, make_question, make_topic
from wagtail_feedback.faq.models import FAQEntry
from wagtail_feedback.questions.admin.topic_view import get_topic_url
from wagtail_feedback.questions.topics import machine_drafts

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
BUTTON = "Have a machine draft it"
calls = []


def drafter(**given):
    calls.append(given)
    return "Fourteen days.\n\nSee <a href='https://shop.example/returns'>here</a>."


def hostile(**given):
    links = "<a href='https://evil.example/'>win</a> <a href='https://shop.example/returns'>returns</a>"
    return f"<p onclick='x()'>Fourteen days.<script>alert(1)</script> {links}</p>"


def failing(**given):
    raise RuntimeError("no such model")


def empty(**given):
    return " "


def endless(**given):
    return "word " * 10_000


def wrong(**given):
    return None


def slow(**given):
    time.sleep(1)
    return "Too late."


@pytest.fixture(autouse=True)
def home(settings):
    calls.clear()
    settings.WAGTAILFEEDBACK_ANSWER_DRAFTER = f"{__name__}.drafter"
    return make_home(make_site())


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor", superuser=True))


@pytest.fixture
def topic():
    return make_topic(*DELIVERY, name="How long does delivery take?")


def use(name, settings):
    settings.WAGTAILFEEDBACK_ANSWER_DRAFTER = f"{__name__}.{name}"


def test_it_is_off_until_a_site_names_one(client, editor, topic, settings):
    assert BUTTON in client.get(get_topic_url(topic)).content.decode()
    settings.WAGTAILFEEDBACK_ANSWER_DRAFTER = None
    assert BUTTON not in client.get(get_topic_url(topic)).content.decode()
    assert post(client, topic, "write").status_code == 400
    assert not calls


def test_only_masked_texts_leave_the_house(client, editor):
    topic = make_answered_topic("Hello Anna! You have 14 days, call +44 7900 000000. Kind regards, Maria")
    make_question("I am Ann Forest, ann@example.org. May I return pan 48213?", topic=topic)
    post(client, topic, "write")
    [given] = calls
    assert sorted(given) == ["answers", "language", "questions"]
    assert given["language"] == "en"
    assert "You have 14 days" in given["answers"][0]
    told = str(given)
    assert [word for word in ("Anna", "Maria", "Forest", "ann@", "7900") if word in told] == []


def test_looking_at_a_topic_calls_nothing(client, editor, topic):
    client.get(get_topic_url(topic))
    post(client, topic, "draft")
    assert not calls


def test_a_draft_is_shown_marked_and_stored_nowhere(client, editor, topic):
    html = post(client, topic, "write", name="My name", area="payment").content.decode()
    assert "Written by a machine" in html
    assert "Fourteen days." in html
    assert 'value="My name"' in html  # what was typed beside it is kept
    assert not FAQEntry.objects.exists()


def test_taken_over_it_is_a_marked_draft_and_not_published(client, editor, topic):
    written = "<p>Fourteen <script>days</script>.</p>"
    response = post(client, topic, "use", written=written)
    entry = FAQEntry.objects.get()
    assert response["Location"].endswith(f"/edit/{entry.pk}/")
    assert not entry.live
    assert entry.answer.startswith("<p><b>Written by a machine: check every sentence")
    assert "Fourteen" in entry.answer and "<script" not in entry.answer


def test_nothing_that_it_writes_runs_and_its_links_are_those_of_the_sources(client, editor, topic, settings):
    use("hostile", settings)
    make_question("Is https://shop.example/returns the right page?", topic=topic)
    response = post(client, topic, "write")
    written = str(response.context["written"])
    assert "onclick" not in written and "<script" not in written and "evil.example" not in written
    assert '<a href="https://shop.example/returns">returns</a>' in written
    assert escape(written) in response.content.decode()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("failing", "The machine has failed"),
        ("endless", "The machine has failed"),
        ("wrong", "The machine has failed"),
        ("nowhere", "The machine has failed"),
        ("empty", "The machine has written nothing"),
    ],
)
def test_a_failure_is_told_and_the_ordinary_draft_is_as_it_was(
    client, editor, topic, settings, caplog, name, told
):
    use(name, settings)
    response = post(client, topic, "write", name="My name", area="")
    html = response.content.decode()
    assert response.status_code == 422
    assert told in html and 'value="My name"' in html
    assert post(client, topic, "draft").status_code == 302


def test_nobody_waits_long_for_a_slow_one(client, editor, topic, settings, monkeypatch):
    use("slow", settings)
    monkeypatch.setattr(machine_drafts, "SECONDS", 0.05)
    monkeypatch.setattr(machine_drafts.connections, "close_all", lambda: None)  # a test has one for all
    settings.WAGTAILFEEDBACK_THREADS = True
    response = post(client, topic, "write")
    assert response.status_code == 422
    assert "Nothing was written within" in response.content.decode()


def test_what_a_machine_has_written_outlives_a_conflict(client, editor, topic):
    stale = {"action": "use", "version": 99, "written": "<p>Fourteen days.</p>"}
    response = client.post(get_topic_url(topic), stale)
    assert response.status_code == 409
    assert "Fourteen days." in response.content.decode()
    assert not FAQEntry.objects.exists()


def test_whoever_may_not_answer_sends_nothing_out(client, topic):
    client.force_login(make_user("reader", permissions=("view_topic",)))
    assert post(client, topic, "write").status_code in {302, 403}
    assert not calls


@pytest.mark.parametrize(
    ("path", "found"), [(None, []), ("drafter", []), ("nowhere", ["wagtail_feedback.E021"])]
)
def test_answer_drafter_that_cannot_be_imported_is_told_at_start(settings, path, found):
    settings.WAGTAILFEEDBACK_ANSWER_DRAFTER = path and f"{__name__}.{path}"
    ids = [message.id for message in run_checks()]
    assert [each for each in ids if each == "wagtail_feedback.E021"] == found
