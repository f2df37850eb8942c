"""Words of a question that is gone stand nowhere else."""

from __future__ import annotations

import pytest
from wagtail.log_actions import registry

from tests.factories import make_site
from tests.questions.test_topics import DELIVERY, make_topic, run
from wagtail_feedback.faq.models import FAQEntry
from wagtail_feedback.features import get_answers
from wagtail_feedback.moderation.actions import EraseAction, MarkSpamAction, RedactAction, WithholdAction
from wagtail_feedback.questions.models import Question
from wagtail_feedback.questions.topics.page_drafting import draft_answer

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
REVIEWED = "to_review"


@pytest.fixture
def topic():
    topic = make_topic(*DELIVERY)
    run()
    topic.refresh_from_db()
    return topic


@pytest.fixture
def entry(topic):
    """What the topic's published answer is, with its members as ways to ask."""
    draft_answer(topic, get_answers(), None)
    entry = FAQEntry.objects.get()
    entry.answer = "<p>Two days.</p>"
    entry.save_revision().publish()
    return entry


@pytest.fixture
def remove(django_capture_on_commit_callbacks):
    def act(action, question, **options):
        if action is MarkSpamAction:
            Question.objects.filter(pk=question.pk).update(status="pending")
            question.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            action(question, **options).execute()

    return act


def get_wordings(entry):
    entry.refresh_from_db()
    drafted = [row["text"] for row in entry.latest_revision.content["wordings"]]
    published = list(FAQEntry.objects.get(pk=entry.pk).wordings.values_list("text", flat=True))
    assert published == drafted
    return published


def is_to_review(entry):
    from django.utils import timezone

    return FAQEntry.objects.to_review(timezone.localdate()).filter(pk=entry.pk).exists()


ENDS = {
    "erased": (EraseAction, {}),
    "spam": (MarkSpamAction, {}),
    "withheld": (WithholdAction, {"reason": "abuse"}),
    "redacted": (RedactAction, {"text": "days"}),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_wording_goes_with_the_question_it_is_from(topic, entry, remove, end):
    action, options = ENDS[end]
    gone = Question.objects.get(text=DELIVERY[2])
    kept = Question.objects.exclude(pk=gone.pk).exclude(text=entry.question)
    assert gone.text in get_wordings(entry)
    assert not is_to_review(entry)
    text, version = gone.text, get_answers().get_version()
    remove(action, gone, **options)
    assert sorted(get_wordings(entry)) == sorted(question.text for question in kept)
    assert not [revision for revision in entry.revisions.all() if text in str(revision.content)]
    assert get_answers().get_version() != version
    assert is_to_review(entry)
    line = registry.get_logs_for_instance(entry).get(action="wagtail_feedback.wording_forgotten")
    assert "no more" in line.message


def test_the_published_question_stays_and_its_editors_are_told(topic, entry, remove):
    sample = topic.sample
    assert entry.question == sample.text
    remove(EraseAction, sample)
    entry.refresh_from_db()
    topic.refresh_from_db()
    assert (entry.question, entry.live) == (sample_text := entry.question, True)
    assert topic.title in DELIVERY
    assert topic.title != sample_text
    assert is_to_review(entry)


def test_an_editors_own_wordings_and_other_answers_stay(topic, entry, remove):
    other = FAQEntry.objects.create(question="Is it heavy?", answer="<p>No.</p>", locale=entry.locale)
    entry.wordings.add(type(entry.wordings.first())(text="When is it here?"))
    entry.save_revision().publish()
    for question in Question.objects.exclude(pk=topic.sample.pk):
        remove(EraseAction, question)
    assert get_wordings(entry) == ["When is it here?"]
    assert not is_to_review(other)


def test_a_matcher_that_a_process_keeps_offers_nobody_who_is_gone(client, remove, django_user_model):
    from django.urls import reverse

    from tests.factories import make_user
    from tests.questions.test_topics import make_question
    from wagtail_feedback.questions.admin.topic_view import get_topic_url

    topic = make_topic(*DELIVERY)
    run()
    alone = make_question("Does delivery take long on Anna's boat?")
    client.force_login(make_user("editor", superuser=True))
    assert "boat" in client.get(get_topic_url(topic)).content.decode()
    remove(EraseAction, alone)
    assert "boat" not in client.get(get_topic_url(topic)).content.decode()
    assert client.get(reverse("wagtailsnippets_wagtail_feedback_questions_topic:list")).status_code == 200
    assert make_site()
