"""Fields of the questions that several controls answer together: matrix and ranking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail_feedback.surveys.asking.answer_fields import AnswerField, Posted, arrange
from wagtail_feedback.surveys.schema import Answers, Choice

UP, DOWN = "up", "down"


class MatrixField(AnswerField):
    """A radio group a row."""

    control_template = "wagtail_feedback/surveys/elements/matrix.html"

    def get_names(self) -> list[str]:
        return [self.row_name(row) for row in self.question.choices]

    def row_name(self, row: Choice) -> str:
        return f"{self.name}_{row.id}"

    def read(self, posted: Posted) -> dict[str, str]:
        known, answer = {column.id for column in self.question.columns}, {}
        for row in self.question.choices:
            values = [value for value in posted.get(self.row_name(row), []) if value]
            if not values:
                continue
            if len(values) > 1 or values[0] not in known:
                message = _("Choose one of the answers that are listed: “%(row)s”")
                raise ValidationError(message % {"row": row.label}, code=row.id)
            answer[row.id] = values[0]
        return answer

    def find_missing(self, answers: Answers) -> list[ValidationError]:
        """Row by row, so that only those are marked."""
        if not self.question.required:
            return []
        answer = answers.get(self.question.id) or {}
        message = _("Choose an answer: “%(row)s”")
        rows = (row for row in self.question.choices if row.id not in answer)
        return [ValidationError(message % {"row": row.label}, code=row.id) for row in rows]

    def first_id(self, auto_id: str) -> str:
        return f"{auto_id}-{self.question.choices[0].id}-{self.question.columns[0].id}"

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        rows = [
            {"row": row, "name": self.row_name(row), "chosen": posted.get(self.row_name(row), [])}
            for row in self.question.choices
        ]
        return {"rows": rows, "columns": self.question.columns, "size": len(self.question.columns)}


class RankingField(AnswerField):
    """A place for each; what gets none is not ranked, and gaps close up."""

    control_template = "wagtail_feedback/surveys/elements/ranking.html"

    def get_names(self) -> list[str]:
        return [self.place_name(choice.id) for choice in self.question.choices]

    def place_name(self, choice_id: str) -> str:
        return f"{self.name}_{choice_id}"

    def read(self, posted: Posted) -> list[str]:
        labels = {choice.id: choice.label for choice in self.question.choices}
        places: dict[str, str] = {}
        known = {str(place) for place in range(1, len(labels) + 1)}
        for choice_id, label in labels.items():
            values = [value for value in posted.get(self.place_name(choice_id), []) if value.strip()]
            if not values:
                continue
            if len(values) > 1 or values[0] not in known:
                raise ValidationError(_("Choose a place from the list: “%(choice)s”") % {"choice": label})
            if (before := places.get(values[0])) is not None:
                words = {"one": labels[before], "other": label, "place": values[0]}
                raise ValidationError(_("“%(one)s” and “%(other)s” both have place %(place)s") % words)
            places[values[0]] = choice_id
        return [places[place] for place in sorted(places, key=int)]

    def first_id(self, auto_id: str) -> str:
        return f"{auto_id}-{self.question.choices[0].id}" if self.question.choices else auto_id

    def get_context(self, posted: Posted, auto_id: str, order: list[str]) -> dict[str, Any]:
        choices = list(arrange(self.question, order))
        places = {each.id: (posted.get(self.place_name(each.id)) or [""])[-1] for each in choices}
        choices.sort(key=lambda choice: _sort_key(places[choice.id]))
        ranked = sum(bool(place) for place in places.values())
        return {
            "items": [
                {
                    "choice": choice,
                    "name": self.place_name(choice.id),
                    "place": places[choice.id],
                    "can_rise": number > 0 or not places[choice.id],
                    "can_fall": bool(places[choice.id]) and number < ranked - 1,
                }
                for number, choice in enumerate(choices)
            ],
            "places": [str(place) for place in range(1, len(choices) + 1)],
        }

    def move(self, posted: Posted, choice_id: str, way: str) -> Mapping[str, str]:
        """The places once a choice has changed them with its neighbour; one without a place gets the next."""
        names = [self.place_name(choice.id) for choice in self.question.choices]
        places = {name: (posted.get(name) or [""])[-1] for name in names}
        ranked = sorted((name for name in names if places[name]), key=lambda name: _sort_key(places[name]))
        moved = self.place_name(choice_id)
        if moved in ranked:
            here = ranked.index(moved)
            there = here - 1 if way == UP else here + 1
            if 0 <= there < len(ranked):
                ranked[here], ranked[there] = ranked[there], ranked[here]
        elif moved in names and way == UP:
            ranked.append(moved)
        return {name: str(ranked.index(name) + 1) if name in ranked else "" for name in names}


def _sort_key(place: str) -> float:
    """What has no place comes last, and so does what is none."""
    return int(place) if place.isascii() and place.isdecimal() and len(place) < 3 else float("inf")
