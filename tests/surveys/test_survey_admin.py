"""Surveys in Wagtail's admin: what may be saved, what may be published, what is told."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.factories import make_site, make_user
from tests.surveys.surveys import make_survey, question, rule, step
from wagtail_feedback.surveys.building.portable import write_survey
from wagtail_feedback.surveys.building.survey_state import describe_state
from wagtail_feedback.surveys.models import Response, Survey, SurveySettings

pytestmark = [pytest.mark.django_db, pytest.mark.portable]

NPS = {"label": "Would you?", "low_label": "no", "high_label": "yes"}
TEXT = {"label": "Why?", "max_length": "200"}


def url(name, *args):
    return reverse(Survey.snippet_viewset.get_url_name(name), args=args)


def posted(*questions, **values):
    """The form as a browser sends it; a question is ``(type, values)``, with no rule but its own."""
    none = {"mode": "all", "conditions": streamfield([])}
    common = {"help": "", "name": "", "series": "1", "show_if": none}
    blocks = [(type, {**common, **value}) for type, value in questions]
    steps = [("step", {"title": "", "questions": streamfield(blocks), "jumps": streamfield([])})]
    data = {
        **{
            "title": "Your order",
            "goal": "Decide what to mend first",
            "intro": "",
            "steps": streamfield(steps),
        },
        **{
            "opens_on": "",
            "closes_on": "",
            "cap": "",
            "closed_message": "",
            "is_anonymous": "on",
            "once": "",
            "prompt_moment": "visit",
            "prompt_seconds": "20",
        },
        "endings": streamfield([]),
    }
    flat = nested_form_data({**data, **values})
    for number, (type, _values) in enumerate(questions):
        flat[f"steps-0-value-questions-{number}-id"] = f"q-{type}-{number}"
    return flat


def publish(client, *questions, **values):
    return client.post(url("add"), {**posted(*questions), "action-publish": "1", **values})


def test_a_sound_survey_is_published_with_its_first_version(admin_client):
    response = publish(admin_client, ("nps", NPS), ("text", TEXT))
    survey = Survey.objects.get()
    assert (response.status_code, survey.live, survey.versions.count()) == (302, True, 1)


def test_a_draft_can_be_saved_whatever_it_lacks(admin_client):
    response = admin_client.post(url("add"), posted(("nps", {**NPS, "label": ""}), goal=""))
    assert response.status_code == 302
    assert Survey.objects.get().live is False


def test_an_error_stands_on_its_question_and_nothing_typed_is_lost(admin_client):
    response = publish(admin_client, ("nps", NPS), ("text", {**TEXT, "label": "Why in {city}?"}))
    content = response.content.decode()
    assert Survey.objects.count() == 0
    assert "No question has the short name {city}." in content
    assert "Why in {city}?" in content
    errors = response.context["form"].errors.as_data()["steps"][0].as_json_data()
    assert "0" in str(errors) and "Question 2 repeats" in str(errors)


def test_a_deleted_choice_that_a_rule_names_is_refused_naming_both(admin_client):
    choices = question("choice", id="q1", choices=[("a", "Reviews"), ("b", "Video"), ("c", "Photos")])
    asked = question("text", id="q2", max_length=9, show_if=rule(("q1", "equals", "b")))
    survey = make_survey(choices, asked, question("nps", low_label="a", high_label="b"))
    del survey.steps[0].value["questions"][0].value["choices"][1]
    form = survey.snippet_viewset.get_edit_handler().get_form_class()
    edited = form(as_posted(survey), instance=survey)
    assert not edited.is_valid()
    text = str(edited.errors.as_data()["steps"][0].as_json_data())
    assert "Question 2" in text and "“Video” is not among the answers to question 1" in text


def as_posted(survey):
    """What the edit form of this survey would send."""
    first, second, third = survey.get_document().steps[0].questions
    choices = {"count": len(first.choices)}
    for number, choice in enumerate(first.choices):
        value = {"label": choice.label, "kind": ""}
        choices[str(number)] = {"deleted": "", "order": number, "id": choice.id, "value": value}
    condition = {"question": "q1", "row": "", "op": "equals", "value": "b"}
    ruled = {"mode": "all", "conditions": streamfield([("condition", condition)])}
    data = posted(
        ("choice", {"label": first.label, "choices": choices}),
        ("text", {**TEXT, "label": second.label, "show_if": ruled}),
        ("nps", {**NPS, "label": third.label}),
    )
    for number, key in enumerate(("q1", "q2", "nps")):
        data[f"steps-0-value-questions-{number}-id"] = key
    query = QueryDict(mutable=True)
    query.update(data)
    return query


LEADING = {**NPS, "label": "How wonderful was it?"}


def test_a_warning_is_asked_before_publishing_and_answered_by_a_tick(admin_client):
    asked = publish(admin_client, ("nps", LEADING), ("text", TEXT))
    assert "Question 1 suggests an answer." in str(asked.context["form"].non_field_errors())
    assert 'data-wfd-asking="true"' in asked.content.decode()
    code = asked.context["form"].report.warnings[0].code
    ticks = {"confirmed_advice": [code], "confirmed_advice-shown": "1"}
    assert publish(admin_client, ("nps", LEADING), ("text", TEXT), **ticks).status_code == 302
    assert Survey.objects.get().confirmed_advice == [code]


def test_a_tick_for_other_words_is_forgotten(admin_client):
    ticks = {"confirmed_advice": ["leading:other", "made-up"], "confirmed_advice-shown": "1"}
    admin_client.post(url("add"), {**posted(("nps", LEADING), ("text", TEXT)), **ticks})
    assert Survey.objects.get().confirmed_advice == []


def test_advice_is_drawn_from_what_stands_in_the_form_and_keeps_nothing(admin_client):
    answer = admin_client.post(url("advice_on_add"), posted(("nps", LEADING))).json()
    assert "Question 1 suggests an answer." in answer["html"]
    assert (answer["count"], Survey.objects.count()) == (0, 0)


def test_the_panel_tells_what_publishing_changes(admin_client):
    survey = make_survey(question("nps", id="q-nps-0", low_label="no", high_label="yes"))
    answer = admin_client.post(
        url("advice_on_edit", survey.pk), posted(("nps", {**NPS, "series": "2"}))
    ).json()
    assert "What publishing version 2 changes" in answer["html"]
    assert "it means something else from now on" in answer["html"]


@pytest.mark.parametrize("name", ["add", "edit", "copy"])
def test_the_form_comes_with_advice_in_the_panel_of_checks(admin_client, name):
    survey = make_survey()
    address = f"{url('add')}?start=" if name == "add" else url(name, survey.pk)
    content = admin_client.get(address).content.decode()
    assert 'id="wfd-survey-rules"' in content
    assert "survey-advice.js" in content
    assert "data-content-word-count" not in content


def test_advice_is_for_those_who_may_edit(client):
    survey = make_survey()
    client.force_login(make_user())
    assert client.post(url("advice_on_edit", survey.pk), {}).status_code == 302


def test_a_new_survey_begins_with_a_choice_in_its_language(admin_client):
    Locale.objects.get_or_create(language_code="ru")
    content = admin_client.get(url("add") + "?locale=ru").content.decode()
    assert "Как прошёл ваш заказ?" in content
    assert 'value="after_order"' in content
    assert 'name="locale" value="ru"' in content


def test_a_ready_survey_fills_the_form_and_writes_nothing(admin_client):
    form = admin_client.get(url("add") + "?start=after_order").context["form"]
    assert form.instance.title == "How was your order?"
    assert len(form.instance.get_document().questions) == 5
    assert Survey.objects.count() == 0


@pytest.mark.parametrize("start", ["", "nonsense"])
def test_an_empty_survey_begins_with_a_step(admin_client, start):
    form = admin_client.get(f"{url('add')}?start={start}").context["form"]
    assert len(form.instance.steps) == 1


def test_a_copy_begins_with_ids_of_its_own(admin_client):
    survey = make_survey(cap=7, once="browser")
    copy = admin_client.get(url("copy", survey.pk)).context["form"].instance
    assert (copy.pk, copy.cap, copy.once) == (None, 7, "browser")
    assert "nps" not in copy.get_document().questions


def test_a_translation_keeps_ids_series_and_privacy():
    survey = make_survey(question("nps", series=3, low_label="a", high_label="b"), is_anonymous=False, cap=9)
    copy = survey.copy_for_translation(Locale.objects.get_or_create(language_code="ru")[0])
    copy.save()
    asked = copy.get_document().questions["nps"]
    assert (asked.series, copy.is_anonymous, copy.cap) == (3, False, 9)
    assert copy.translation_key == survey.translation_key


def test_a_survey_leaves_as_a_file_and_comes_back_as_a_draft(admin_client):
    survey = make_survey(title="Ваш заказ")
    written = admin_client.get(url("export", survey.pk))
    assert "attachment" in written["Content-Disposition"]
    assert written.json() == json.loads(json.dumps(write_survey(survey)))
    upload = SimpleUploadedFile("s.json", written.content, "application/json")
    response = admin_client.post(url("import"), {"file": upload})
    made = Survey.objects.exclude(pk=survey.pk).get()
    assert response["Location"] == url("edit", made.pk)
    assert (made.title, made.live, made.latest_revision is not None) == ("Ваш заказ", False, True)


def test_what_could_not_be_imported_is_told(admin_client):
    file = {"elements": [{"type": "comment", "name": "c"}, {"type": "file", "name": "photo"}]}
    upload = SimpleUploadedFile("s.json", json.dumps(file).encode())
    response = admin_client.post(url("import"), {"file": upload}, follow=True)
    assert "there is nothing like “file” here" in response.content.decode()


def test_a_bad_file_is_told_beside_the_field(admin_client):
    response = admin_client.post(url("import"), {"file": SimpleUploadedFile("s.json", b"{")})
    assert response.context["form"].errors["file"] == ["The file is not written in JSON."]
    assert Survey.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "permission"), [("import", "change_survey"), ("export", "moderate_response")]
)
def test_files_need_a_permission(client, name, permission):
    survey = make_survey()
    client.force_login(make_user(permissions=(permission,)))
    address = url(name, survey.pk) if name == "export" else url(name)
    assert client.get(address).status_code == 302


def test_only_who_may_publish_does(client):
    client.force_login(make_user(permissions=("add_survey", "change_survey", "view_survey")))
    publish(client, ("nps", NPS), ("text", TEXT))
    assert Survey.objects.get().live is False


def respond(survey):
    version = survey.versions.last()
    values = {"survey_key": survey.translation_key, "survey_version": version, "day": timezone.localdate()}
    site = make_site()
    return Response.objects.create(
        site=site, status="published", language="en", submission_key=f"k{Response.objects.count()}", **values
    )


@pytest.fixture
def answered():
    survey = make_survey()
    respond(survey)
    return survey


def test_a_survey_with_responses_cannot_be_deleted(admin_client, answered):
    response = admin_client.post(url("delete", answered.pk), follow=True)
    assert "cannot be deleted, because people have answered it: 1" in response.content.decode()
    assert Survey.objects.filter(pk=answered.pk).exists()


def test_nor_can_it_with_others_at_once(admin_client, answered):
    other = make_survey()
    address = reverse("wagtail_bulk_action", args=["wagtail_feedback_surveys", "survey", "delete"])
    response = admin_client.post(f"{address}?id={answered.pk}&id={other.pk}", follow=True)
    assert "cannot be deleted" in response.content.decode()
    assert Survey.objects.count() == 2


def test_one_without_responses_can(admin_client):
    survey = make_survey()
    admin_client.post(url("delete", survey.pk))
    assert not Survey.objects.exists()


def test_unpublishing_closes_it():
    survey = make_survey()
    assert survey.is_open_at(timezone.now())
    survey.unpublish()
    assert not survey.is_open_at(timezone.now())


def test_the_list_tells_state_responses_and_version_in_one_query(admin_client, answered):
    row = Survey.objects.with_figures().get()
    assert (row.response_count, row.taken, row.newest_number) == (1, 1, 1)
    content = admin_client.get(url("list")).content.decode()
    assert "Open" in content


def test_of_the_list_only_wagtails_translate_button_asks_for_each_survey(admin_client, answered):
    admin_client.get(url("list"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        admin_client.get(url("list"))
    for number in range(9):
        make_survey(title=f"S{number}")
    with CaptureQueriesContext(connection) as ten:
        admin_client.get(url("list"))
    assert len(ten) - len(one) == 9
    assert all("wagtailcore_locale" in each["sql"] for each in ten.captured_queries[-10:])


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "Open"),
        ({"live": False}, "Not published"),
        ({"has_unpublished_changes": True}, "Open, with a draft"),
        ({"opens_on": "2999-01-05"}, "Opens on 5\xa0January\xa02999"),
        ({"closes_on": "2999-01-05"}, "Open to the end of 5\xa0January\xa02999"),
        ({"closes_on": "2001-01-05"}, "Closed"),
        ({"cap": 0}, "Full"),
    ],
)
def test_the_state_of_a_survey_is_told(values, state):
    make_survey(**values)
    assert describe_state(Survey.objects.with_figures().get()) == state


def test_the_preview_shows_every_step_and_stores_nothing(admin_client):
    make_site()
    second = step(
        question("text", max_length=9, label="Why so?", show_if=rule(("nps", "less", "7"))), id="s2"
    )
    survey = make_survey(step(question("nps", low_label="never", high_label="always")), second)
    admin_client.post(
        url("preview_on_edit", survey.pk), posted(("nps", {**NPS, "label": "Changed?"}), ("text", TEXT))
    )
    content = admin_client.get(url("preview_on_edit", survey.pk)).content.decode()
    assert "Changed?" in content
    assert "<fieldset" in content and "disabled" in content
    assert Response.objects.count() == 0


def test_a_live_survey_is_previewed_as_it_is_written(admin_client):
    make_site()
    first = step(question("nps", low_label="never", high_label="always"))
    survey = make_survey(first, step(question("text", max_length=9, label="Why so?"), id="s2"))
    revision = survey.save_revision()
    content = admin_client.get(url("revisions_view", survey.pk, revision.pk)).content.decode()
    assert "nps?" in content and "Why so?" in content


def test_a_ready_survey_brings_its_moment_into_the_form(admin_client):
    form = admin_client.get(url("add"), {"start": "after_order"}).context["form"]
    assert (form["prompt_moment"].value(), form["prompt_days"].value()) == ("order", 5)


def test_advice_on_an_order_knows_how_long_the_shop_delivers(admin_client):
    SurveySettings.objects.create(site=make_site(), delivery_days=9)
    moment = {"prompt_moment": "order", "prompt_days": "5"}
    asked = publish(admin_client, ("nps", NPS), ("text", TEXT), **moment)
    assert "It comes before the delivery." in str(asked.context["form"].non_field_errors())


def test_waves_without_a_first_day_are_refused_at_that_day(admin_client):
    refused = publish(admin_client, ("nps", NPS), ("text", TEXT), wave_months="3")
    assert "opens_on" in refused.context["form"].errors
    days = {"wave_months": "3", "opens_on": "2026-01-01"}
    assert publish(admin_client, ("nps", NPS), ("text", TEXT), **days).status_code == 302


def test_the_settings_of_surveys_are_for_editors(client):
    address = reverse(
        "wagtailsettings:edit", args=["wagtail_feedback_surveys", "surveysettings", make_site().pk]
    )
    client.force_login(make_user("editor", permissions=("change_surveysettings",)))
    assert client.get(address).status_code == 200
    client.post(address, {"prompt_gap": "14", "prompt_showings": "2", "prompt_free": "", "delivery_days": ""})
    assert SurveySettings.read(make_site()).prompt_gap == 14
