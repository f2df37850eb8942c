"""The public module in a browser, against pages made up here."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest

import wagtail_feedback
from tests.submissions.away import RECEIPT
from wagtail_feedback.submissions.checks import proof_of_work
from wagtail_feedback.submissions.checks.timing import new_start, seconds_since

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MODULE = Path(wagtail_feedback.__file__).parent / "static/wagtail_feedback/js/feedback.js"
BROKEN = "Not saved yet: the connection broke."
ERRORS = '<div class="wf-errors" role="alert" tabindex="-1"><h2>Almost there</h2></div>'
SECTION = """
<section id="block" data-wf-block="form" class="wf">
  <form method="post" action="/post#block" novalidate data-wf-form="/start"
        data-wf-broken="Not saved yet: the connection broke." data-wf-sending="Sending…">
    {errors}
    <label>Stars <input type="radio" name="rating" value="1"></label>
    <label>Text <textarea name="text">{text}</textarea></label>
    <label>E-mail <input type="email" name="email"></label>
    <div aria-hidden="true"><input name="website_1234" tabindex="-1"></div>
    <input type="hidden" name="wf_key"><input type="hidden" name="wf_start">
    <input type="hidden" name="wf_proof"><button>Send</button>
  </form>
</section>
"""
HTML = {
    "content_type": "text/html; charset=utf-8",
    "headers": {"Content-Security-Policy": "default-src 'self'"},
}


class Site:
    """A page with a form, and what its server answers."""

    def __init__(self, page):
        self.page, self.posts, self.starts = page, [], 0
        self.status, self.answer, self.challenge = 303, "", None
        self.is_slow, self.pending = False, None
        page.route("**/page", lambda route: self.html(route, SECTION.format(errors="", text="")))
        page.route("**/module.js", lambda route: route.fulfill(path=MODULE, content_type="text/javascript"))
        page.route("**/receipt", lambda route: self.html(route, RECEIPT))
        page.route("**/start", self.start)
        page.route("**/post", self.take)
        page.goto("/page")

    def html(self, route, body, status=200):
        script = '<script type="module" src="/module.js"></script>'
        route.fulfill(
            status=status, body=f"<!doctype html><title>t</title>{script}<main>{body}</main>", **HTML
        )

    def start(self, route):
        self.starts += 1
        route.fulfill(json={"start": new_start(), "challenge": self.challenge})

    def take(self, route):
        self.posts.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
        if self.is_slow:
            self.pending = route
        else:
            self.reply(route)

    def reply(self, route):
        if self.status == 303:
            # A route cannot fulfil a redirect that fetch follows, so the server of the test leads on.
            route.continue_(method="GET", url=route.request.url.replace("/post", "/away"))
        elif self.status is None:
            route.abort()
        else:
            self.html(route, self.answer, self.status)

    def write(self, text="Good pan"):
        self.page.get_by_label("Text").fill(text)

    def send(self):
        self.page.get_by_role("button").click()


@pytest.fixture
def shop(new_page, settings, live_server):
    settings.ROOT_URLCONF = "tests.submissions.away"
    return Site(new_page())


def test_nothing_is_fetched_before_the_first_focus(shop):
    assert shop.starts == 0
    shop.write()
    shop.page.get_by_label("E-mail").focus()
    assert shop.starts == 1


def test_a_stored_form_leads_to_the_receipt(shop):
    shop.write()
    shop.send()
    shop.page.wait_for_url("**/receipt")
    assert shop.page.evaluate("document.activeElement.tagName") == "H1"
    [post] = shop.posts
    assert post["text"] == ["Good pan"] and len(post["wf_key"][0]) == 32
    assert seconds_since(post["wf_start"][0]) < 60


def test_errors_replace_the_section_and_take_the_focus(shop):
    shop.status, shop.answer = 422, SECTION.format(errors=ERRORS, text="Good pan")
    shop.write()
    shop.send()
    shop.page.wait_for_selector(".wf-errors")
    assert shop.page.evaluate("document.activeElement.className") == "wf-errors"
    assert shop.page.url.endswith("/page")
    shop.status = 303
    shop.send()
    shop.page.wait_for_url("**/receipt")
    assert shop.starts == 1
    assert shop.posts[0]["wf_key"] == shop.posts[1]["wf_key"]


def test_a_lost_connection_keeps_every_word_and_says_so(shop):
    shop.status = None
    shop.write()
    shop.send()
    shop.page.wait_for_selector(".wf-errors")
    assert shop.page.locator(".wf-errors").inner_text() == BROKEN
    assert shop.page.get_by_label("Text").input_value() == "Good pan"
    assert shop.page.get_by_role("button").get_attribute("aria-disabled") == "false"


@pytest.mark.parametrize(
    ("answer", "said"),
    [("<h1 data-wf-message>Too long</h1>", "Too long"), ("<h1>502 Bad Gateway</h1>", BROKEN)],
)
def test_an_answer_without_a_form_is_told_in_words(shop, answer, said):
    shop.status, shop.answer = 413, answer
    shop.write()
    shop.send()
    assert shop.page.locator(".wf-errors").inner_text() == said


def test_a_form_on_a_page_of_its_own_takes_the_place_of_a_lost_block(shop):
    shop.status, shop.answer = (
        409,
        SECTION.replace('id="block"', 'id="at-form"').format(errors=ERRORS, text="Kept"),
    )
    shop.write()
    shop.send()
    shop.page.wait_for_selector("#at-form .wf-errors")
    assert shop.page.locator("form").count() == 1


def test_while_it_is_sent_the_section_is_busy_and_more_clicks_do_nothing(shop):
    shop.is_slow = True
    shop.write()
    shop.page.evaluate("() => { for (let n = 0; n < 5; n++) document.querySelector('button').click() }")
    shop.page.wait_for_selector("section[aria-busy=true]")
    assert shop.page.get_by_role("button").inner_text() == "Sending…"
    while shop.pending is None:
        shop.page.wait_for_timeout(20)
    shop.reply(shop.pending)
    shop.page.wait_for_url("**/receipt")
    assert len(shop.posts) == 1


def test_a_draft_survives_a_reload_but_not_the_sending(shop):
    shop.write("Half a")
    shop.page.get_by_label("Stars").check()
    shop.page.get_by_label("E-mail").fill("anna@example.org")
    while "rating" not in (kept := shop.page.evaluate("JSON.stringify(sessionStorage)")):
        shop.page.wait_for_timeout(20)
    assert "anna" not in kept
    shop.page.goto("/page")
    assert shop.page.get_by_label("Text").input_value() == "Half a"
    assert shop.page.get_by_label("Stars").is_checked()
    shop.send()
    shop.page.wait_for_url("**/receipt")
    shop.page.goto("/page")
    assert shop.page.get_by_label("Text").input_value() == ""


def test_a_detour_keeps_the_draft(shop, monkeypatch):
    monkeypatch.setattr("tests.submissions.away.RECEIPT", "<h1>Log in</h1>")
    shop.write()
    shop.send()
    shop.page.wait_for_url("**/receipt")
    shop.page.goto("/page")
    assert shop.page.get_by_label("Text").input_value() == "Good pan"


def test_a_proof_of_work_is_made_while_the_visitor_writes(shop):
    pytest.importorskip("altcha")
    shop.challenge = proof_of_work.new_challenge()
    shop.write()
    shop.send()
    shop.page.wait_for_url("**/receipt")
    assert proof_of_work.flaw(shop.posts[0]["wf_proof"][0], "a") == ""


def test_one_submission_after_another_has_the_same_key_of_the_tab(shop):
    for _turn in range(2):
        shop.page.goto("/page")
        shop.write()
        shop.send()
        shop.page.wait_for_url("**/receipt")
    first, second = (post["wf_key"] for post in shop.posts)
    assert first == second
