"""One behaviour a setting: each test here fails where its setting is turned into a constant.

The tests of a setting are named after it: ``test_max_links_…`` is about ``MAX_LINKS``.
"""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import make_book, make_entry, make_settings, make_site, make_user
from tests.questions.test_topics import make_topic
from tests.submissions.forms import errors_of
from tests.surveys.surveys import make_survey
from tests.visitor import send_form
from wagtail_feedback.conf import Settings
from wagtail_feedback.contacts.models import Contact
from wagtail_feedback.contacts.tokens import confirm_path
from wagtail_feedback.outbox.models import OutboxMail
from wagtail_feedback.privacy.retention import forget_contacts, forget_log, forget_mails
from wagtail_feedback.questions.admin.topic_view import get_topic_url
from wagtail_feedback.questions.engine.encoders import make_matcher
from wagtail_feedback.reviews.models import Entry, Hold
from wagtail_feedback.submissions.checks import timing
from wagtail_feedback.surveys.asking.prompts import find_prompts
from wagtail_feedback.utils import fragments

pytestmark = pytest.mark.django_db
#: Settings about sending mail, and about threads; tests/outbox and tests/moderation hold their tests.
OF_THE_OUTBOX = {"MAIL_BATCH", "MAIL_DELIVERY", "MAIL_TIMEOUT", "CONFIRMATIONS_PER_DAY", "THREADS"}
NAMES = [name for name, value in vars(Settings).items() if isinstance(value, property)]


@pytest.fixture
def set_to(settings):
    """Give settings of the package values: ``set_to(MAX_LINKS=2)``."""
    return lambda **values: [
        setattr(settings, f"WAGTAILFEEDBACK_{name}", value) for name, value in values.items()
    ]


@pytest.fixture
def send(client):
    """Send a form of one book; returns the response."""
    book = make_book()
    return lambda **changes: send_form(client, book, **changes)


