"""What each type of question takes, and what it says to what it cannot take: with everything typed kept."""

from __future__ import annotations

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.submissions.forms import errors_of, soup
from tests.surveys.answering import Respondent, make_survey_page
from tests.surveys.surveys import question
from wagtail_feedback.surveys.models import Response

pytestmark = [pytest.mark.django_db, pytest.mark.portable]
SCALE = {"low_label": "bad", "high_label": "good"}
FRUIT = [("a", "Apples"), ("b", "Pears"), ("o", "Other", "other"), ("n", "None of these", "none")]
ABC = ["a", "b", "c"]
QUESTIONS = {
    "nps": question("nps", id="q", **SCALE),
    "csat": question("csat", id="q", not_applicable=True, **SCALE),
    "choice": question("choice", id="q", choices=FRUIT),
    "choices": question("choices", id="q", choices=FRUIT),
    "dropdown": question("dropdown", id="q", choices=FRUIT),
    "text": question("text", id="q", max_length=5),
    "long_text": question("long_text", id="q", max_length=9),
    "number": question("number", id="q", minimum=0, maximum=2000),
    "date": question("date", id="q"),
    "email": question("email", id="q"),
    "phone": question("phone", id="q"),
    "consent": question("consent", id="q", label="You may quote me"),
}


def send(client, asked, **answers):
    person = Respondent(client, make_survey_page(asked, is_anonymous=False).url)
    person.press(**answers)
    return person


@pytest.mark.parametrize(
    ("type", "sent", "stored"),
    [
        ("nps", "0", 0),
        ("nps", "10", 10),
        ("csat", "na", "na"),
        ("choice", "a", "a"),
        ("choices", ["b", "a"], ["a", "b"]),
        ("choices", ["n"], ["n"]),
        ("dropdown", "b", "b"),
        ("text", "  Аня  ", "Аня"),
        ("long_text", "One\r\ntwo", "One\ntwo"),
        ("number", "1,5", 1.5),
        ("number", "1.50", 1.5),
        ("number", "0", 0),
        ("number", "1\u00a0200", 1200),
        ("number", "7.0", 7),
        ("date", "2024-01-15", "2024-01-15"),
        ("date", "01/15/2024", "2024-01-15"),
        ("consent", "yes", "You may quote me"),
    ],
)
def test_an_answer_is_kept_as_the_version_knows_it(client, type, sent, stored):
    assert send(client, QUESTIONS[type], q=sent).page.status_code == 303
    assert Response.objects.get().answers == {"q": stored}


@pytest.mark.parametrize(
    ("type", "sent", "said"),
    [
        ("nps", "11", "Choose one number from 0 to 10"),
        ("nps", "6.5", "Choose one number from 0 to 10"),
        ("nps", "na", "Choose one number from 0 to 10"),
        ("nps", ["3", "4"], "Choose one number from 0 to 10"),
        ("nps", "٣", "Choose one number from 0 to 10"),
        ("csat", "0", "Choose one number from 1 to 5"),
        ("choice", "zz", "Choose from the answers that are listed"),
        ("choice", ["a", "b"], "Choose one answer only"),
        ("choices", ["a", "zz"], "Choose from the answers that are listed"),
        ("choices", ["a", "n"], "“None of these” excludes the other answers: untick it or them"),
        ("text", "abcdef", "5 characters at most; yours has 6"),
        ("number", "12.212,12", "Write a number, such as 12 or 1.5"),
        ("number", "123,,123", "Write a number, such as 12 or 1.5"),
        ("number", "1e9", "Write a number, such as 12 or 1.5"),
        ("number", "١٢", "Write a number, such as 12 or 1.5"),
        ("number", "-1", "Write a number that is not below 0"),
        ("number", "2000,5", "Write a number that is not above 2000"),
        ("date", "2024-02-30", "Write a day that there is, such as 2026-11-28"),
        ("email", "anna@", "Check the address: it should look like name@example.com"),
        ("phone", "call me", "Write a telephone number, such as +7 912 345-67-89"),
    ],
)
def test_what_cannot_be_an_answer_is_said_beside_the_question(client, type, sent, said):
    person = send(client, QUESTIONS[type], q=sent)
    assert person.page.status_code == 422
    assert said in errors_of(person.page)
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("type", "typed"), [("number", "12.212,12"), ("date", "2024-02-30"), ("text", "<b>abcdef")]
)
def test_what_was_typed_stays(client, type, typed):
    assert soup(send(client, QUESTIONS[type], q=typed).page).select_one("[name=q_q]")["value"] == typed


def test_none_and_another_stay_both_ticked(client):
    page = send(client, QUESTIONS["choices"], q=["a", "n"]).page
    assert [box["value"] for box in soup(page).select("[name=q_q][checked]")] == ["a", "n"]


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ({"q": "o", "q_other": " taxi "}, {"q": "o", "q.other": "taxi"}),
        ({"q": "a", "q_other": "taxi"}, {"q": "a"}),
        ({"q": "o", "q_other": "   "}, {"q": "o"}),
        ({"q_other": "taxi"}, {}),
    ],
)
def test_the_words_of_other_count_only_with_it(client, sent, stored):
    send(client, QUESTIONS["choice"], **sent)
    assert Response.objects.get().answers == stored


