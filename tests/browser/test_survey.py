"""A survey of six questions with a condition, a matrix and a ranking, as people answer it."""

from __future__ import annotations

import pytest

from tests.browser.test_accessible import SCREENS, assert_fits, problems
from tests.factories import make_page
from tests.surveys.surveys import ending, make_survey, question, rule, step
from wagtail_feedback.surveys.models import Response

pytestmark = pytest.mark.browser
HELPERS = [("r", "Reviews"), ("p", "Pictures"), ("o", "Other", "other"), ("n", "None of these", "none")]
UNHAPPY = rule(("nps", "less", "7"))
SCALE = {"low_label": "never", "high_label": "always"}
STEPS = (
    step(
        question("nps", id="nps", label="Recommend us?", required=True, **SCALE),
        question("long_text", id="wrong", label="What went wrong?", show_if=UNHAPPY, max_length=200),
        question("choices", id="helped", label="What helped?", choices=HELPERS, shuffled=True),
        id="s1",
        title="How you chose",
    ),
    step(
        question(
            "matrix",
            id="agree",
            label="Do you agree?",
            choices=[("easy", "It was easy"), ("true", "The pictures were true")],
            columns=[("1", "Not at all"), ("2", "No idea"), ("3", "Yes")],
            required=True,
        ),
        question("ranking", id="matters", label="What matters?", choices=["Price", "Speed", "Returns"]),
        id="s2",
        title="What mattered",
    ),
    step(
        question("long_text", id="first", label="What first?", max_length=200),
        id="s3",
        title="One last thing",
    ),
)


@pytest.fixture
def url(site):
    survey = make_survey(*STEPS, title="Your order", endings=[ending("Thank you, all of you")])
    return make_page(site, title="Pan", body=[("survey", {"survey": survey, "heading_level": "2"})]).get_url()


def press(page, name):
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
    page.wait_for_load_state()


def check(page, group, name):
    page.get_by_role("group", name=group).locator("label", has_text=name).click()


def answer_matrix(page):
    for row in ("It was easy", "The pictures were true"):
        page.get_by_role("radiogroup", name=row).get_by_label("Yes").check()


def test_all_of_it_without_javascript(new_page, url):
    page = new_page(java_script_enabled=False)
    page.goto(url)
    press(page, "Next")
    assert "Answer “Recommend us?”" in page.locator(".wf-errors").text_content()
    page.locator("[name=q_nps][value='3']").check(force=True)
    page.get_by_label("Pictures").check()
    press(page, "Next")
    page.get_by_label("What went wrong?").fill("The lid")
    press(page, "Next")
    assert "Step 2 of 3" in page.locator("[data-wf-step]").text_content()
    answer_matrix(page)
    press(page, "Up: Returns")
    press(page, "Up: Price")
    press(page, "Up: Price")
    press(page, "Next")
    press(page, "Back")
    assert page.get_by_label("Place: Price").input_value() == "1"
    press(page, "Next")
    page.get_by_label("What first?").fill("Nothing")
    press(page, "Send")
    assert page.locator("h1").text_content().strip() == "Thank you, all of you"
    assert Response.objects.get().answers == {
        "nps": 3,
        "wrong": "The lid",
        "helped": ["p"],
        "agree": {"easy": "3", "true": "3"},
        "matters": ["Price", "Returns"],
        "first": "Nothing",
    }


def test_with_javascript_steps_need_no_reload_and_questions_appear(new_page, url):
    page = new_page()
    loads = []
    page.on("load", lambda: loads.append(page.url))
    page.goto(url)
    wrong = page.get_by_label("What went wrong?")
    assert not wrong.is_visible()
    check(page, "Recommend us?", "6")
    assert wrong.is_visible()
    wrong.fill("The lid")
    check(page, "Recommend us?", "9")
    assert not wrong.is_visible()
    check(page, "What helped?", "Reviews")
    press(page, "Next")
    assert page.evaluate("document.activeElement.dataset.wfStep") == ""
    assert "Step 2 of 3" in page.evaluate("document.activeElement.textContent")
    answer_matrix(page)
    press(page, "Next")
    press(page, "Send")
    assert len(loads) == 2
    response = Response.objects.get()
    assert response.answers == {"nps": 9, "helped": ["r"], "agree": {"easy": "3", "true": "3"}}
    assert sorted(response.orders["helped"]) == ["p", "r"]
    assert response.seconds


def test_a_reload_keeps_what_was_typed_on_every_step(new_page, url):
    page = new_page()
    page.goto(url)
    check(page, "Recommend us?", "3")
    page.get_by_label("What went wrong?").fill("The lid")
    press(page, "Next")
    answer_matrix(page)
    page.get_by_label("Place: Speed").select_option("1")
    page.wait_for_function("() => Object.keys(sessionStorage).some((key) => key.endsWith('/s2'))")
    page.reload()
    assert page.get_by_label("What went wrong?").input_value() == "The lid"
    press(page, "Next")
    assert page.get_by_label("Place: Speed").input_value() == "1"


def test_the_same_person_says_the_same_again_as_a_new_response(new_page, url):
    page = new_page()
    for _time in range(2):
        page.goto(url)
        check(page, "Recommend us?", "9")
        press(page, "Next")
        answer_matrix(page)
        press(page, "Next")
        press(page, "Send")
        assert "/receipt/" in page.url
    assert Response.objects.count() == 2


def test_a_keyboard_alone_ranks_and_keeps_its_place(new_page, url):
    page = new_page()
    page.goto(url)
    page.locator("[name=q_nps]").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("What went wrong?").focus()
    press(page, "Next")
    up = page.get_by_role("button", name="Up: Returns")
    up.focus()
    page.keyboard.press("Enter")
    assert page.get_by_label("Place: Returns").input_value() == "1"
    assert page.locator(".wf-rank__item").first.get_attribute("data-wf-choice") == "Returns"
    assert page.evaluate("document.activeElement.closest('li').dataset.wfChoice") == "Returns"
    page.get_by_role("button", name="Up: Price").press("Enter")
    page.get_by_role("button", name="Up: Price").press("Enter")
    assert page.get_by_label("Place: Price").input_value() == "1"
    assert page.locator("[data-wf-moved]").text_content() == "Price: place 1"


def test_enter_in_a_box_goes_on_and_does_not_go_back(new_page, url):
    page = new_page()
    page.goto(url)
    check(page, "Recommend us?", "9")
    page.get_by_label("“Other” in your own words").press("Enter")
    page.get_by_text("Step 2 of 3").wait_for()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_step_is_accessible_and_fits(new_page, url, screen):
    page = new_page(**screen)
    page.goto(url)
    press(page, "Next")
    for answer in (lambda: check(page, "Recommend us?", "3"), lambda: answer_matrix(page), lambda: None):
        assert problems(page) == []
        assert_fits(page)
        answer()
        press(page, "Send" if page.get_by_label("What first?").count() else "Next")
    assert "/receipt/" in page.url
    assert problems(page) == []
    assert_fits(page)
