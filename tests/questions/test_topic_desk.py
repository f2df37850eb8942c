"""The editors' screens of topics."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupSitePermission

from tests.factories import make_home, make_site, make_user
from tests.questions.test_topics import DELIVERY, RETURNS, make_question, make_topic, run, texts_of
from tests.site.models import QuestionsPage
from wagtail_feedback.faq.models import FAQEntry
from wagtail_feedback.questions.admin.topic_view import get_topic_url
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.actions import MergeTopicsAction

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
LIST = "wagtailsnippets_wagtail_feedback_questions_topic:list"


@pytest.fixture
def editor(client):
    user = make_user("editor", superuser=True)
    client.force_login(user)
    return user


def post(client, shown, action, **fields):
    shown.refresh_from_db()
    return client.post(get_topic_url(shown), {"action": action, "version": shown.version, **fields})


def named(client, **query):
    """The topics of the list, in its order."""
    return [topic.name for topic in client.get(reverse(LIST), query).context["object_list"]]


def test_what_most_people_ask_comes_first_and_trouble_with_the_site_before_it(client, editor):
    make_topic(*DELIVERY, name="Delivery")
    make_topic(*RETURNS, *DELIVERY, name="Returns")
    make_topic(*DELIVERY[:3], name="Pictures", area="pictures")
    make_topic(DELIVERY[0], name="Rare")
    make_topic(*DELIVERY, name="Gone", state="dismissed")
    assert named(client) == ["Pictures", "Returns", "Delivery"]
    assert named(client, few="on") == ["Pictures", "Returns", "Delivery", "Rare"]
    assert named(client, state="dismissed") == ["Gone"]
    assert named(client, area="pictures") == ["Pictures"]


def test_below_its_title_stands_how_else_a_topic_is_asked(client, editor):
    make_topic("Hello, how long does delivery take?", "how long does delivery take", *DELIVERY[1:])
    run()
    html = client.get(reverse(LIST)).content.decode()
    assert [html.count(text) for text in DELIVERY] == [1, 0, 1, 1]
    assert "Hello" not in html


def test_nobody_has_filtered_a_list_that_is_just_opened(client, editor):
    make_topic(*DELIVERY, name="Delivery")
    response = client.get(reverse(LIST))
    assert not response.context["is_filtering"]
    assert client.get(reverse(LIST), {"few": "on"}).context["is_filtering"]


def test_an_empty_list_says_when_topics_come(client, editor):
    told = "Questions are grouped once a night."
    assert told in client.get(reverse(LIST)).content.decode()
    assert told not in client.get(reverse(LIST), {"area": "payment"}).content.decode()


def test_the_list_of_questions_does_not_miss_an_order_that_nobody_asked_for(client, editor):
    make_question("Does delivery take long?", source="form")
    make_question("Where is my parcel?", source="phone")
    url = reverse("wagtailsnippets_wagtail_feedback_questions_question:list")
    html = client.get(url, {"tab": "published"}).content.decode()
    assert "Purchase not confirmed" not in html
    assert "Phone" in html
    assert "<title>Questions" in " ".join(html.split()).replace("<title> ", "<title>")


def test_a_list_of_topics_takes_as_many_queries_as_one_of_two(client, editor, django_assert_max_num_queries):
    for number in range(2):
        make_topic(*DELIVERY, name=f"Topic {number}")
    named(client)
    with django_assert_max_num_queries(60) as few:
        named(client)
    number_of_queries = len(few)  # before the next request empties the log
    for number in range(8):
        make_topic(*DELIVERY, name=f"More {number}")
    with django_assert_max_num_queries(number_of_queries):
        named(client)


def test_the_screen_of_a_topic_shows_who_asks_and_what_is_like_it(client, editor):
    topic = make_topic(*DELIVERY)
    near = make_topic("How long does delivery to Oslo take?", "How long will delivery to Oslo take?")
    alone = make_question("Does delivery take long?")
    from wagtail_feedback.questions.topics.samples import choose_samples

    choose_samples([topic.pk, near.pk])
    html = client.get(get_topic_url(topic)).content.decode()
    assert "4 people ask it." in html
    assert "Maybe also these" in html
    assert alone.text in html
    assert "Maybe the same" in html


def test_a_question_is_opened_by_whoever_may_moderate_it(client, editor):
    topic = make_topic(DELIVERY[0])
    url = reverse("wagtailsnippets_wagtail_feedback_questions_question:edit", args=[topic.questions.get().pk])
    assert url in client.get(get_topic_url(topic)).content.decode()
    assert client.get(url).status_code == 200
    client.force_login(make_user("topics", permissions=("change_topic", "view_topic")))
    html = client.get(get_topic_url(topic)).content.decode()
    assert DELIVERY[0] in html
    assert url not in html


def test_saving_needs_the_version_that_was_seen_and_keeps_what_was_typed(client, editor):
    topic = make_topic(*DELIVERY)
    assert post(client, topic, "save", name="Delivery time", area="delivery").status_code == 302
    stale = client.post(
        get_topic_url(topic), {"action": "dismiss", "version": 0, "name": "My name", "area": "payment"}
    )
    topic.refresh_from_db()
    assert stale.status_code == 409
    assert 'value="My name"' in stale.content.decode()
    assert (topic.name, topic.area, topic.state) == ("Delivery time", "delivery", "open")


def test_merge_split_move_add_dismiss(client, editor):
    one, other = make_topic(*DELIVERY, name="One"), make_topic(*RETURNS, name="Other")
    half = [q.pk for q in Question.objects.filter(text__in=RETURNS[:2])]
    response = post(client, other, "split", question=half)
    new = Topic.objects.exclude(pk__in=[one.pk, other.pk]).get()
    assert response["Location"] == get_topic_url(new)
    assert texts_of(new) == set(RETURNS[:2])
    post(client, one, "merge", topic=new.key)
    assert client.get(get_topic_url(new))["Location"] == get_topic_url(one)
    post(client, one, "move", topic=other.key, question=half)
    assert texts_of(other) == set(RETURNS)
    alone = make_question("Where is my order?")
    post(client, one, "add", nearby=alone.pk)
    assert alone.text in texts_of(one)
    post(client, one, "dismiss")
    one.refresh_from_db()
    assert one.state == "dismissed"


def test_whoever_has_a_merged_topic_open_is_told_and_loses_no_words(client, editor):
    one, other = make_topic(*DELIVERY, name="One"), make_topic(*RETURNS, name="Other")
    seen = other.version
    MergeTopicsAction(one, others=[other], user=editor).execute()
    response = client.post(
        get_topic_url(other), {"action": "save", "version": seen, "name": "Typed long", "area": "delivery"}
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "Typed long" in html
    assert get_topic_url(one) in html
    history = client.get(reverse(LIST.replace("list", "history"), args=[other.pk])).content.decode()
    assert "editor" in history
    one.refresh_from_db()
    assert one.name == "One"


@pytest.mark.parametrize("action", ["split", "move", "add", "merge", "answer"])
def test_a_button_without_a_choice_says_what_is_missing(client, editor, action):
    topic = make_topic(*DELIVERY)
    response = post(client, topic, action, question="x", nearby="9" * 30, topic="none", answer="none")
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert texts_of(topic) == set(DELIVERY)


def test_ticked_topics_are_merged_and_never_all_of_a_list(client, editor):
    one, other, third = make_topic(*DELIVERY, *RETURNS), make_topic(*DELIVERY), make_topic(*RETURNS)
    url = reverse("wagtail_bulk_action", args=["wagtail_feedback_questions", "topic", "feedback_merge"])
    assert "one by one" in client.get(url, {"id": "all"}).content.decode()
    client.post(f"{url}?id={one.pk}&id={other.pk}")
    other.refresh_from_db()
    third.refresh_from_db()
    assert (other.merged_into, third.merged_into) == (one, None)


@pytest.fixture
def home():
    return make_home(make_site())


def make_page_of(client, *topics, **fields):
    url = reverse("wagtail_bulk_action", args=["wagtail_feedback_questions", "topic", "feedback_make_page"])
    query = "&".join(f"id={topic.pk}" for topic in topics)
    assert client.get(f"{url}?{query}").status_code == 200
    return client.post(f"{url}?{query}", {"title": "Good to know", **fields})


def test_topics_become_a_draft_of_a_page_with_begun_answers(client, editor, home):
    delivery = make_topic(*DELIVERY, name="How long does delivery take?", area="delivery")
    pictures = make_topic(*RETURNS, name="Why do pictures not load?", area="pictures")
    response = make_page_of(client, delivery, pictures, parent=home.pk)
    page = QuestionsPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert [block.value.name for block in page.sections] == ["Pictures on the site", "Delivery"]
    entry = FAQEntry.objects.get(question="How long does delivery take?")
    assert not entry.live
    assert entry.section.name == entry.get_latest_revision_as_object().section.name == "Delivery"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer_key) == ("answered", str(entry.translation_key))
    assert client.get(response["Location"]).status_code == 200


def test_a_page_says_beside_the_field_where_it_may_not_stand(client, editor, home):
    response = make_page_of(client, make_topic(*DELIVERY), parent="")
    assert response.status_code == 200
    assert "This field is required" in response.content.decode()
    assert not QuestionsPage.objects.exists()
    assert not FAQEntry.objects.exists()


def test_a_draft_of_an_answer_is_begun_once(client, editor, home):
    topic = make_topic(*DELIVERY, name="How long does delivery take?")
    first = post(client, topic, "draft")
    entry = FAQEntry.objects.get()
    assert first["Location"].endswith(f"/edit/{entry.pk}/")
    assert [wording.text for wording in entry.get_latest_revision_as_object().wordings.all()]
    post(client, topic, "draft")
    assert FAQEntry.objects.count() == 1


def test_editors_see_the_topics_of_their_sites(client):
    here, there = make_topic(*DELIVERY, name="Here"), make_topic(*DELIVERY, name="There")
    Topic.objects.filter(pk=there.pk).update(site=make_site("two.example"))
    user = make_user("limited", permissions=())
    group = user.groups.create(name="limited")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupSitePermission.objects.create(
        group=group, site=here.site, permission=Permission.objects.get(codename="change_topic")
    )
    client.force_login(user)
    assert named(client) == ["Here"]
    assert client.get(get_topic_url(there), follow=True).status_code == 404
    assert client.get(get_topic_url(here)).status_code == 200


def test_strangers_see_nothing(client):
    topic = make_topic(*DELIVERY)
    client.force_login(make_user("nobody"))
    assert client.get(get_topic_url(topic)).status_code in {302, 403}
