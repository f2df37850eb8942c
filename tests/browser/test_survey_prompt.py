"""A survey that offers itself, as visitors meet it: one, seldom, above nothing, never against their will."""

from __future__ import annotations

import pytest

from tests.browser.test_accessible import SCREENS, assert_fits, problems
from tests.browser.test_host_styles import CONTRAST, HOSTS, dress, sheet_of
from tests.factories import make_page
from tests.site.models import TestPage
from tests.surveys.surveys import make_survey, question
from wagtail_feedback.surveys.models import Response, SurveySettings

pytestmark = pytest.mark.browser
DAY = 86_400_000
#: Longer than the script needs to look around.
A_MOMENT = 1_300
NPS = question("nps", label="Recommend us?", low_label="never", high_label="always")


@pytest.fixture
def shop(site, monkeypatch):
    """Address of a page by its title."""
    monkeypatch.setattr(TestPage, "template", "testsite/prompting_page.html")
    return {title: make_page(site, title=title).get_url() for title in ("Pan", "Pot", "Lid", "Thanks")}


def make_prompt(title="Your visit", **fields):
    return make_survey(NPS, title=title, **{"prompt_moment": "visit", **fields})


def card(page):
    return page.locator(".wf-prompt")


def is_asked(page):
    card(page).wait_for()
    return card(page).locator("h2").text_content()


def is_left_alone(page):
    page.wait_for_timeout(A_MOMENT)
    return card(page).count() == 0


def press(page, name):
    card(page).get_by_role("button", name=name).click()


def pass_days(page, days):
    """As if all that the browser keeps were so many days older."""
    page.evaluate(
        """(time) => {
          const aged = (key, value) =>
            ["at", "until", "answered"].includes(key) ? value - time : value;
          const text = localStorage.getItem("wf-prompts");
          localStorage.setItem("wf-prompts", JSON.stringify(JSON.parse(text), aged));
        }""",
        days * DAY,
    )


def test_two_are_due_and_one_is_offered(new_page, shop):
    make_prompt("First")
    make_prompt("Second")
    page = new_page()
    page.goto(shop["Pan"])
    assert is_asked(page) == "First"
    press(page, "Close and do not ask again")
    assert is_left_alone(page)
    page.goto(shop["Pot"])
    assert is_left_alone(page)
    pass_days(page, 7)
    page.reload()
    assert is_asked(page) == "Second"


def test_what_was_answered_in_another_tab_meanwhile_is_not_asked(new_page, shop):
    make_prompt(prompt_seconds=3)
    page = new_page()
    other = page.context.new_page()
    page.goto(shop["Pan"])
    other.goto(shop["Pot"])
    href = other.evaluate("document.querySelector('template').content.querySelector('a').href")
    answer(other, href)
    page.bring_to_front()
    page.wait_for_timeout(3_000)
    assert is_left_alone(page)