def found():
    """Names of the checks that hold an entry."""
    return list(Hold.objects.values_list("spam_check", flat=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_has_a_test(name):
    tests = [each for each in globals() if each.startswith(f"test_{name.lower()}_")]
    assert bool(tests) is not (name in OF_THE_OUTBOX)


def test_there_are_settings_to_test():
    assert len(NAMES) >= 18 and set(NAMES) >= OF_THE_OUTBOX


@pytest.mark.parametrize(("name", "stands_in"), [("", "page"), ("testsite/frame.html", "frame")])
def test_base_template_is_what_our_pages_stand_in(client, set_to, name, stands_in):
    set_to(BASE_TEMPLATE=name)
    html = client.get(f"/feedback/form/en/reviews.entry/{make_book().slug}/").content.decode()
    assert ("The frame of the test site" in html) is (stands_in == "frame") and "<form" in html


@pytest.mark.parametrize(("most", "status"), [(1_000, 413), (3_000, 303)])
def test_max_body_bytes_bounds_what_a_form_reads(send, set_to, most, status):
    set_to(MAX_BODY_BYTES=most)
    assert send(text="x" * 2_000).status_code == status


@pytest.mark.parametrize(("most", "errors"), [(10, ["10 characters at most; yours has 11"]), (11, [])])
def test_text_max_length_bounds_a_text(send, set_to, most, errors):
    set_to(TEXT_MAX_LENGTH=most)
    response = send(text="x" * 11)
    assert (response.status_code, errors_of(response)) == (422 if errors else 303, errors)


@pytest.mark.parametrize(("proxies", "status"), [((), 429), (["127.0.0.0/8"], 303)])
def test_trusted_proxies_tell_visitors_apart(send, set_to, proxies, status):
    set_to(TRUSTED_PROXIES=proxies, RATE_LIMITS={"visitor": "1/1h"})
    send(text="One.", headers={"X-Forwarded-For": "198.51.100.1"})
    assert send(text="Two.", headers={"X-Forwarded-For": "198.51.100.2"}).status_code == status


@pytest.mark.parametrize(("header", "place"), [("CF-IPCity", "Tula"), ("X-Town", "Ryazan"), ("", "")])
def test_place_header_names_where_the_town_stands(send, set_to, header, place):
    set_to(PLACE_HEADER=header)
    send(headers={"CF-IPCity": "Tula", "X-Town": "Ryazan"})
    assert Entry.objects.get().place == place


@pytest.mark.parametrize(("limit", "statuses"), [("1/1h", [303, 429, 429]), ("2/1h", [303, 303, 429])])
def test_rate_limits_of_a_visitor(send, set_to, limit, statuses):
    set_to(RATE_LIMITS={"visitor": limit})
    assert [send(text=text).status_code for text in ("One.", "Two.", "Three.")] == statuses


@pytest.mark.parametrize(("limit", "holds"), [("1/1h", ["rate"]), ("2/1h", [])])
def test_rate_limits_of_a_form(send, set_to, limit, holds):
    set_to(RATE_LIMITS={"target": limit})
    send(text="One.")
    send(text="Two.")
    assert found() == holds and Entry.objects.count() == 2


@pytest.mark.parametrize(("least", "holds"), [(5, []), (60, ["time"])])
def test_min_seconds_is_how_fast_is_too_fast(send, set_to, monkeypatch, least, holds):
    set_to(MIN_SECONDS=least)
    start, now = timing.new_start(), time.time()
    monkeypatch.setattr(timing.time, "time", lambda: now + 30)
    send(wf_start=start)
    assert found() == holds


@pytest.mark.parametrize(
    ("most", "links", "holds"), [(2, 2, ["links"]), (3, 2, []), (9, 8, []), (9, 9, ["links"])]
)
def test_max_links_is_how_many_are_too_many(send, set_to, most, links, holds):
    set_to(MAX_LINKS=most)
    send(text=" ".join(f"https://{number}.example" for number in range(links)))
    assert found() == holds


@pytest.mark.parametrize(("text", "holds"), [("No link.", []), ("https://a.example", ["links"])])
def test_max_links_of_zero_means_any_link(send, set_to, text, holds):
    set_to(MAX_LINKS=0)
    send(text=text)
    assert found() == holds


@pytest.mark.parametrize(("days", "holds"), [(9, []), (11, ["duplicate"])])
def test_duplicate_days_is_how_far_back_words_are_known(client, set_to, days, holds):
    set_to(DUPLICATE_DAYS=days)
    book = make_book()
    make_entry(book, text="The same words.", created_at=timezone.now() - timedelta(days=10))
    send_form(client, book, text="The same words.")
    assert found() == holds


@pytest.mark.parametrize("asked", [True, False])
def test_proof_of_work_is_asked_for(client, send, set_to, asked):
    pytest.importorskip("altcha")
    set_to(PROOF_OF_WORK=asked)
    send()
    assert found() == (["proof"] if asked else [])
    assert (client.get("/feedback/start/").json()["challenge"] is not None) is asked


@pytest.mark.parametrize(("reserved", "status"), [(["Santa"], 422), (["Rudolph"], 303)])
def test_reserved_names_are_nobodys(send, set_to, reserved, status):
    set_to(RESERVED_NAMES=reserved)
    assert send(name="S\u0430nta").status_code == status


@pytest.mark.parametrize(
    ("path", "found"), [(None, 0), ("tests.questions.encoders.FakeEncoder", 1)], ids=["none", "one"]
)
def test_question_encoder_finds_what_shares_no_word(set_to, path, found):
    set_to(QUESTION_ENCODER=path)
    assert len(make_matcher([(1, "Есть ли парковка?")]).suggest("Куда поставить машину?")) == found


@pytest.mark.parametrize(
    ("path", "status"), [(None, 400), ("tests.questions.test_machine_drafts.drafter", 200)], ids=["no", "one"]
)
def test_answer_drafter_writes_a_draft_where_there_is_one(client, set_to, path, status):
    set_to(ANSWER_DRAFTER=path)
    client.force_login(make_user("editor", superuser=True))
    url = get_topic_url(make_topic("How long does delivery take?"))
    assert client.post(url, {"action": "write"}).status_code == status


@pytest.mark.parametrize(("seconds", "shown"), [(60, "new"), (600, "old")])
def test_fragment_seconds_is_how_long_html_is_kept(set_to, monkeypatch, seconds, shown):
    set_to(FRAGMENT_SECONDS=seconds)
    fragments.cached_fragment("one", lambda: "old")
    fragments.cached_fragments({"many": 1}, lambda _item: "old")
    now = time.time()
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: now + 100)
    assert fragments.cached_fragment("one", lambda: "new") == shown
    assert fragments.cached_fragments({"many": 1}, lambda _item: "new") == [shown]


def test_prompt_waits_for_what_the_page_tells_the_script(set_to):
    set_to(PROMPT_WAITS_FOR="#our-banner")
    make_survey(prompt_moment="visit")
    (prompt,) = find_prompts(make_site(), "en", "/")
    assert json.loads(prompt.rules)["waitsFor"] == "#our-banner"


@pytest.mark.parametrize(("days", "left"), [(99, 0), (101, 1), (0, 1)])
def test_contact_retention_days_is_how_long_addresses_stay(set_to, days, left):
    set_to(CONTACT_RETENTION_DAYS=days)
    entry = make_entry(kind="thanks", email="anna@example.org")
    past = timezone.now() - timedelta(days=100)
    Entry.objects.update(created_at=past, published_at=past, decided_at=past)
    Contact.objects.update(created_at=past)
    forget_contacts()
    assert Contact.objects.count() == left and Entry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize(("days", "left"), [(99, 0), (101, 1), (0, 1)])
def test_log_retention_days_is_how_long_the_history_stays(set_to, days, left):
    set_to(LOG_RETENTION_DAYS=days)
    make_entry()
    ModelLogEntry.objects.update(timestamp=timezone.now() - timedelta(days=100))
    forget_log()
    assert ModelLogEntry.objects.count() == left


@pytest.mark.parametrize(("days", "status"), [(9, 410), (11, 200)])
def test_confirm_days_is_how_long_a_link_works(client, set_to, monkeypatch, days, status):
    set_to(CONFIRM_DAYS=days)
    link = confirm_path(make_entry(email="anna@example.org").contact)
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 10 * 86_400)
    assert client.get(link).status_code == status


@pytest.mark.parametrize(
    ("days", "confirm_days", "left"), [(99, 30, 0), (101, 30, 1), (0, 30, 1), (99, 101, 1)]
)
def test_outbox_retention_days_is_how_long_mails_stay(set_to, days, confirm_days, left):
    set_to(OUTBOX_RETENTION_DAYS=days, CONFIRM_DAYS=confirm_days)
    past = timezone.now() - timedelta(days=100)
    OutboxMail.objects.create(mail_type="moderation.digest", status="sent", created_at=past)
    forget_mails()
    assert OutboxMail.objects.count() == left


@pytest.mark.parametrize(
    ("own", "sender"), [("", "setting@example.org"), ("shop@example.net", "shop@example.net")]
)
def test_mail_from_stands_where_a_site_names_no_sender(set_to, own, sender):
    set_to(MAIL_FROM="setting@example.org")
    assert make_settings(mail_from=own).sender() == sender