@pytest.mark.parametrize("type", ["text", "long_text"])
@pytest.mark.parametrize(("required", "status"), [(True, 422), (False, 303)])
def test_white_space_is_no_answer(client, type, required, status):
    asked = question(type, id="q", required=required, max_length=20)
    assert send(client, asked, q=" \u2003 \n ").page.status_code == status
    assert [response.answers for response in Response.objects.all()] == ([] if required else [{}])


@pytest.mark.parametrize("type", sorted(QUESTIONS))
def test_a_question_that_must_be_answered_says_so(client, type):
    asked = {**QUESTIONS[type], "value": {**QUESTIONS[type]["value"], "required": True}}
    person = send(client, asked)
    assert person.page.status_code == 422
    assert len(errors_of(person.page)) == 1


@pytest.mark.parametrize(
    ("places", "stored"),
    [
        (("1", "2", ""), ["a", "b"]),
        (("1", "3", ""), ["a", "b"]),
        (("3", "1", "2"), ["b", "c", "a"]),
        (("", "", ""), None),
    ],
)
def test_a_ranking_closes_gaps_and_leaves_out_what_has_no_place(client, places, stored):
    send(
        client,
        question("ranking", id="q", choices=ABC),
        **dict(zip(("q_a", "q_b", "q_c"), places, strict=True)),
    )
    assert Response.objects.get().answers == ({"q": stored} if stored else {})


def test_equal_places_name_both(client):
    person = send(client, question("ranking", id="q", choices=ABC), q_a="1", q_b="1", q_c="2")
    assert errors_of(person.page) == ["“a” and “b” both have place 1"]
    assert len(soup(person.page).select("option[selected]")) == 3


@pytest.mark.parametrize("place", ["4", "0", "1.0", "x", ["1", "2"]])
def test_a_place_that_there_is_not_is_refused(client, place):
    assert send(client, question("ranking", id="q", choices=ABC), q_a=place).page.status_code == 422


def test_buttons_move_a_choice_and_judge_nothing(client):
    required = question("text", id="t", required=True, max_length=9)
    person = Respondent(client, make_survey_page(question("ranking", id="q", choices=ABC), required).url)
    for value in ("up:q:c", "up:q:a", "up:q:a", "down:q:b", "up:x:y", "nonsense"):
        assert person.press("wf_move", value).status_code == 200
    places = [select.select_one("option[selected]") for select in soup(person.page).select("select")]
    assert [place.get_text() if place else "" for place in places] == ["1", "2", ""]
    assert [item["data-wf-choice"] for item in soup(person.page).select(".wf-rank__item")] == ["a", "c", "b"]


def test_only_the_missing_row_of_a_matrix_is_marked_and_named(client):
    rows, columns = [("r1", "Fast"), ("r2", "Kind")], [("y", "Yes"), ("n", "No")]
    asked = question("matrix", id="q", choices=rows, columns=columns, required=True)
    person = send(client, asked, q_r1="y")
    assert errors_of(person.page) == ["Choose an answer: “Kind”"]
    faulty = soup(person.page).select(".wf-matrix__row--faulty")
    assert [row.select_one("span").get_text() for row in faulty] == ["Kind"]
    assert person.press(q_r2="n").status_code == 303
    assert Response.objects.get().answers == {"q": {"r1": "y", "r2": "n"}}


@pytest.mark.parametrize("sent", [{"q_r1": "zz"}, {"q_r1": ["y", "n"]}])
def test_a_row_takes_one_of_its_columns(client, sent):
    asked = question("matrix", id="q", choices=["r1"], columns=["y", "n"])
    assert send(client, asked, **sent).page.status_code == 422


def test_pictures_are_named_by_their_words(client):
    image = get_image_model().objects.create(title="IMG_1", file=get_test_image_file())
    items = [
        {"type": "item", "id": each, "value": {"image": image.pk, "label": label}}
        for each, label in (("a", "Red pan"), ("b", "Black pan"))
    ]
    asked = question("pictures", id="q", several=True)
    asked["value"]["choices"] = items
    person = Respondent(client, make_survey_page(asked).url)
    options = soup(person.page).select(".wf-option--picture")
    assert [option.get_text(strip=True) for option in options] == ["Red pan", "Black pan"]
    assert all(option.select_one("img")["alt"] == "" for option in options)
    person.press(q=["b", "a"])
    assert Response.objects.get().answers == {"q": ["a", "b"]}


SHUFFLED = question("choices", id="q", choices=FRUIT, shuffled=True)


def test_the_order_that_was_shown_is_kept_and_shown_again(client):
    person = Respondent(client, make_survey_page(SHUFFLED).url)
    person.press(wf_order_q="b a", q=["a", "n"])
    assert [label["data-wf-choice"] for label in soup(person.page).select(".wf-option")] == [
        "b",
        "a",
        "o",
        "n",
    ]
    person.press(q=["a"])
    response = Response.objects.get()
    assert (response.orders, response.answers) == ({"q": ["b", "a"]}, {"q": ["a"]})


@pytest.mark.parametrize("order", ["a", "a a", "a b o", "a x", "b a n o", ""])
def test_an_order_of_other_choices_is_none(client, order):
    send(client, SHUFFLED, wf_order_q=order, q=["a"])
    assert Response.objects.get().orders == {}