def answer(page, href):
    page.goto(href)
    page.locator("[name=q_nps][value='9']").check(force=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Send").last.click()
    page.wait_for_function("localStorage.getItem('wf-prompts')?.includes('answered')")


def test_a_card_in_sight_goes_when_another_tab_answers(new_page, shop):
    make_prompt()
    page = new_page()
    page.goto(shop["Pan"])
    href = card(page).get_by_role("link", name="Answer").get_attribute("href")
    answer(page.context.new_page(), href)
    card(page).wait_for(state="detached")


def test_answering_is_one_press_away_and_the_last_that_is_asked(new_page, shop):
    make_prompt()
    page = new_page()
    page.goto(shop["Pan"])
    is_asked(page)
    with page.expect_navigation():
        card(page).get_by_role("link", name="Answer").click()
    assert is_left_alone(page)
    answer(page, page.url)
    assert Response.objects.get().answers == {"nps": 9}
    page.goto(shop["Pot"])
    pass_days(page, 1_000)
    page.reload()
    assert is_left_alone(page)


def test_a_later_wave_asks_again(new_page, shop):
    survey = make_prompt(opens_on="2026-01-01", wave_months=3)
    page = new_page()
    page.goto(shop["Pan"])
    answer(page, card(page).get_by_role("link", name="Answer").get_attribute("href"))
    page.goto(shop["Pot"])
    pass_days(page, 92)
    page.reload()
    assert is_left_alone(page)
    pass_days(page, 1)
    page.reload()
    assert is_asked(page) == survey.title


def test_ignored_on_three_pages_is_closed(new_page, shop):
    make_prompt()
    page = new_page()
    for title in ("Pan", "Pot", "Lid"):
        page.goto(shop[title])
        assert is_asked(page)
    pass_days(page, 1_000)
    page.goto(shop["Pan"])
    assert is_left_alone(page)


def test_the_shop_says_how_many_pages_and_days(new_page, shop, site):
    SurveySettings.objects.create(site=site.get_site(), prompt_showings=1, prompt_gap=2)
    make_prompt("First")
    make_prompt("Second")
    page = new_page()
    page.goto(shop["Pan"])
    assert is_asked(page) == "First"
    page.goto(shop["Pot"])
    assert is_left_alone(page)
    pass_days(page, 2)
    page.reload()
    assert is_asked(page) == "Second"


def test_not_now_is_asked_again_twice_at_most(new_page, shop):
    make_prompt(prompt_pause=10)
    page = new_page()
    page.goto(shop["Pan"])
    for _time in range(2):
        is_asked(page)
        press(page, "Not now")
        page.reload()
        assert is_left_alone(page)
        pass_days(page, 10)
        page.reload()
    is_asked(page)
    assert card(page).get_by_role("button", name="Not now").count() == 0
    press(page, "Close and do not ask again")
    pass_days(page, 1_000)
    page.reload()
    assert is_left_alone(page)


DIALOGS = {
    "dialog": "dialog').showModal(",
    "role": "div').setAttribute('role', 'dialog'",
    "banner": "div').setAttribute('id', 'cookie-banner'",
}


def open_dialog(how):
    """Script that puts one into the page, as ``window.box``."""
    return f"""
      window.add = (name) => {{
        window.box = document.createElement(name);
        window.box.append("Hello");
        document.body.prepend(window.box);
        return window.box;
      }};
      window.add('{how});
    """


@pytest.mark.parametrize("how", DIALOGS.values(), ids=DIALOGS.keys())
def test_it_waits_for_a_dialog_and_gives_way_to_one(new_page, shop, how):
    make_prompt()
    page = new_page()
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {open_dialog(how)} }})")
    page.goto(shop["Pan"])
    assert is_left_alone(page)
    page.evaluate("window.box.remove()")
    assert is_asked(page)
    page.evaluate(f"() => {{ {open_dialog(how)} }}")
    card(page).wait_for(state="hidden")
    page.keyboard.press("Escape")
    page.evaluate("window.box.remove()")
    assert is_asked(page)


def test_a_dialog_that_nobody_sees_is_none(new_page, shop):
    make_prompt()
    page = new_page()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () =>"
        " document.body.insertAdjacentHTML('beforeend', '<div role=dialog hidden>Menu</div>'))"
    )
    page.goto(shop["Pan"])
    assert is_asked(page)


def test_nobody_is_disturbed_while_typing(new_page, shop):
    make_prompt(prompt_seconds=1)
    page = new_page()
    page.goto(shop["Pan"])
    page.get_by_label("Search").focus()
    page.wait_for_timeout(1_000)
    assert is_left_alone(page)
    page.get_by_label("Search").blur()
    assert is_asked(page)


def test_nobody_is_asked_beside_a_survey(new_page, site, shop):
    survey = make_prompt()
    url = make_page(site, title="With", body=[("survey", {"survey": survey, "heading_level": "2"})]).get_url()
    page = new_page()
    page.goto(url)
    assert is_left_alone(page)


