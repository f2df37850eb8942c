from __future__ import annotations

import pytest

from wagtail_feedback.utils.tabular.csv_reader import csv_rows
from wagtail_feedback.utils.tabular.files import UnreadableFile, guess_encoding, is_undecoded, open_text

RUSSIAN = "Текст;Оценка\r\nХорошая сковорода, но ручка шатается;4\r\nКурьер опоздал;2\r\n"
GERMAN = "Text;Stars\r\nSchöne Pfanne für Gemüse, heiß geliebt;5\r\nGroß, aber Öl läuft über;4\r\n" * 3


@pytest.fixture
def write(tmp_path):
    def make(content):
        path = tmp_path / "rows.csv"
        path.write_bytes(content)
        return path

    return make


def read(path, encoding="utf-8"):
    with open_text(path, encoding) as stream:
        return stream.read()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "UTF8", "utf-16", "cp1251", "koi8-r"])
def test_text_has_no_byte_order_mark(write, encoding):
    assert read(write(RUSSIAN.encode(encoding)), encoding) == RUSSIAN


def test_a_mark_before_utf8_is_no_part_of_it(write):
    assert read(write(RUSSIAN.encode("utf-8-sig"))) == RUSSIAN


def test_undecodable_bytes_are_marked(write):
    good, bad = read(write(b"good\n\xcf\xeb\xee\n")).splitlines()
    assert (is_undecoded(good), is_undecoded(bad)) == (False, True)


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", "Try --encoding utf-16"), ("utf-99", "unknown encoding")]
)
def test_another_encoding_is_told(write, encoding, said):
    with pytest.raises(UnreadableFile, match=said):
        read(write("Text".encode("utf-16")), encoding)


def test_an_encoding_that_breaks_halfway_is_told(write):
    with pytest.raises(UnreadableFile, match="is not utf-16"):
        read(write("Text".encode("utf-16") + b"\x00\xd8x"), "utf-16")


@pytest.mark.parametrize("read_file", [read, guess_encoding])
def test_a_file_that_is_not_there(tmp_path, read_file):
    with pytest.raises(UnreadableFile, match="No such file"):
        read_file(tmp_path / "none.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "koi8_r", "cp866"])
def test_the_encoding_of_russian_is_guessed(write, encoding):
    assert guess_encoding(write(RUSSIAN.encode(encoding))) == encoding


def test_western_letters_are_not_taken_for_russian(write):
    assert guess_encoding(write(GERMAN.encode("cp1252"))) == "cp1252"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Text,Stars\nGood,5\n",
        RUSSIAN.encode() * 3 + "Плохая".encode("cp1251") * 4,
        "Отзыв,Оценка\n".encode("cp1251"),
        ("я" * 40_000).encode()[1:],
    ],
    ids=["empty", "ascii", "little damage", "too short to tell", "cut in a letter"],
)
def test_utf8_is_not_given_up_lightly(write, content):
    assert guess_encoding(write(content)) == "utf-8"


def test_a_guess_leads_to_rows(write):
    path = write(RUSSIAN.encode("cp1251"))
    with open_text(path, guess_encoding(path)) as stream:
        assert [row.cells["Оценка"] for row in csv_rows(stream)] == ["4", "2"]
