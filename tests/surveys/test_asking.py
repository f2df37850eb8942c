"""From the page with the block to the stored response, without JavaScript."""

from __future__ import annotations

import pytest

from tests.submissions.forms import errors_of, soup
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import ending, make_survey, question, rule, step
from wagtail_feedback.surveys.blocks import SurveyBlock
from wagtail_feedback.surveys.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
NPS = question("nps", low_label="never", high_label="always", label="Recommend us?")
WHY = question("long_text", id="why", label="Why?", max_length=200)
CHILDREN = question("choice", id="children", label="Children?", choices=["yes", "no"])
COUNT = question(
    "number",
    id="count",
    label="How many?",
    required=True,
    minimum=1,
    maximum=9,
    show_if=rule(("children", "equals", "yes")),
)
STEPS = (step(NPS, id="s1", title="Us"), step(CHILDREN, COUNT, id="s2"), step(WHY, id="s3"))


def answer(client, page, **answers):
    return Respondent(client, page.url).press(**answers)


def test_one_step_is_stored_in_its_version(client):
    page = make_survey_page(NPS, WHY)
    assert answer(client, page, nps="9", why="  Good\npans ").status_code == 303
    response = Response.objects.get()
    assert response.answers == {"nps": 9, "why": "Good\npans"}
    assert (response.asked, response.survey_version) == (["nps", "why"], page.survey.versions.get())


def test_nothing_is_stored_before_the_last_step(client):
    person = Respondent(client, make_survey_page(*STEPS).url)
    assert "Step 1 of 3" in person.text()
    assert person.press(nps="0").status_code == 200
    assert person.press(children="no").status_code == 200
    assert person.labels == ["Why?"]
    assert not Response.objects.exists()
    assert person.press(why="").status_code == 303
    assert Response.objects.get().answers == {"nps": 0, "children": "no"}


def test_the_minutes_left_are_of_what_is_still_asked(client):
    long = [question("long_text", id=f"l{number}", show_if=rule(("nps", "less", "7"))) for number in range(4)]
    person = Respondent(
        client, make_survey_page(step(NPS, id="s1"), step(*long, id="s2"), step(WHY, id="s3")).url
    )
    assert "one more minute" in person.text()
    person.press(nps="0")
    assert "3 more minutes" in person.text()


def test_questions_are_numbered_where_there_are_several(client):
    person = Respondent(
        client, make_survey_page(step(NPS, WHY, question("consent"), id="s1"), step(COUNT, id="s2")).url
    )
    assert [each["data-wf-type"] for each in soup(person.page).select(".wf-numbered")] == ["nps", "long_text"]
    person.press(nps="9")
    assert soup(person.page).select(".wf-numbered") == []


def test_back_judges_nothing_and_keeps_all_that_was_typed(client):
    person = Respondent(client, make_survey_page(*STEPS).url)
    person.press(nps="7")
    person.press(children="yes")
    person.press("wf_back", count="many")
    assert (person.page.status_code, person.labels) == (200, ["Recommend us?"])
    person.press()
    assert soup(person.page).select_one("[name=q_count]")["value"] == "many"


def test_a_question_that_an_answer_brings_comes_with_its_step(client):
    person = Respondent(client, make_survey_page(*STEPS).url)
    person.press(nps="7")
    assert person.labels == ["Children?"]
    person.press(children="yes")
    assert (person.page.status_code, person.labels) == (200, ["Children?", "How many?"])
    assert "one more question" in person.text()
    assert person.press().status_code == 422
    assert errors_of(person.page) == ["Answer “How many?”"]


def test_an_answer_to_a_hidden_question_is_dropped_and_comes_back_with_it(client):
    person = Respondent(client, make_survey_page(*STEPS).url)
    person.press(nps="7")
    person.press(children="yes")
    person.press(count="3")
    person.press("wf_back")
    person.press(children="no")
    person.press("wf_back")
    person.press(children="yes")
    assert soup(person.page).select_one("[name=q_count]")["value"] == "3"
    person.press("wf_back", children="no")
    person.press()
    person.press()
    person.press()
    assert Response.objects.get().answers == {"nps": 7, "children": "no"}


def test_a_step_cannot_be_skipped(client):
    first = question("text", id="name", label="Name?", required=True, max_length=50)
    person = Respondent(client, make_survey_page(step(first, id="s1"), step(WHY, id="s2")).url)
    person.press(wf_step="s2", why="Because")
    assert (person.page.status_code, person.labels) == (422, ["Name?"])
    assert person.press(name="Anna").status_code == 200
    assert person.press().status_code == 303
    assert Response.objects.get().answers == {"name": "Anna", "why": "Because"}


