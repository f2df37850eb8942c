"""Questions that were asked elsewhere: copies that follow their originals."""

from __future__ import annotations

import pytest

from tests.factories import make_entry
from wagtail_feedback.moderation.actions import EraseAction, PublishAction, RedactAction, WithholdAction
from wagtail_feedback.questions.asking.sources import collect
from wagtail_feedback.questions.models import Question

pytestmark = [pytest.mark.portable, pytest.mark.django_db(transaction=True)]
ASKED = "Does the lid fit the small pan?"


def texts():
    return sorted(Question.objects.taken_up().values_list("text", flat=True))


def test_a_published_question_of_the_book_is_counted_and_one_that_waits_is_not():
    entry = make_entry(kind="question", text=ASKED, email="anna@example.org", area="product")
    make_entry(kind="question", text="Is it heavy?", status="pending")
    question = Question.objects.get()
    assert (question.text, question.area, question.site_id) == (ASKED, "product", entry.site_id)
    assert question.created_at == entry.created_at
    assert question.contact is None


def test_of_reviews_and_complaints_the_sentences_that_ask():
    make_entry(kind="review", text="Heavy. Does the lid fit it?! I love it.\nWhy no handle? (see 1.5 l)")
    make_entry(kind="thanks", text="Who was that nice person?")
    make_entry(kind="review", text="Good. ??? Nothing else.")
    assert texts() == ["Does the lid fit it? Why no handle?"]


@pytest.mark.parametrize(
    "action",
    [lambda entry: EraseAction(entry), lambda entry: WithholdAction(entry, reason="abuse")],
    ids=["erased", "withheld"],
)
def test_what_is_public_no_more_leaves_no_words(action):
    action(make_entry(kind="question", text=ASKED)).execute()
    assert texts() == []
    assert not Question.objects.filter(text=ASKED).exists()


def test_published_again_it_counts_again_and_once():
    entry = make_entry(kind="question", text=ASKED)
    entry = WithholdAction(entry, reason="abuse").execute()
    PublishAction(entry).execute()
    collect()
    assert texts() == [ASKED]


def test_redacted_words_are_redacted_in_the_copy():
    entry = make_entry(kind="question", text="I am Anna Forest. Does the lid fit?")
    RedactAction(entry, text="Anna Forest").execute()
    assert not Question.objects.filter(text__contains="Forest").exists()
    assert "[removed]" in Question.objects.taken_up().get().shown.text


def test_what_was_there_before_is_collected_once():
    make_entry(kind="question", text=ASKED)
    Question.objects.all().delete()
    assert collect() == 1
    collect()
    assert texts() == [ASKED]


def test_one_person_by_form_and_book_is_one_asker():
    make_entry(kind="question", text=ASKED, email="Anna@example.org")
    make_entry(kind="review", text="Is it new?", email="anna@example.org")
    assert Question.objects.values("asker").distinct().count() == 1