def test_all_rules_have_to_hold(new_page, shop):
    make_prompt(prompt_page=2, prompt_seconds=1, prompt_scroll=90)
    page = new_page()
    for title in ("Pan", "Pot"):
        page.goto(shop[title])
        assert is_left_alone(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert is_asked(page)


def test_on_leaving_means_the_way_to_the_top(new_page, shop):
    make_prompt(prompt_on_exit=True)
    page = new_page()
    page.goto(shop["Pan"])
    page.mouse.move(400, 300)
    page.mouse.move(400, 400)
    assert is_left_alone(page)
    leave = "document.documentElement.dispatchEvent(new MouseEvent('mouseout', {bubbles: true, clientY: %d}))"
    page.evaluate(leave % 300)
    assert is_left_alone(page)
    page.evaluate(leave % -1)
    assert is_asked(page)


def test_on_a_phone_leaving_means_to_have_been_away(new_page, shop):
    make_prompt(prompt_on_exit=True)
    page = new_page(viewport={"width": 360, "height": 700}, is_mobile=True, has_touch=True)
    page.goto(shop["Pan"])
    assert is_left_alone(page)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert is_asked(page)


def test_only_a_share_is_asked_and_reloading_draws_no_other_lot(new_page, shop):
    make_prompt(prompt_share=50)
    lots = {}
    for lot in (0.1, 0.9):
        page = new_page()
        page.add_init_script(f"Math.random = () => {lot}")
        page.goto(shop["Pan"])
        page.wait_for_timeout(A_MOMENT)
        lots[lot] = card(page).is_visible()
    assert lots == {0.1: True, 0.9: False}
    page.add_init_script("Math.random = () => 0.1")
    page.reload()
    assert is_left_alone(page)


def test_after_an_order_it_comes_when_the_parcel_has(new_page, shop):
    make_prompt(prompt_moment="order", prompt_days=5)
    page = new_page()
    page.goto(shop["Pan"])
    assert is_left_alone(page)
    page.goto(shop["Thanks"])
    assert is_left_alone(page)
    pass_days(page, 4)
    page.goto(shop["Pan"])
    assert is_left_alone(page)
    pass_days(page, 1)
    page.reload()
    assert is_asked(page)


def test_escape_closes_it_for_good_and_typing_keeps_its_own(new_page, shop):
    make_prompt()
    page = new_page()
    page.goto(shop["Pan"])
    is_asked(page)
    page.get_by_label("Search").press("Escape")
    assert card(page).is_visible()
    page.get_by_label("Search").blur()
    page.keyboard.press("Escape")
    assert card(page).count() == 0
    pass_days(page, 1_000)
    page.reload()
    assert is_left_alone(page)


def test_a_keyboard_reaches_it_last_and_comes_back(new_page, shop):
    make_prompt()
    page = new_page()
    page.goto(shop["Pan"])
    is_asked(page)
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("link", name="The last link").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.wfPress") == "answer"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert card(page).count() == 0
    assert page.evaluate("document.activeElement.id") == "last"


@pytest.mark.parametrize("screen", SCREENS)
def test_it_is_accessible_fits_and_leaves_room_for_all_that_is_under_it(new_page, shop, screen):
    make_prompt("How was your visit to our little shop of iron pans and linden spoons?")
    page = new_page(**screen, reduced_motion="reduce")
    page.goto(shop["Pan"])
    is_asked(page)
    assert problems(page) == []
    assert_fits(page)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = page.get_by_role("link", name="The last link").bounding_box()
    assert last["y"] + last["height"] <= card(page).bounding_box()["y"]
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("host", HOSTS)
def test_it_is_readable_and_fits_in_a_host(new_page, shop, host):
    make_prompt()
    page = new_page(viewport={"width": 360, "height": 700}, reduced_motion="reduce")
    css = sheet_of(host)
    page.route("**/host.css", lambda route: route.fulfill(body=css, content_type="text/css"))
    page.goto(shop["Pan"])
    dress(page, host)
    is_asked(page)
    assert page.evaluate(CONTRAST) == []
    box, close = card(page).bounding_box(), card(page).locator(".wf-prompt__close").bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 360, 700)
    assert (close["width"], close["height"]) == (44, 44)
    assert_fits(page)


def test_without_javascript_nobody_is_asked(new_page, shop):
    make_prompt()
    page = new_page(java_script_enabled=False)
    page.goto(shop["Pan"])
    assert not page.get_by_text("Your visit").is_visible()


def test_where_nothing_can_be_kept_nobody_is_asked(new_page, shop):
    make_prompt()
    page = new_page()
    forbidden = "get() { throw new DOMException('no', 'SecurityError') }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{{forbidden}}})")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(shop["Pan"])
    assert is_left_alone(page)
    assert errors == []
