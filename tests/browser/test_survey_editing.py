"""An editor at the form of a survey."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.test_accessible import KNOWN_OF_WAGTAIL, assert_fits, problems
from tests.surveys.surveys import make_survey, question, rule, step
from wagtail_feedback.surveys.models import Survey

pytestmark = pytest.mark.browser
CLOSED = "form [data-panel-toggle][aria-expanded=false]"
CONDITION = "steps-1-value-questions-0-value-show_if-conditions-0-value"


def address(name, *args):
    return reverse(Survey.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def survey(site):
    first = step(
        question("nps", low_label="never", high_label="always", label="Would you?"),
        question("choices", choices=[("a", "Reviews"), ("b", "Photos")], label="What helped?"),
        question("matrix", choices=[("r", "On time")], columns=[("n", "No"), ("y", "Yes")], label="Agree?"),
        id="s1",
    )
    second = step(
        question("long_text", max_length=99, label="Why?", show_if=rule(("choices", "contains", "gone"))),
        id="s2",
        jumps=[("end", rule(("nps", "more", "8")))],
    )
    third = step(question("text", max_length=9), id="s3", title="You")
    return make_survey(first, second, third, prompt_moment="visit", prompt_page=3)


def field(page, name):
    """What stands instead of a field that holds an id."""
    return page.locator(f"[id='{CONDITION}-{name}-choice']")


def stored(page, name):
    return page.locator(f"[name='{CONDITION}-{name}']").input_value()


def show(page):
    """Open what stands closed in the form."""
    page.locator(CLOSED).first.wait_for(state="attached")
    page.evaluate(f"for (const each of document.querySelectorAll('{CLOSED}')) each.click()")


def test_only_earlier_questions_can_be_chosen_and_what_is_lost_is_said(open_admin, survey):
    page = open_admin(address("edit", survey.pk))
    show(page)
    options = field(page, "question").locator("option").all_text_contents()
    assert options == ["Choose", "1. Would you?", "2. What helped?", "3. Agree?"]
    assert stored(page, "value") == "gone"
    assert field(page, "value").locator("option:checked").text_content() == "Not in this form any more (gone)"
    jump = page.locator("[id='steps-1-value-jumps-0-value-to-choice'] option")
    assert jump.all_text_contents() == ["Choose", "Step 3. You", "The end of the survey"]


def test_a_rule_is_made_by_keyboard(open_admin, survey):
    page = open_admin(address("edit", survey.pk))
    show(page)
    field(page, "question").focus()
    page.keyboard.type("3. Agree")
    page.keyboard.press("Tab")
    page.wait_for_function(f"document.querySelector('[id=\"{CONDITION}-row-choice\"]')")
    field(page, "row").focus()
    page.keyboard.type("On time")
    page.keyboard.press("Tab")
    page.wait_for_function(
        f"document.querySelector('[id=\"{CONDITION}-op\"] option[value=equals]').disabled === false"
    )
    page.locator(f"[id='{CONDITION}-op']").select_option("equals")
    page.wait_for_function(f"document.querySelector('[id=\"{CONDITION}-value-choice\"] option[value=y]')")
    field(page, "value").focus()
    page.keyboard.type("Yes")
    page.keyboard.press("Tab")
    assert [stored(page, name) for name in ("question", "row", "op", "value")] == [
        "matrix",
        "r",
        "equals",
        "y",
    ]


def test_several_answers_are_ticked(open_admin, survey):
    page = open_admin(address("edit", survey.pk))
    show(page)
    page.locator(f"[id='{CONDITION}-op']").select_option("any_of")
    field(page, "value").get_by_label("Reviews").check()
    field(page, "value").get_by_label("Photos").check()
    field(page, "value").get_by_label("Not in this form").uncheck()
    assert stored(page, "value") == "a, b"


def test_new_questions_and_copies_of_questions_have_ids_of_their_own(open_admin, survey):
    page = open_admin(address("edit", survey.pk))
    show(page)
    first = page.locator("[id='block-choices-section']")
    first.get_by_role("button", name="Duplicate").first.click()
    page.wait_for_function("document.querySelector(\"[name='steps-0-value-questions-count']\").value === '4'")
    ids = page.locator("[name^='steps-0-value-questions-'][name$='-id']").evaluate_all(
        "(all) => all.map((each) => each.value)"
    )
    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_advice_follows_what_is_typed_and_a_tick_is_kept(open_admin, survey):
    page = open_admin(address("edit", survey.pk))
    page.locator("[data-side-panel-toggle=checks]").click()
    panel = page.locator("[data-wfd-advice]")
    assert "“gone” is not among the answers to question 2" in panel.text_content()
    page.locator("[name='steps-0-value-questions-0-value-label']").evaluate(
        "(field) => { field.value = 'How wonderful are we?'; "
        "field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    panel.get_by_text("Question 1 suggests an answer.").first.wait_for()
    assert (
        page.locator("[id='block-nps-section'] .wfd-flag").text_content() == "Question 1 suggests an answer."
    )
    with page.expect_response(lambda response: "/advice/" in response.url):
        panel.get_by_label("It is right as it is").check()
    page.wait_for_function("!document.querySelector(\"[id='block-nps-section'] .wfd-flag--warning\")")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_moment_is_chosen_on_a_screen_that_is_accessible_and_fits(open_admin, survey, width):
    page = open_admin(address("edit", survey.pk), viewport={"width": width, "height": 900})
    page.get_by_role("tab", name="Offering itself").click()
    # Wagtail's form has a heading of the second level only.
    assert problems(page, {*KNOWN_OF_WAGTAIL, "page-has-heading-one"}) == []
    assert_fits(page)
    page.locator("[name=prompt_moment]").select_option("order")
    page.locator("[data-side-panel-toggle=checks]").click()
    page.locator("[data-wfd-advice]").get_by_text("It comes on the day of the order.").first.wait_for()
    page.goto(reverse("wagtailsettings:edit", args=["wagtail_feedback_surveys", "surveysettings"]))
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    assert_fits(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_ready_survey_is_published_in_a_few_presses(open_admin, width):
    page = open_admin(address("add"), viewport={"width": width, "height": 900})
    assert problems(page, KNOWN_OF_WAGTAIL) == []
    assert_fits(page)
    page.locator("button[value=after_order]").click()
    page.wait_for_load_state()
    page.locator("[data-side-panel-toggle=checks]").click()
    # Wagtail's form of a new snippet has a heading of the second level only.
    assert problems(page, {*KNOWN_OF_WAGTAIL, "page-has-heading-one"}) == []
    assert_fits(page)
    if width < 800:
        page.locator("[data-form-side-close-button]").click()
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_load_state()
    assert Survey.objects.get().live


def test_publishing_with_an_open_question_opens_the_panel(open_admin, survey):
    page = open_admin(address("add") + "?start=after_order")
    page.fill("[name=goal]", "Learn what sells and find out why")
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_load_state()
    page.locator("[data-wfd-advice]").get_by_text("The goal sounds like two.").first.wait_for()
    assert Survey.objects.count() == 1
