"""Was this helpful? Votes are counted for the words that were read, once for each visitor and day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from tests.factories import make_page
from tests.faq.entries import make_faq, make_faq_page
from wagtail_feedback.faq.models import FAQEntry, FAQVote

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def page(home, section):
    return make_page(home, title="Questions", body=[("faq", {"sections": [section], "show_votes": True})])


@pytest.fixture
def entry(section):
    entry = make_faq(section, "What does it cost?")
    entry.save_revision().publish()
    return FAQEntry.objects.get()


@pytest.fixture
def visitor():
    """A browser that checks nothing by cookies, and says where a form was."""
    return Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})


def read_form(client, page):
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    return html.select_one("details form[method=post]")


def send(visitor, page, helpful="yes", form=None, address="203.0.113.7", **fields):
    form = form or read_form(visitor, page)
    headers = {"referer": f"http://testserver{page.url}?faq=cost"}
    return visitor.post(
        form["action"], {"helpful": helpful, **fields}, REMOTE_ADDR=address, headers=headers, follow=True
    )


def counts():
    entry = FAQEntry.objects.with_votes().get()
    return entry.helpful_count, entry.vote_count


def test_vote_from_a_cached_page_without_cookies_is_counted(visitor, page, entry):
    form = read_form(visitor, page)
    assert [button["value"] for button in form.select("button")] == ["yes", "no"]
    response = send(visitor, page, form=form)
    assert response.redirect_chain[0][1] == 303 and response.status_code == 200
    assert counts() == (1, 1) and not visitor.cookies
    assert "no-store" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex"
    html = BeautifulSoup(response.content, "html.parser")
    assert html.select_one("a.wf-link")["href"] == f"{page.url}#{entry.anchor}"


def test_page_asks_as_the_block_does(client, home, section, entry):
    page = make_faq_page(home, section)
    assert read_form(client, page)
    page.show_votes = False
    page.save()
    assert not read_form(client, page)


def test_block_that_does_not_ask_has_no_form(client, home, section, entry):
    page = make_page(home, body=[("faq", {"sections": [section], "show_votes": False})])
    assert not read_form(client, page)


def test_preview_takes_no_votes(home, section, entry):
    html = make_faq_page(home, section).make_preview_request().content.decode()
    assert entry.question in html and "vote:" not in html


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_nothing_else_votes(visitor, page, entry, method):
    assert getattr(visitor, method)(read_form(visitor, page)["action"]).status_code == 405
    response = send(visitor, page)
    FAQVote.objects.all().delete()
    assert visitor.get(response.redirect_chain[0][0]).status_code == 200
    assert not FAQVote.objects.exists()


def test_yes_then_no_is_one_no(visitor, page, entry):
    send(visitor, page, "yes")
    send(visitor, page, "no")
    assert counts() == (0, 1)


def test_two_visitors_behind_one_proxy_are_two(visitor, page, entry, settings):
    settings.WAGTAILFEEDBACK_TRUSTED_PROXIES = ["10.0.0.1"]
    form = read_form(visitor, page)
    for client_address in ("203.0.113.7", "203.0.113.8"):
        visitor.defaults["HTTP_X_FORWARDED_FOR"] = client_address
        send(visitor, page, form=form, address="10.0.0.1")
    assert counts() == (2, 2)


def test_visitors_without_an_address_are_not_one(visitor, page, entry):
    for _time in range(2):
        send(visitor, page, address="")
    assert counts() == (2, 2)


def test_visitor_may_vote_again_on_the_next_day(visitor, page, entry, monkeypatch):
    send(visitor, page)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    send(visitor, page)
    assert counts() == (2, 2)


def test_rows_do_not_tell_that_they_are_of_one_visitor(visitor, page, section, entry):
    other = make_faq(section, "How long does it take?")
    html = BeautifulSoup(visitor.get(page.url).content, "html.parser")
    for form in html.select("details form"):
        send(visitor, page, form=form)
    keys = FAQVote.objects.values_list("key", flat=True)
    assert len(set(keys)) == 2 and other.votes.count() == 1


def test_new_words_start_anew_and_a_draft_changes_nothing(visitor, page, entry):
    old_form = read_form(visitor, page)
    send(visitor, page, "no")
    entry.answer = "<p>Ten.</p>"
    entry.save_revision()
    assert counts() == (0, 1)
    entry.latest_revision.publish()
    assert counts() == (0, 0) and FAQVote.objects.count() == 1
    send(visitor, page, "yes")
    send(visitor, page, "yes", form=old_form)  # from a page that a cache still has
    assert counts() == (1, 1)
    assert FAQVote.objects.filter(version=entry.version).count() == 1


def test_publishing_the_same_words_again_keeps_the_votes(visitor, page, entry):
    send(visitor, page)
    entry.review_by = timezone.localdate()
    entry.save_revision().publish()
    assert counts() == (1, 1)


def test_publishing_an_old_revision_brings_its_votes_back(visitor, page, entry):
    first = entry.latest_revision
    send(visitor, page)
    entry.answer = "<p>Ten.</p>"
    entry.save_revision().publish()
    first.publish()
    assert counts() == (1, 1)


def test_no_may_be_explained(visitor, page, entry):
    response = send(visitor, page, "no")
    form = BeautifulSoup(response.content, "html.parser").select_one("form")
    hidden = {each["name"]: each["value"] for each in form.select("[type=hidden]")}
    assert hidden["helpful"] == "no"
    fields = {"reason": "wrong", "comment": " It is\u200b six now. " + "x" * 400, "back": hidden["back"]}
    response = send(visitor, page, "no", form=form, **fields)
    vote = FAQVote.objects.get()
    assert (vote.reason, len(vote.comment)) == ("wrong", 300) and vote.comment.startswith("It is six now. x")
    html = BeautifulSoup(response.content, "html.parser")
    assert not html.select("form") and html.select_one("a.wf-link")["href"].startswith(page.url)
    send(visitor, page, "no")
    assert FAQVote.objects.get().reason == "wrong"
    send(visitor, page, "yes")
    assert (FAQVote.objects.get().reason, FAQVote.objects.get().comment) == ("", "")


def test_way_back_is_never_another_site(visitor, page, entry):
    form = read_form(visitor, page)
    for back, referer in (
        ("//evil.example", ""),
        ("", "https://evil.example/x"),
        ("", "http://testserver//evil.example/"),
    ):
        data = {"helpful": "yes", "back": back}
        response = visitor.post(form["action"], data, headers={"referer": referer}, follow=True)
        html = BeautifulSoup(response.content, "html.parser")
        assert all(not link["href"].startswith(("//", "http")) for link in html.select("a.wf-link"))


def test_form_on_another_site_is_refused(page, entry):
    stranger = Client(headers={"sec-fetch-site": "cross-site", "origin": "https://evil.example"})
    response = stranger.post(read_form(stranger, page)["action"], {"helpful": "yes"})
    assert response.status_code == 403 and not FAQVote.objects.exists()


@pytest.mark.parametrize("data", [{}, {"helpful": "maybe"}, {"helpful": "no", "reason": "x"}])
def test_what_the_form_does_not_offer_is_refused(visitor, page, entry, data):
    assert visitor.post(read_form(visitor, page)["action"], data).status_code == 400
    assert not FAQVote.objects.exists()


def test_forged_address_and_unpublished_answer_take_no_votes(visitor, page, entry):
    action = read_form(visitor, page)["action"]
    entry.unpublish()
    for url in (action, action.replace("vote:", "vote:x")):
        assert visitor.post(url, {"helpful": "yes"}).status_code == 404
    assert visitor.get(action.replace("vote:", "voted:")).status_code == 404
    assert not FAQVote.objects.exists()


def test_rate_is_limited(visitor, page, entry, settings):
    settings.WAGTAILFEEDBACK_RATE_LIMITS = {"visitor": "2/10m"}
    form = read_form(visitor, page)
    assert [send(visitor, page, form=form).status_code for _time in range(3)] == [200, 200, 429]
    assert send(visitor, page, form=form, address="203.0.113.8").status_code == 200


def test_cache_that_is_down_takes_no_vote_away(visitor, page, entry, settings):
    form = read_form(visitor, page)
    settings.CACHES = {"default": {"BACKEND": "tests.submissions.broken.BrokenCache"}}
    assert send(visitor, page, form=form).status_code == 200
    assert counts() == (1, 1)


def test_answers_in_the_language_of_the_entry(visitor, home, section, entry):
    russian = Locale.objects.get(language_code="ru")
    copy = entry.copy_for_translation(russian)
    copy.live = True
    copy.save()
    page = make_faq_page(home, section, locale=russian)
    response = send(visitor, page)
    assert response["Content-Language"] == "ru" and 'lang="ru"' in response.content.decode()
    assert copy.votes.count() == 1


def test_votes_forget_in_time(visitor, page, entry, settings, capsys):
    settings.WAGTAILFEEDBACK_CONTACT_RETENTION_DAYS = 30
    send(visitor, page, "no", comment="Ann, flat 5")
    today = FAQVote.objects.get()
    old = FAQVote.objects.create(
        entry=entry,
        version=entry.version,
        day=today.day - timedelta(days=31),
        key="k",
        is_helpful=False,
        comment="Bob",
    )
    call_command("feedback_prune")
    old.refresh_from_db()
    today.refresh_from_db()
    assert (old.key, old.comment) == (None, "") and today.key and today.comment == "Ann, flat 5"
    assert "Details forgotten by faq: 1" in capsys.readouterr().out
