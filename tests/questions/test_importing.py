"""A mailbox of questions from a file."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import call_command

from tests.factories import make_settings
from wagtail_feedback.questions.models import Question

pytestmark = [pytest.mark.portable, pytest.mark.django_db]
#: More than are looked up at once.
ROWS = 1_200


def import_rows(path, number):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "name"])
        writer.writerows([f"Do you sell lid number {row}?", f"Asker {row % 300}"] for row in range(number))
    call_command(
        *("feedback_import", "questions", "--site", "testserver", "--map", "text=text", "--map", "name=name"),
        str(path),
        stdout=io.StringIO(),
    )


def count():
    askers = Question.objects.order_by().values("asker").distinct()
    return Question.objects.count(), askers.count()


def test_the_same_mailbox_twice_adds_neither_questions_nor_askers(tmp_path):
    make_settings()
    path = tmp_path / "mailbox.csv"
    import_rows(path, ROWS // 2)  # somebody stopped it half-way
    import_rows(path, ROWS)
    assert count() == (ROWS, 300)
    import_rows(path, ROWS)
    assert count() == (ROWS, 300)
