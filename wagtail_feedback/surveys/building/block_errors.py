"""Errors of a survey on the blocks that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from wagtail_feedback.surveys.building.publishing_errors import Advice


def place_errors(steps: Any, endings: Any, errors: Iterable[Advice]) -> dict[str, ValidationError]:
    """By field of the form; ``steps`` and ``endings`` are what the form holds."""
    by_place: dict[str, list[str]] = {}
    for error in errors:
        by_place.setdefault(error.place, []).append(f"{error.title} {error.text}".strip())
    in_steps = {number: found for number, step in enumerate(steps) if (found := _in_step(step, by_place))}
    in_endings = {
        number: StructBlockValidationError(non_block_errors=by_place.pop(ending.id))
        for number, ending in enumerate(endings or ())
        if ending.id in by_place
    }
    placed: dict[str, ValidationError] = {}
    if in_endings:
        placed["endings"] = StreamBlockValidationError(block_errors=in_endings)
    rest = [text for texts in by_place.values() for text in texts]
    if in_steps or rest:
        placed["steps"] = StreamBlockValidationError(block_errors=in_steps, non_block_errors=rest)
    return placed


def _in_step(step: Any, by_place: dict[str, list[str]]) -> ValidationError | None:
    """Takes out of ``by_place`` what it has found a place for."""
    questions = {
        number: StructBlockValidationError(non_block_errors=by_place.pop(question.id))
        for number, question in enumerate(step.value["questions"])
        if question.id in by_place
    }
    own = by_place.pop(step.id, [])
    if not questions and not own:
        return None
    within = {"questions": StreamBlockValidationError(block_errors=questions)} if questions else None
    return StructBlockValidationError(block_errors=within, non_block_errors=own)
