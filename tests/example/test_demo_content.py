from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Site

from example_project.shop.models import ContentPage
from wagtail_feedback.questions.models import Question, Topic
from wagtail_feedback.questions.topics.samples import is_installed
from wagtail_feedback.reviews.feature.counters import true_counts
from wagtail_feedback.reviews.models import Answer, Entry, EntryCount, ReviewBook

pytestmark = pytest.mark.django_db

MODELS = [Page, Site, get_user_model(), ReviewBook, Entry, Answer, EntryCount, Question, Topic]


def rows():
    return [list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in MODELS]


def test_second_run_adds_nothing():
    before = rows()
    call_command("demo_content", verbosity=0)
    assert rows() == before


def test_second_run_keeps_what_an_editor_wrote():
    ContentPage.objects.filter(slug="delivery", locale__language_code="en").update(title="Shipping")
    call_command("demo_content", verbosity=0)
    assert ContentPage.objects.get(slug="delivery", locale__language_code="en").title == "Shipping"


def test_it_prints_where_to_look(capsys):
    call_command("demo_content")
    told = capsys.readouterr().out
    assert "/en/reviews/" in told
    assert "/en/questions/" in told
    assert "admin, moderator, editor (password changeme)" in told


@pytest.mark.parametrize(
    ("login", "groups"),
    [("admin", []), ("moderator", ["Feedback moderators"]), ("editor", ["Editors", "Feedback editors"])],
)
def test_logins_work_and_belong_to_their_groups(client, login, groups):
    assert client.login(username=login, password="changeme")
    user = get_user_model().objects.get(username=login)
    assert sorted(user.groups.values_list("name", flat=True)) == groups
    assert client.get("/admin/").status_code == 200


def test_a_new_complaint_would_be_the_first_in_the_queue():
    waiting = Entry.objects.filter(status="pending")
    assert waiting.count() == 13
    assert not waiting.filter(kind="complaint").exists()


def test_the_book_holds_every_state_an_owner_meets():
    shop = Entry.objects.filter(book__slug="shop")
    assert shop.published().count() == 36
    assert shop.overdue().count() == 1
    assert shop.filter(status="withheld").exclude(withheld_reason="").count() == 2
    assert shop.filter(status="withdrawn", is_listed=True).count() == 1
    assert set(shop.values_list("language", flat=True)) == {"en", "ru"}


@pytest.mark.parametrize("slug", ["shop", "clothing"])
def test_counts_are_true(slug):
    book = ReviewBook.objects.get(slug=slug)
    kept = {(t.about, t.language, t.kind, t.rating): (t.count,) for t in book.counts.exclude(count=0)}
    assert kept == true_counts(book)


def test_sixty_real_reviews_are_imported():
    assert Entry.objects.filter(book__slug="clothing", source="import").published().count() == 60


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_mailbox_holds_questions_of_many_people(language):
    asked = Question.objects.filter(language=language, origin="")
    assert asked.taken_up().count() == 63
    assert asked.values("asker").distinct().count() == 63
    assert asked.filter(created_at__lt=timezone.now() - timedelta(days=60)).count() == 0


@pytest.mark.skipif(not is_installed(), reason="the extra [faq] groups questions")
@pytest.mark.parametrize(
    ("language", "pictures", "order"),
    [
        ("en", "Pictures do not load", "Cannot finish an order"),
        ("ru", "Не загружаются картинки", "Не получается оформить заказ"),
    ],
)
def test_recurring_questions_are_topics_and_one_offs_stay_alone(language, pictures, order):
    topics = Topic.objects.filter(language=language).with_demand()
    assert topics.filter(askers__gte=4).count() >= 6
    named = topics.exclude(name="").filter(askers__gte=4).order_by("area").values_list("name", "area")
    assert list(named) == [(order, "ordering"), (pictures, "pictures")]
    assert Question.objects.filter(language=language, topic=None, origin="").count() >= 8


def test_no_mail_was_sent():
    assert Entry.objects.exclude(contact=None).filter(contact__confirmed_at=None).count() == 0


def test_answers_are_as_old_as_their_stories():
    for answer in Answer.objects.select_related("entry"):
        assert answer.entry.created_at < answer.published_at == answer.entry.answered_at
    assert Answer.objects.order_by("-published_at").first().published_at < timezone.now() - timedelta(days=1)
