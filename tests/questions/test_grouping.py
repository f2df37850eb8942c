"""Questions that ask the same share a number."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from wagtail_feedback.questions.engine.neighbours import nearest
from wagtail_feedback.questions.engine.vectors import Vectoriser, Vectors, likeness
from wagtail_feedback.questions.grouping import ALONE, group_texts

DELIVERY = [
    "Сколько стоит доставка?",
    "стоимость доставки в Тверь",
    "цена доставки курьером",
    "почем доставка",
]
RETURN = [
    "Как вернуть товар?",
    "хочу вернуть товар",
    "как оформить возврат товара",
    "условия возврата товара",
]
WARRANTY = ["Какая гарантия?", "есть ли гарантия", "Какая гарантия на матрас?", "на сколько месяцев гарантия"]
MAILBOX = [*DELIVERY, *RETURN, *WARRANTY, "Вы продаёте собак?", "Кто выиграл матч?"]


def test_topics_are_groups_and_one_offs_are_alone():
    groups = group_texts(MAILBOX)

    assert len({*groups[0:4]}) == len({*groups[4:8]}) == len({*groups[8:12]}) == 1
    assert len({groups[0], groups[4], groups[8]}) == 3
    assert groups[12:] == [ALONE, ALONE]


def test_the_same_call_gives_the_same_numbers():
    assert group_texts(MAILBOX) == group_texts(list(MAILBOX))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Здравствуйте! Подскажите пожалуйста, есть ли гарантия?",
            "Здравствуйте! Подскажите пожалуйста, сколько стоит доставка?",
        ),
        ("Пятно https://example.org/media/2026/1.jpg", "Скрипит https://example.org/media/2026/2.jpg"),
        ("Где мой заказ 48213?", "Товар 48213 есть в наличии?"),
        ("Как подписаться на рассылку?", "Как отписаться от рассылки?"),
        ("включить уведомления", "отключить уведомления"),
        ("How do I subscribe to the newsletter?", "How do I unsubscribe from the newsletter?"),
    ],
)
def test_what_is_not_alike(one, other):
    assert group_texts([one, other]) == [ALONE, ALONE]
    assert len(set(group_texts([one] * 3 + [other] * 3))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Где мой заказ 48213?", "Где мой заказ 90577?"),
        ("Счёт на оплату", "CЧЕТ на оплату"),
        ("матрас 160х200", "матрас 160×200"),
        ("Верните деньги", "Как вернуть деньги?"),
        ("оплатить заказ", "оплачу заказ"),
        ("Сколько стоит дотсавка в Тверь?", "Сколько стоит доставка в Тверь?"),
    ],
)
def test_what_is_alike(one, other):
    assert group_texts([one, other]) == [0, 0]


@pytest.mark.parametrize("texts", [[], ["???"], ["А как?", "???", "📦📦", "1 2", "a", ""] * 3])
def test_nothing_left_after_cleaning_is_alone(texts):
    assert group_texts(texts) == [ALONE] * len(texts)


def test_ten_thousand_equal_questions_are_one_group():
    groups = group_texts(["Где мой заказ?"] * 10_000 + MAILBOX)

    assert set(groups[:10_000]) == {0}


# Pairs


def test_must_link_joins_what_has_nothing_in_common():
    groups = group_texts(["???", "Вы продаёте собак?", *DELIVERY], must_link=[(0, 1), (1, 2)])

    assert groups[0] == groups[1] == groups[2] != ALONE


def test_cannot_link_parts_equal_texts():
    groups = group_texts(["Где заказ?"] * 4, cannot_link=[(0, 3)])

    assert groups[0] != groups[3]


def test_contradiction_through_a_third_leaves_out_the_later_pair():
    assert group_texts(["а", "б", "в"], must_link=[(0, 1), (1, 2)], cannot_link=[(0, 2)]) == [0, 0, ALONE]
    assert group_texts(["а", "б", "в"], must_link=[(1, 2), (0, 1)], cannot_link=[(0, 2)]) == [ALONE, 0, 0]


def test_three_mutual_cannot_links_give_three_groups():
    texts = ["Где заказ?", "Где мой заказ?", "Где же заказ?"] * 4
    must = [(a, a + 3) for a in range(9)]

    groups = group_texts(texts, must_link=must, cannot_link=[(0, 1), (1, 2), (2, 0)])

    assert groups == [0, 1, 2] * 4


def test_a_pair_with_itself_says_nothing():
    assert group_texts(["Где заказ?"] * 2, must_link=[(0, 0)], cannot_link=[(1, 1)]) == [0, 0]


@pytest.mark.parametrize("seed", range(5))
def test_pairs_hold_whatever_the_likeness(seed):
    rng = random.Random(seed)  # noqa: S311
    texts = [rng.choice(MAILBOX) + rng.choice(["", " срочно", " завтра"]) for _ in range(60)]
    owner = [rng.randrange(6) for _ in texts]  # an editor without contradictions
    pairs = [tuple(rng.sample(range(60), 2)) for _ in range(80)]
    must = [(a, b) for a, b in pairs if owner[a] == owner[b]]
    cannot = [(a, b) for a, b in pairs if owner[a] != owner[b]]

    first = group_texts(texts[:50], must_link=[p for p in must if max(p) < 50])
    for groups in (
        group_texts(texts, must_link=must, cannot_link=cannot),
        group_texts(texts, must_link=must, cannot_link=cannot, previous=first),
    ):
        assert all(groups[a] == groups[b] != ALONE for a, b in must)
        assert all(groups[a] != groups[b] or groups[a] == ALONE for a, b in cannot)


# Earlier results


def test_old_groups_keep_numbers_and_members():
    old = [7 if group == 0 else group for group in group_texts(MAILBOX)]

    new = group_texts(
        [*MAILBOX, "доставка сколько стоит", "Как стать дилером?", "как стать дилером у вас"], previous=old
    )

    assert new[: len(old)] == old
    assert new[len(old)] == 7
    assert new[-1] == new[-2] == 8


def test_a_split_is_not_undone_by_what_comes_later():
    old = [0, 0, 1, 1]
    texts = [
        "Сколько стоит доставка?",
        "доставка почем",
        "Сколько стоит доставка в Тверь?",
        "доставка в Тверь",
    ]

    new = group_texts([*texts, "Сколько стоит доставка?"], previous=old, cannot_link=[(0, 2)])

    assert new == [0, 0, 1, 1, 0]


def test_old_groups_never_become_one():
    texts = [f"{way} стоит доставка{place}" for place in (" в Тверь", "") for way in ("сколько", "почем")]

    between = ["сколько же стоит доставка в Тверь", "а доставка в Тверь почем", "доставка сколько стоит"]

    assert group_texts(texts + between, previous=[0, 0, 1, 1])[:4] == [0, 0, 1, 1]


def test_what_was_left_alone_stays_alone_unless_a_new_text_comes_near():
    old = [ALONE, ALONE]
    texts = ["Как вернуть товар?", "хочу вернуть товар"]

    assert group_texts(texts, previous=old) == old
    assert ALONE not in group_texts([*texts, "вернуть товар"], previous=old)


def test_an_old_group_with_a_cannot_link_inside_is_grouped_anew():
    old = group_texts(MAILBOX)

    new = group_texts(MAILBOX, previous=old, cannot_link=[(0, 1)])

    assert new[0] != new[1] or new[0] == ALONE
    assert new[4:] == old[4:]


def test_a_must_link_makes_two_old_groups_one():
    assert group_texts(MAILBOX[:8], previous=[3] * 4 + [1] * 4, must_link=[(0, 7)]) == [3] * 8


# Numbers


def test_many_shared_features_are_counted_right():
    rows = Vectoriser([["слово"]]).matrix([[f"слово{n}" for n in range(300)]] * 2)

    assert likeness(rows[0], rows[1])[0] == pytest.approx(1, abs=1e-4)


def test_vectors_are_small():
    rows = Vectoriser([["слово"]]).matrix([["слово"]])

    assert rows.dtype == np.float32 and rows.indices.dtype == np.int32


def test_neighbours_are_those_of_the_full_product():
    said = [text.lower().rstrip("?").split() for text in MAILBOX]
    rows = Vectoriser(said).matrix(said)
    full = (rows @ rows.T).toarray()

    one, other, values = nearest(Vectors(rows, np.empty((len(said), 0), np.float32)), 5, 0.2)

    expected = {(a, b) for a, b in itertools.permutations(range(len(MAILBOX)), 2) if full[a, b] >= 0.2}
    assert set(zip(one.tolist(), other.tolist(), strict=True)) == expected
    assert values == pytest.approx(full[one, other], abs=1e-5)
