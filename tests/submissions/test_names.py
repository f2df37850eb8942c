from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_feedback.conf import conf
from wagtail_feedback.submissions.checks.reserved_names import is_reserved, skeleton_of
from wagtail_feedback.utils.text import normalise_line

RESERVED = ["Администрация", "Модератор", "Служба заботы", "admin", "moderator", "Iron & Linden"]


@pytest.mark.parametrize(
    "name",
    [
        "Администрация",
        "АДМИНИСТРАЦИЯ",
        "aдминистрaция",
        "АДМИHИCTPAЦИЯ",
        "Администрация!!!",
        "«Администрация»",
        "а\u200dд\u200bм\u202eинистрация",
        "А.д.м.и.н.и.с.т.р.а.ц.и.я",
        "администра\u0301ция",
        "Админист\u3164рация",
        "a\ufe0fd\u200cmin",
        "Администрация магазина",
        "Служба  заботы",
        "СЛУЖБА-ЗАБОТЫ",
        "Cлyжбa зaбoты",
        "A d m i n",
        "аdmin",
        "@dm1n",
        "admın",
        "adrnin",
        "ＡＤＭＩＮ",
        "𝐀𝐝𝐦𝐢𝐧",
        "Αdmin",
        "Mоdеrаtоr",
        "Модератоp",
        "Iron&Linden",
        "IRОN & LINDЕN",
        "Iron & Linden, support",
    ],
)
def test_a_disguised_name_is_seen_through(name):
    assert is_reserved(name, RESERVED)


@pytest.mark.parametrize(
    "name",
    ["", " ", "...", "Анна К.", "Adam", "Админа Петрова", "Adminson", "Мария", "Roman", "\U0001f600", "Лука"],
)
def test_an_ordinary_name_is_free(name):
    assert not is_reserved(name, RESERVED)


def test_the_shipped_names_cover_both_languages():
    for name in ("Admin", "Administrator", "Админ", "Администратор", "Администрация", "Модератор"):
        assert is_reserved(name, conf.RESERVED_NAMES)


def test_an_empty_reserved_name_takes_nothing():
    assert not is_reserved("Anna", ["", " ", "…"])


@given(st.text(max_size=30))
def test_no_name_breaks_it(name):
    assert skeleton_of(name) == skeleton_of(normalise_line(name)) or normalise_line(name) != name
