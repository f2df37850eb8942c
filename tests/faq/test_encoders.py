"""The encoder of the site's choice, behind the search of an FAQ."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.faq.entries import make_faq
from tests.faq.test_listing import questions, soup
from tests.questions.encoders import FakeEncoder
from wagtail_feedback.questions.engine import encoders
from wagtail_feedback.questions.engine.encoders import get_encoder, make_matcher

WORDINGS = [("parking", "Есть ли парковка?"), ("shipping", "Сколько стоит доставка?")]


@pytest.fixture
def choose(settings):
    """Choose an encoder by its path, or give one."""
    made = []

    def make(encoder):
        if isinstance(encoder, str):
            settings.WAGTAILFEEDBACK_QUESTION_ENCODER = encoder
            return
        made.append(encoder)
        settings.WAGTAILFEEDBACK_QUESTION_ENCODER = f"{__name__}.given"
        globals()["given"] = lambda: encoder
        encoders._make_encoder.cache_clear()

    encoders._make_encoder.cache_clear()
    yield make
    encoders._make_encoder.cache_clear()


def test_none_unless_the_site_names_one():
    assert get_encoder() is None
    assert make_matcher(WORDINGS).suggest("Куда поставить машину?") == []


def test_it_is_made_once(choose):
    choose("tests.questions.encoders.FakeEncoder")

    assert isinstance(get_encoder(), FakeEncoder) and get_encoder() is get_encoder()


@pytest.mark.parametrize(
    "path", ["tests.questions.encoders.Missing", "no_such_package.Encoder", "tests", "os.no.x"]
)
def test_one_that_is_missing_is_told_once_and_words_answer(choose, path, caplog):
    choose(path)

    for _ in range(2):
        assert [key for key, _ in make_matcher(WORDINGS).suggest("почем доставка")] == ["shipping"]
    assert len(caplog.records) == 1 and path in caplog.text


def test_vectors_of_wordings_are_kept_and_those_of_typed_words_are_not(choose):
    first, second = FakeEncoder("kept"), FakeEncoder("kept")
    for encoder in (first, second):
        choose(encoder)
        cold = make_matcher(WORDINGS)
        assert cold.suggest("Куда поставить машину?")[0][0] == "parking"

    assert "есть ли парковка" in first.asked
    assert second.asked == ["куда поставить машину"]


def test_vectors_of_another_version_are_not_used(choose):
    for version in ("kept 1", "kept 2"):
        encoder = FakeEncoder(version)
        choose(encoder)
        make_matcher(WORDINGS)
        assert "есть ли парковка" in encoder.asked


def test_without_a_cache_it_answers_too(choose, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(cache, "get_many", fail)
    monkeypatch.setattr(cache, "set_many", fail)
    choose(FakeEncoder())
    assert make_matcher(WORDINGS).suggest("Куда поставить машину?")[0][0] == "parking"


@pytest.mark.django_db
def test_search_of_an_faq_answers_when_the_encoder_fails(choose, client, page, section, caplog):
    make_faq(section, "Can I send it back?", wordings=["Can I get a refund for a kettle?"])
    choose(FakeEncoder("failing", fails_after=0))

    assert questions(soup(client, page, "?faq=refund please")) == ["Can I send it back?"]
    assert [record.name for record in caplog.records] == ["wagtail_feedback.questions.engine.encoding"]
