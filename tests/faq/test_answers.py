"""Entries as answers for other features: what everybody can read on the site, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, ModelLogEntry, PageViewRestriction, Site

from tests.factories import make_page, make_user
from tests.faq.entries import make_faq
from wagtail_feedback import features
from wagtail_feedback.faq.answers import FAQAnswers
from wagtail_feedback.faq.models import FAQEntry, FAQSection

pytestmark = [pytest.mark.portable, pytest.mark.django_db]


@pytest.fixture
def answers():
    return FAQAnswers()


@pytest.fixture
def site(home):
    return home.get_site()


@pytest.fixture
def entry(section):
    return make_faq(section, "How long does delivery take?", wordings=["When will it come?"])


def find(answers, site, *entries, language="en"):
    return answers.find([str(entry.translation_key) for entry in entries], site, language)


def questions(answers, site, language="en"):
    return sorted(text for _key, text in answers.get_wordings(site, language))


def translate(thing, **changes):
    copy = thing.copy_for_translation(Locale.objects.get(language_code="ru"))
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def test_the_faq_is_what_answers():
    assert isinstance(features.get_answers(), FAQAnswers)


def test_all_ways_to_ask_and_the_place_on_its_page(answers, site, page, entry):
    key = str(entry.translation_key)
    assert list(answers.get_wordings(site, "en")) == [
        (key, "How long does delivery take?"),
        (key, "When will it come?"),
    ]
    [found] = find(answers, site, entry)
    assert (found.key, found.question) == (key, entry.question)
    assert found.url == f"{page.get_url()}#{entry.anchor}"


def test_they_come_in_the_order_asked_for_and_once(answers, site, page, section, entry):
    other = make_faq(section, "What does delivery cost?")
    assert [each.question for each in find(answers, site, other, entry, other)] == [
        other.question,
        entry.question,
    ]


@pytest.mark.parametrize("key", ["", "1", "\x00", "no-uuid", "0" * 32])
def test_a_key_that_is_none_finds_nothing(answers, site, page, entry, key):
    assert answers.find([key], site, "en") == []
    assert answers.get_edit_url(key, "en") == ""


def withdraw(page, entry):
    entry.unpublish()


def unpublish_page(page, entry):
    page.unpublish()


def protect(page, entry):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def protect_above(page, entry):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password", password="x")


def take_away(page, entry):
    page.body = []
    page.save()


def move_out(page, entry):
    page.get_parent().get_parent().add_child(instance=(other := type(page)(title="Other", slug="other")))
    page.move(other, pos="last-child")


def draft(page, entry):
    entry.section = None
    entry.save_revision().publish()


WAYS_TO_HIDE = [withdraw, unpublish_page, protect, protect_above, take_away, move_out, draft]


@pytest.mark.parametrize("hide", WAYS_TO_HIDE, ids=lambda each: each.__name__)
def test_what_not_everybody_can_read_is_gone_at_once(answers, site, page, entry, hide):
    assert find(answers, site, entry)
    hide(page, entry)
    assert find(answers, site, entry) == []
    assert questions(answers, site) == []


def test_an_entry_that_stands_nowhere_is_no_answer(answers, site, entry):
    assert find(answers, site, entry) == []
    assert questions(answers, site) == []


def test_an_entry_chosen_alone_brings_nobody_else_of_its_section(answers, home, site, section, entry):
    alone = make_faq(section, "What does delivery cost?")
    make_page(home, body=[("faq", {"entries": [alone]})])
    assert [each.question for each in find(answers, site, entry, alone)] == [alone.question]


def test_a_snippet_between_is_no_hindrance_and_the_highest_page_wins(answers, home, site, section, entry):
    low = make_page(make_page(home), body=[("faq", {"sections": [section]})])
    assert find(answers, site, entry)[0].url.startswith(low.get_url())
    high = make_page(home, body=[("columns", {"columns": [[("faq", {"entries": [entry]})]]})])
    assert find(answers, site, entry)[0].url.startswith(high.get_url())


def test_another_site_has_its_own(answers, home, site, page, entry):
    root = make_page(home.get_parent(), title="Elsewhere")
    other = Site.objects.create(hostname="other.example", root_page=root)
    assert find(answers, other, entry) == []
    shown = make_page(root, body=[("faq", {"entries": [entry]})])
    [found] = find(answers, other, entry)
    assert found.url == f"{shown.get_full_url()}#{entry.anchor}"


def test_another_language_needs_a_translation_and_a_page_in_it(answers, site, page, section, entry):
    assert find(answers, site, entry, language="ru") == []
    russian = translate(entry, question="Сколько идёт доставка?", live=True)
    assert find(answers, site, entry, language="ru") == []
    shown = page.copy_for_translation(Locale.objects.get(language_code="ru"), copy_parents=True)
    shown.save_revision().publish()
    [found] = find(answers, site, entry, language="ru")
    assert (found.question, found.url) == (russian.question, f"{shown.get_url()}#{russian.anchor}")
    assert questions(answers, site, "ru") == ["When will it come?", "Сколько идёт доставка?"]
    assert questions(answers, site, "de") == questions(answers, site, "") == []


def test_the_version_changes_with_what_is_published_and_chosen_and_is_one_query(
    answers, home, section, entry, django_assert_num_queries
):
    answers.get_version()
    with django_assert_num_queries(1):
        versions = [answers.get_version()]
    entry.question = "How long do you need?"
    revision = entry.save_revision()
    assert answers.get_version() == versions[0]

    def has_changed():
        versions.append(answers.get_version())
        return versions[-1] not in versions[:-1]

    revision.publish()
    assert has_changed()
    make_page(home, body=[("faq", {"sections": [section]})])
    assert has_changed()
    make_faq(section, "What does delivery cost?")
    assert has_changed()
    entry.unpublish()
    assert has_changed()


def test_ten_times_the_entries_cost_no_more_queries(answers, site, page, section):
    def count():
        with CaptureQueriesContext(connection) as queries:
            keys = [key for key, _text in answers.get_wordings(site, "en")]
            assert len(answers.find(keys, site, "en")) == len(keys) > 0
        return len(queries)

    make_faq(section, "Question number one?")
    count()
    few = count()
    for number in range(10):
        make_faq(section, f"Question number {number}?")
    assert count() == few <= 18


def test_drafts_are_to_choose_from_but_not_to_find(answers, site, page, section, entry):
    key = answers.create_draft(
        question="Do you ship to Oslo?", wordings={}, answer="<p>Yes.</p>", language="en", user=None
    )
    assert answers.get_choices("en") == [
        (key, "Do you ship to Oslo?"),
        (str(entry.translation_key), entry.question),
    ]
    assert answers.get_choices("ru") == []
    assert answers.find([key], site, "en") == []


def test_a_draft_has_a_revision_its_wordings_and_a_line_in_the_log(answers, home):
    user = make_user("editor")
    key = answers.create_draft(
        question="Is delivery free? " * 20,
        wordings={"Free delivery?": "somebody:1", "Free delivery? ": "", "w" * 400: "", "": ""},
        answer='<p onclick="x()">Yes.</p><script>y()</script>',
        language="ru",
        user=user,
    )
    entry = FAQEntry.objects.get()
    assert (str(entry.translation_key), entry.locale.language_code, entry.live) == (key, "ru", False)
    assert len(entry.question) <= 200 and entry.answer == "<p>Yes.</p>y()"
    assert (entry.anchor, entry.first_published_at) == ("", None)
    restored = entry.latest_revision.as_object()
    first = restored.wordings.first()
    assert (first.text, first.origin) == ("Free delivery?", "somebody:1")
    assert restored.wordings.count() == 2
    assert ModelLogEntry.objects.get(action="wagtail.create").user == user
    entry.latest_revision.publish()
    entry.refresh_from_db()
    assert entry.live and entry.anchor


def test_a_draft_may_wait_for_its_answer_but_needs_a_language_of_the_site(answers, home):
    answers.create_draft(question="Why?", wordings={}, answer="", language="en", user=None)
    with pytest.raises(LookupError):
        answers.create_draft(question="Why?", wordings={}, answer="", language="xx", user=None)


def test_an_editor_goes_on_in_the_language_or_the_one_there_is(answers, admin_client, entry):
    key = str(entry.translation_key)
    assert answers.get_edit_url(key, "en") == answers.get_edit_url(key, "ru")
    russian = translate(entry)
    url = answers.get_edit_url(key, "ru")
    assert f"/{russian.pk}/" in url
    assert admin_client.get(url).status_code == 200


def test_a_deleted_section_leaves_no_place(answers, site, page, entry):
    FAQSection.objects.all().delete()
    assert find(answers, site, entry) == []
