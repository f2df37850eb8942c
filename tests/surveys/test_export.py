"""Downloads of a survey's responses."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.surveys.surveys import make_survey, question, respond
from wagtail_feedback.surveys.results.survey_screen import get_results_url

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def survey():
    return make_survey(
        question("nps", id="q1", label="Recommend?", name="nps", low_label="-", high_label="+"),
        question("choices", id="q2", label="Gender", choices=["a", ("b", "Controller (A, B)")]),
        question("choice", id="q3", label="Gender", choices=["f", "m", ("o", "Other", "other")]),
        question("ranking", id="q4", label="Order", choices=["x", "y"]),
        question("matrix", id="q5", label="Agree", choices=["r"], columns=[("c1", "No"), ("c2", "Yes")]),
        question("long_text", id="q6", label="Why?", max_length=100),
        is_anonymous=False,
    )


def download(client, survey, file_format, **query):
    response = client.get(get_results_url(survey), {"export": file_format, **query})
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def read_csv(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_choice_of_several_is_a_column_and_not_offered_is_empty(admin_client, survey):
    respond(survey, {"q1": 0, "q2": ["a"], "q3": "o", "q3.other": "taxi", "q4": ["y"], "q5": {"r": "c2"}})
    (row,) = read_csv(download(admin_client, survey, "csv"))
    assert (row["Recommend?"], row["Gender: a"], row["Gender: Controller (A, B)"]) == ("0", "1", "0")
    assert (row["Gender"], row["Gender: in words"], row["Agree: r"]) == ("Other", "taxi", "Yes")
    assert (row["Order: x"], row["Order: y"]) == ("", "1")


def test_the_columns_do_not_depend_on_the_filter(admin_client, survey):
    respond(survey, {"q1": 1}, day=timezone.localdate() - timedelta(days=40))
    everything = read_csv(download(admin_client, survey, "csv"))
    lines = download(admin_client, survey, "csv", period="30").decode("utf-8-sig").splitlines()
    assert len(lines) == 1 and list(everything[0]) == next(csv.reader(lines))


def test_two_questions_of_one_title_are_told_apart(admin_client):
    same = [question("text", id=f"q{number}", label="Gender", max_length=9) for number in (1, 2)]
    survey = make_survey(*same, is_anonymous=False)
    respond(survey, {"q1": "f", "q2": "m"})
    (row,) = read_csv(download(admin_client, survey, "csv"))
    assert (row["Gender [q1]"], row["Gender [q2]"]) == ("f", "m")


def test_labels_are_those_of_the_version_that_was_answered(admin_client, survey):
    respond(survey, {"q3": "f"})
    survey.steps[0].value["questions"][2].value["choices"][0]["label"] = "Woman"
    survey.save_revision().publish()
    respond(survey, {"q3": "f"})
    assert [row["Gender"] for row in read_csv(download(admin_client, survey, "csv"))] == ["f", "Woman"]


def test_no_answer_is_a_formula_and_zeros_are_kept(admin_client, survey):
    respond(survey, {"q6": "=1+1"})
    respond(survey, {"q6": "0912345678"})
    rows = read_csv(download(admin_client, survey, "csv"))
    assert [row["Why?"] for row in rows] == ["'=1+1", "'0912345678"]
    sheet = load_workbook(io.BytesIO(download(admin_client, survey, "xlsx"))).active
    assert [cell.value for cell in list(sheet.columns)[-1]] == ["Why?", "'=1+1", "0912345678"]


def test_a_cell_of_xlsx_is_cut_with_a_mark(admin_client, survey):
    respond(survey, {"q6": "x" * 40_000})
    sheet = load_workbook(io.BytesIO(download(admin_client, survey, "xlsx"))).active
    value = list(sheet.columns)[-1][1].value
    assert value.endswith("…") and len(value) < 32_767
    assert read_csv(download(admin_client, survey, "csv"))[0]["Why?"] == "x" * 40_000


def test_json_has_codes_and_the_code_book_explains_them(admin_client, survey):
    respond(survey, {"q1": 7, "q2": ["b"]})
    (row,) = json.loads(download(admin_client, survey, "json"))
    assert (row["nps"], row["q2.a"], row["q2.b"]) == (7, 0, 1)
    book = json.loads(download(admin_client, survey, "codebook"))
    assert {"code": "nps", "heading": "Recommend?"} in book["columns"]
    assert book["questions"][1]["choices"] == {"a": "a", "b": "Controller (A, B)"}


def test_an_empty_survey_has_an_empty_list(admin_client, survey):
    assert json.loads(download(admin_client, survey, "json")) == []


def test_words_of_an_anonymous_survey_stand_beside_nothing_else(admin_client):
    scale = question("nps", id="q1", low_label="-", high_label="+")
    survey = make_survey(scale, question("text", id="q2", label="Why?", max_length=99))
    respond(survey, {"q1": 1, "q2": "too slow"})
    assert "too slow" not in download(admin_client, survey, "csv").decode()
    (row,) = read_csv(download(admin_client, survey, "words"))
    assert row["Answer"] == "too slow" and set(row) == {"Week from", "Question", "Answer"}


def test_only_counted_responses_are_in_it(admin_client, survey, admin_user):
    from wagtail_feedback.moderation.actions import WithholdAction

    respond(survey, {"q1": 1})
    WithholdAction(respond(survey, {"q1": 2}), user=admin_user, reason="duplicate").execute()
    assert [row["Recommend?"] for row in read_csv(download(admin_client, survey, "csv"))] == ["1"]


def test_many_rows_come_in_chunks(admin_client, survey, monkeypatch):
    monkeypatch.setattr("wagtail_feedback.surveys.results.response_export.CHUNK", 2)
    for number in range(5):
        respond(survey, {"q1": number})
    rows = read_csv(download(admin_client, survey, "csv"))
    assert [row["Recommend?"] for row in rows] == ["0", "1", "2", "3", "4"]