def test_a_jump_leads_past_steps_and_to_the_end(client):
    first = step(CHILDREN, id="s1", jumps=[("end", rule(("children", "equals", "no")))])
    person = Respondent(client, make_survey_page(first, step(WHY, id="s2")).url)
    assert person.press(children="no").status_code == 303
    assert Response.objects.get().asked == ["children"]


def test_answers_are_repeated_in_later_texts_as_text(client):
    name = question("text", id="name", name="name", label="Name?", max_length=50)
    dear = question("text", id="dear", label="Dear {name|friend}, why?", max_length=50)
    page = make_survey_page(
        step(name, id="s1"), step(dear, id="s2"), endings=[ending("Thanks, {name|friend}!", text="{name}")]
    )
    person = Respondent(client, page.url)
    person.press(name="<b>Anna</b> & Co")
    assert person.labels == ["Dear <b>Anna</b> & Co, why?"]
    html = client.get(person.press()["Location"]).content.decode()
    assert "Thanks, &lt;b&gt;Anna&lt;/b&gt; &amp; Co!" in html
    other = Respondent(client, page.url)
    other.press()
    assert other.labels == ["Dear friend, why?"]


def test_the_ending_that_fits_is_the_receipt(client):
    low = ending("Sorry", when=rule(("nps", "less", "7")), id="low", link="/help/", link_label="Help")
    bad = {"link": "javascript:alert(1)", "link_label": "Click"}
    page = make_survey_page(NPS, endings=[low, ending("Great", id="high", **bad)])
    sorry = client.get(answer(client, page, nps="3")["Location"]).content.decode()
    great = client.get(answer(client, page, nps="9")["Location"]).content.decode()
    assert '<a class="wf-button" href="/help/">Help</a>' in sorry
    assert "Great" in great
    assert "javascript:" not in great


def test_an_older_version_is_accepted_into_its_own(client):
    page = make_survey_page(question("choice", id="q1", choices=[("a", "Apples"), ("b", "Pears")]))
    person = Respondent(client, page.url)
    page.survey.steps[0].value["questions"][0].value["choices"].pop()
    page.survey.save_revision().publish()
    assert person.press(q1="b").status_code == 303
    response = Response.objects.get()
    assert (response.survey_version.number, response.answers) == (1, {"q1": "b"})


def test_a_preview_asks_the_draft_as_it_is_and_takes_nothing(rf):
    page = make_survey_page(WHY)
    draft = make_survey(CHILDREN, live=False)
    request = rf.get(page.url)
    request.is_preview = True
    block = SurveyBlock()
    html = block.render(block.to_python({"survey": draft.pk}), {"request": request, "page": page})
    assert "Children?" in html
    assert '<fieldset class="wf-field wf-fields" disabled>' in html
    request.is_preview = False
    assert "Children?" not in block.render(block.to_python({"survey": draft.pk}), {"request": request})


def test_a_survey_has_a_page_of_its_own_whose_title_is_said_once(client):
    page = make_survey_page(*STEPS)
    url = f"/feedback/form/en/surveys.survey/{page.survey.translation_key.hex}/"
    person = Respondent(client, url)
    headings = [each.get_text(" ", strip=True) for each in soup(person.page).select("h1, h2, h3")]
    assert headings == ["Your order", "Us Step 1 of 3 one more minute"]
    for _step in range(3):
        person.press()
    assert Response.objects.count() == 1
    assert client.get("/feedback/form/en/surveys.survey/nonsense/").status_code == 404


@pytest.mark.parametrize("written", ["99", "-1", "x", "1" * 400, ""])
def test_an_unknown_version_is_the_newest(client, written):
    page = make_survey_page(NPS)
    assert answer(client, page, nps="9", wf_version=written).status_code == 303
    assert Response.objects.get().survey_version.number == 1


def test_equal_answers_of_two_people_are_two_and_a_form_sent_twice_is_one(client):
    page = make_survey_page(NPS)
    for address in ("203.0.113.1", "203.0.113.2"):
        for _time in range(2):
            assert Respondent(client, page.url, address).press(nps="9").status_code == 303
    assert Response.objects.count() == 2
    assert not Response.objects.filter(holds__isnull=False).exists()


def test_a_page_with_a_survey_sets_no_cookie_and_asks_two_queries(client, django_assert_max_num_queries):
    page = make_survey_page(*STEPS)
    plain = make_survey_page(*STEPS, title="Other")
    plain.body = []
    plain.save()
    for each in (page, plain):
        client.get(each.url)
    counts = []
    for each in (plain, page):
        with django_assert_max_num_queries(60) as queries:
            response = client.get(each.url)
        counts.append(len(queries))
    assert counts[1] - counts[0] <= 2
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_sending_takes_twelve_queries_at_most(client, django_assert_max_num_queries):
    page = make_survey_page(NPS, WHY)
    answer(client, page, nps="1")
    person = Respondent(client, page.url)
    with django_assert_max_num_queries(12):
        person.press(nps="9", why="Good")
