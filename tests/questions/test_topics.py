"""Topics: the nightly run, and what editors decide."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from tests.factories import make_site, make_user
from wagtail_feedback.exceptions import ActionNotAllowed, VersionConflict
from wagtail_feedback.moderation.actions import EraseAction, MarkSpamAction, WithholdAction
from wagtail_feedback.questions.models import Question, QuestionPair, RegroupingLease, Topic
from wagtail_feedback.questions.models.question import make_asker
from wagtail_feedback.questions.topics import demand
from wagtail_feedback.questions.topics.actions import (
    AnswerTopicAction,
    DismissTopicAction,
    MergeTopicsAction,
    MoveQuestionsAction,
    SplitTopicAction,
)
from wagtail_feedback.questions.topics.nearby import get_nearby_topics
from wagtail_feedback.questions.topics.placing import place
from wagtail_feedback.questions.topics.regrouping import Busy, hold_lease, regroup
from wagtail_feedback.questions.topics.samples import choose_samples

pytestmark = [pytest.mark.portable, pytest.mark.django_db]

DELIVERY = [
    "How long does delivery take?",
    "How long will the delivery take?",
    "How many days does delivery take?",
    "How long does the delivery usually take?",
]
RETURNS = [
    "Can I return the pan?",
    "Can I return a pan that I used?",
    "How can I return the pan?",
    "Can I return my pan if it is used?",
]
_numbers = count(1)


def make_question(text, *, site=None, language="en", asker="", **fields):
    question = Question(
        site=site or make_site(),
        text=text,
        language=language,
        status="published",
        asker=make_asker(asker or f"asker {next(_numbers)}"),
        **fields,
    )
    question.prepare()
    question.status = "published"
    question.save()
    return question


def make_topic(*texts, **fields):
    site = make_site()
    topic = Topic.objects.create(site=site, language="en", **fields)
    for text in texts:
        make_question(text, topic=topic, grouped_at=timezone.now())
    return topic


def run():
    return regroup(make_site().pk, "en")


def topics_of(*questions):
    return [Question.objects.get(pk=question.pk).topic_id for question in questions]


def texts_of(topic):
    return set(Question.objects.filter(topic=topic).values_list("text", flat=True))


def test_alike_questions_become_topics_and_one_offs_stay_alone():
    asked = [make_question(text) for text in (*DELIVERY, *RETURNS, "Do you sell dogs?")]
    report = run()
    first, second = set(topics_of(*asked[:4])), set(topics_of(*asked[4:8]))
    assert len(first) == len(second) == 1
    assert first != second
    assert topics_of(asked[8]) == [None]
    assert (report.questions, report.joined, report.new_topics) == (9, 8, 2)


def test_a_topic_has_the_area_of_most_of_its_questions_until_an_editor_says_another():
    asked = [
        make_question(text, area=area) for text, area in zip(DELIVERY, ["", *["ordering"] * 3], strict=True)
    ]
    run()
    topic = Topic.objects.get()
    assert topic.area == "ordering"
    Topic.objects.update(area="delivery")
    make_question(DELIVERY[0], area="ordering")
    run()
    topic.refresh_from_db()
    assert topic.area == "delivery"
    assert len(set(topics_of(*asked))) == 1


def test_the_run_repeated_changes_nothing():
    for text in (*DELIVERY, *RETURNS):
        make_question(text)
    run()
    before = list(Question.objects.order_by("pk").values_list("topic", "grouped_at"))
    report = run()
    assert list(Question.objects.order_by("pk").values_list("topic", "grouped_at")) == before
    assert (report.joined, report.new_topics) == (0, 0)


def test_sites_and_languages_are_apart(site_two):
    here = [make_question(text) for text in DELIVERY]
    there = [make_question(text, site=site_two) for text in DELIVERY]
    call_command("feedback_group_questions")
    assert len(set(topics_of(*here))) == len(set(topics_of(*there))) == 1
    assert topics_of(here[0]) != topics_of(there[0])


@pytest.fixture
def site_two():
    return make_site("two.example")


def test_a_new_question_joins_within_the_request_or_stays_alone():
    topic = make_topic(*DELIVERY)
    near, far = make_question("How long does delivery take"), make_question("Do you sell dogs?")
    assert place([near.pk, far.pk]) == 1
    assert topics_of(near, far) == [topic.pk, None]


def test_the_sample_is_typical_and_goes_with_its_question():
    topic = make_topic(*DELIVERY, "How long? I asked about delivery and nobody answers " + "for days " * 20)
    run()
    topic.refresh_from_db()
    assert topic.sample.text in DELIVERY
    assert topic.title == topic.sample.text
    erased = topic.sample.text
    EraseAction(topic.sample).execute()
    topic.refresh_from_db()
    assert erased not in topic.title
    assert erased not in str(topic)


@pytest.mark.parametrize("action", [EraseAction, MarkSpamAction, WithholdAction], ids=lambda a: a.__name__)
def test_a_topic_without_members_has_no_words(action, django_capture_on_commit_callbacks):
    topic = make_topic(DELIVERY[0])
    run()
    question = Question.objects.get()
    if action is MarkSpamAction:
        Question.objects.update(status="pending")
        question.refresh_from_db()
    options = {"reason": "abuse"} if action is WithholdAction else {}
    with django_capture_on_commit_callbacks(execute=True):
        action(question, **options).execute()
    topic.refresh_from_db()
    assert topic.title == "No wording left"


# What editors decide


def test_merging_moves_all_and_holds_after_regrouping():
    one, other = make_topic(*DELIVERY), make_topic(*RETURNS)
    MergeTopicsAction(one, others=[other]).execute()
    other.refresh_from_db()
    assert texts_of(one) == {*DELIVERY, *RETURNS}
    assert other.get_current() == one
    run()
    assert texts_of(one) == {*DELIVERY, *RETURNS}
    Question.objects.update(topic=None, grouped_at=None)
    run()
    assert len(set(Question.objects.values_list("topic", flat=True))) == 1


def test_splitting_holds_for_what_comes_later_too():
    topic = make_topic(*DELIVERY)
    chosen = Question.objects.filter(text__in=DELIVERY[2:])
    action = SplitTopicAction(topic, questions=[question.pk for question in chosen])
    action.execute()
    new = action.new_topic
    assert (texts_of(topic), texts_of(new)) == (set(DELIVERY[:2]), set(DELIVERY[2:]))
    at_once, late = make_question(DELIVERY[0]), make_question(DELIVERY[1])
    assert place([at_once.pk]) == 1
    assert topics_of(at_once) == [topic.pk]
    run()
    assert topics_of(at_once, late) == [topic.pk, topic.pk]
    assert (texts_of(topic), texts_of(new)) == (set(DELIVERY[:2]), set(DELIVERY[2:]))


def test_a_topic_that_was_merged_away_is_nothing_to_merge_with():
    topic, gone, other = make_topic(*DELIVERY), make_topic(*DELIVERY), make_topic(*DELIVERY)
    choose_samples([topic.pk, gone.pk, other.pk])
    topic.refresh_from_db()
    assert {near.pk for near in get_nearby_topics(topic)} == {gone.pk, other.pk}
    MergeTopicsAction(other, others=[gone]).execute()
    assert [near.pk for near in get_nearby_topics(topic)] == [other.pk]


def test_splitting_off_everything_or_nothing_is_refused():
    topic = make_topic(*DELIVERY)
    for questions in ([], Question.objects.values_list("pk", flat=True)):
        with pytest.raises(ActionNotAllowed):
            SplitTopicAction(topic, questions=questions).execute()
    assert Topic.objects.count() == 1


def test_a_later_decision_takes_back_what_contradicts_it():
    one, other = make_topic(*DELIVERY), make_topic(*RETURNS)
    question = Question.objects.filter(topic=other).first()
    MoveQuestionsAction(one, questions=[question.pk]).execute()
    back = MoveQuestionsAction(other, questions=[question.pk])
    back.execute()
    assert back.undone == 2
    assert question.text in texts_of(other)
    run()
    assert question.text in texts_of(other)
    pairs = list(QuestionPair.objects.values_list("one", "other"))
    assert len(pairs) == len(set(pairs))


def test_questions_of_another_language_stay_where_they_are():
    topic = make_topic(*DELIVERY)
    foreign = make_question("Сколько идёт доставка?", language="ru")
    with pytest.raises(ActionNotAllowed):
        MoveQuestionsAction(topic, questions=[foreign.pk]).execute()


def test_a_dismissed_topic_takes_in_what_is_like_it():
    topic = make_topic(*DELIVERY)
    DismissTopicAction(topic).execute()
    late = make_question("How long does delivery take please")
    run()
    topic.refresh_from_db()
    assert topic.state == "dismissed"
    assert topics_of(late) == [topic.pk]


def test_an_answer_travels_with_a_merge():
    one, other = make_topic(*DELIVERY), make_topic(*RETURNS)
    AnswerTopicAction(other, answer_key="key").execute()
    MergeTopicsAction(one, others=[other]).execute()
    one.refresh_from_db()
    assert (one.answer_key, one.state) == ("key", "answered")


def test_actions_protect_themselves():
    one, other = make_topic(*DELIVERY), make_topic(*RETURNS)
    with pytest.raises(PermissionDenied):
        DismissTopicAction(one, user=make_user("anybody")).execute()
    DismissTopicAction(one, seen_version=0).execute()
    with pytest.raises(VersionConflict):
        DismissTopicAction(one, seen_version=0).execute()
    MergeTopicsAction(other, others=[one]).execute()
    with pytest.raises(ActionNotAllowed):
        DismissTopicAction(one).execute()


ACTIONS = {
    "dismiss": lambda one, other, **options: DismissTopicAction(one, **options),
    "answer": lambda one, other, **options: AnswerTopicAction(one, answer_key="key", **options),
    "merge": lambda one, other, **options: MergeTopicsAction(one, others=[other], **options),
    "move": lambda one, other, **options: MoveQuestionsAction(one, questions=[other.sample_id], **options),
    "split": lambda one, other, **options: SplitTopicAction(one, questions=[one.sample_id], **options),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_asks_for_the_permission_and_the_version_that_was_seen(name):
    one, other = make_topic(*DELIVERY), make_topic(*RETURNS)
    choose_samples([one.pk, other.pk])
    one.refresh_from_db()
    other.refresh_from_db()
    for user, version, problem in (("anybody", 0, PermissionDenied), (None, 7, VersionConflict)):
        action = ACTIONS[name](one, other, user=user and make_user(user), seen_version=version)
        with pytest.raises(problem):
            action.execute()
    ACTIONS[name](one, other, user=make_user("editor", superuser=True), seen_version=0).execute()


def test_questions_that_an_editor_brought_together_may_be_near_to_others_too():
    topic, near = make_topic(*DELIVERY[:3]), make_topic(*DELIVERY[:2], DELIVERY[3])
    own, theirs = (Question.objects.filter(topic=each).first() for each in (topic, near))
    choose_samples([topic.pk, near.pk])
    topic.refresh_from_db()
    pair = QuestionPair.objects.create(
        one_id=min(own.pk, theirs.pk), other_id=max(own.pk, theirs.pk), together=True
    )
    assert get_nearby_topics(topic) == [near]
    QuestionPair.objects.filter(pk=pair.pk).update(together=False)
    assert get_nearby_topics(topic) == []


def test_every_topic_gets_the_area_of_its_own_questions():
    for text in DELIVERY:
        make_question(text, area="delivery")
    for text in RETURNS:
        make_question(text, area="returns")
    run()
    areas = {topic.area: texts_of(topic) for topic in Topic.objects.all()}
    assert areas == {"delivery": set(DELIVERY), "returns": set(RETURNS)}


def test_the_history_holds_no_words_of_visitors():
    from wagtail.models import ModelLogEntry

    topic = make_topic(*DELIVERY)
    run()
    SplitTopicAction(topic, questions=[Question.objects.first().pk]).execute()
    entry = ModelLogEntry.objects.get(action="wagtail_feedback.topic_split")
    assert "delivery" not in f"{entry.label}{entry.data}"


# The run itself


def test_two_runs_at_once_and_one_that_was_killed():
    site = make_site()
    with hold_lease(site.pk, "en"), pytest.raises(Busy):
        regroup(site.pk, "en")
    RegroupingLease.objects.update(until=timezone.now() + timedelta(minutes=5))
    with pytest.raises(Busy):
        regroup(site.pk, "en")
    RegroupingLease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert regroup(site.pk, "en").questions == 0


def test_what_an_editor_moved_during_the_run_stays(monkeypatch):
    from wagtail_feedback.questions.topics import regrouping

    one, other = make_topic(*DELIVERY), make_topic(*RETURNS)
    late = make_question("How long does delivery take?")

    def group_texts(texts, **options):
        MergeTopicsAction(other, others=[one]).execute()
        return grouped(texts, **options)

    grouped = regrouping.group_texts
    monkeypatch.setattr(regrouping, "group_texts", group_texts)
    run()
    assert topics_of(late) == [other.pk]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["А как?", "???", "📦📦", "1 2", "a", ""], id="nothing-left"),
        pytest.param(["a" * 20_000, "b " * 10_000], id="long"),
    ],
)
def test_odd_mailboxes_leave_everything_alone(texts):
    for text in texts:
        make_question(text)
    run()
    assert set(Question.objects.values_list("topic", flat=True)) == {None}


# Demand


def test_people_are_counted_and_not_questions():
    topic = make_topic()
    for _time in range(5):
        make_question(DELIVERY[0], topic=topic, asker="anna@example.org")
    make_question(DELIVERY[1], topic=topic, asker="ben@example.org")
    make_question(
        DELIVERY[2], topic=topic, asker="eve@example.org", created_at=timezone.now() - timedelta(400)
    )
    recent = Topic.objects.with_demand(timezone.now() - timedelta(90)).get()
    assert (recent.askers, recent.asked) == (2, 6)
    assert Topic.objects.with_demand().get().askers == 3


@pytest.mark.parametrize(
    ("weeks", "verdict"),
    [
        ([0] * 8 + [3], "new"),
        ([2] * 8 + [6], ""),
        ([2] * 8 + [7], "rising"),
        ([0] * 7 + [1, 2], ""),
        ([2, 2, 2, 7], "rising"),
        ([0, 0], ""),
    ],
    ids=["new", "by-chance", "rising", "too-few", "three-weeks-old", "quiet"],
)
def test_trends(weeks, verdict):
    assert demand.judge(weeks) == verdict


def test_weeks_are_those_of_the_site(settings):
    settings.TIME_ZONE = "Europe/Moscow"
    with timezone.override("Europe/Moscow"):
        topic = make_topic()
        make_question(DELIVERY[0], topic=topic, created_at=datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
        trend = demand.get_trends([topic.pk], today=date(2026, 12, 1))[topic.pk]
        assert list(trend.weeks) == [0] * 8 + [1]


def test_weeks_begin_on_monday_where_clocks_are_put_back(settings):
    """On 25 October 2026 a day of Berlin has 25 hours."""
    settings.TIME_ZONE = "Europe/Berlin"
    with timezone.override("Europe/Berlin"):
        topic = make_topic()
        for moment in (
            datetime(2026, 10, 18, 22, tzinfo=UTC),  # Monday, 00:00
            datetime(2026, 10, 25, 22, 30, tzinfo=UTC),  # Sunday, 23:30
            datetime(2026, 10, 25, 23, tzinfo=UTC),  # Monday, 00:00
        ):
            make_question(DELIVERY[0], topic=topic, created_at=moment)
        trend = demand.get_trends([topic.pk], today=date(2026, 11, 2))[topic.pk]
        assert list(trend.weeks)[-2:] == [2, 1]


def test_a_check_says_that_the_engine_is_missing(monkeypatch):
    from wagtail_feedback.questions.engine import system_check

    assert system_check.check_engine() == []
    monkeypatch.setattr(system_check, "is_installed", lambda: False)
    assert [message.id for message in system_check.check_engine()] == ["wagtail_feedback.W020"]
