"""The moves between states and what each action accepts, as tables: whoever changes one changes both."""

from __future__ import annotations

import itertools

import pytest
from django.db.models import TextChoices

from tests.factories import make_answer, make_book, make_entry
from tests.tables import package_rows
from wagtail_feedback.exceptions import ActionNotAllowed
from wagtail_feedback.moderation import actions
from wagtail_feedback.moderation.states import GONE, MOVES, OPEN, StateMachine, Status
from wagtail_feedback.reviews.actions import MarkSolvedAction, PublishAnswerAction, SaveAnswerDraftAction
from wagtail_feedback.reviews.models import Entry

STATES = ("unconfirmed", "pending", "published", "withheld", "spam", "withdrawn", "erased")
# Rows: from; columns: to.
ALLOWED_MOVES = """
             unconfirmed  pending  published  withheld  spam  withdrawn  erased
unconfirmed       .          x         .          .       x       x         x
pending           .          .         x          x       x       x         x
published         .          .         .          x       .       x         x
withheld          .          .         x          .       .       x         x
spam              .          x         .          .       .       .         x
withdrawn         .          .         .          .       .       .         x
erased            .          .         .          .       .       .         .
"""
# Rows: action; columns: the state before; cells: the state after (“=” the same, “.” refused). What is
# published, withheld or gone has been answered before.
OUTCOMES = """
              unconfirmed  pending    published  withheld   spam      withdrawn  erased
publish       .            published  .          published  .         .          .
withhold      .            withheld   withheld   .          .         .          .
spam          spam         spam       .          .          .         .          .
not_spam      .            .          .          .          pending   .          .
confirm       pending      .          =          .          .         .          .
redact        =            =          =          =          =         .          .
note          =            =          =          =          =         .          .
view_contact  =            =          =          =          =         =          .
answer_draft  =            =          =          =          =         .          .
answer        .            published  =          published  .         .          .
solved        .            .          =          =          .         .          .
withdraw      withdrawn    withdrawn  withdrawn  withdrawn  .         .          .
erase         erased       erased     erased     erased     erased    erased     .
"""
MAKERS = {
    "publish": actions.PublishAction,
    "withhold": lambda row: actions.WithholdAction(row, reason="abuse"),
    "spam": actions.MarkSpamAction,
    "not_spam": actions.UnmarkSpamAction,
    "confirm": actions.ConfirmAction,
    "redact": lambda row: actions.RedactAction(row, text="handle"),
    "note": lambda row: actions.AddNoteAction(row, text="Ask the warehouse."),
    "view_contact": actions.ViewContactAction,
    "answer_draft": lambda row: SaveAnswerDraftAction(row, position="Sorry.", role="Care"),
    "answer": lambda row: PublishAnswerAction(row, position="Sorry.", role="Care"),
    "solved": lambda row: MarkSolvedAction(row, solved=True),
    "withdraw": actions.WithdrawAction,
    "erase": actions.EraseAction,
}


def read_table(table):
    """``{row: {column: cell}}``."""
    heading, *lines = table.strip().splitlines()
    cells = (line.split() for line in lines)
    return {name: dict(zip(heading.split(), row, strict=True)) for name, *row in cells}


def make_row(state):
    """A complaint in a state it has reached by actions."""
    fields = {"kind": "complaint", "text": "The handle came loose.", "email": "anna@example.org"}
    if state in {"unconfirmed", "pending", "spam"}:
        return make_entry(make_book(confirm_first=state == "unconfirmed"), status=state, **fields)
    row = make_entry(**fields)
    make_answer(row)
    ways = {"withheld": "withhold", "withdrawn": "withdraw", "erased": "erase"}
    return MAKERS[ways[state]](row).execute() if state in ways else row


def test_the_tables_hold_all_states_and_all_actions():
    assert list(Status.values) == list(STATES) == list(read_table(ALLOWED_MOVES)) == list(MOVES)
    concrete = {
        action.action_name
        for action in all_subclasses(actions.ModerationAction)
        # Those of a feature are told by its own tests.
        if "action_name" in vars(action) and ".questions." not in action.__module__
    }
    assert set(read_table(OUTCOMES)) == set(MAKERS) == concrete


def all_subclasses(parent):
    return {found for child in parent.__subclasses__() for found in (child, *all_subclasses(child))}


@pytest.mark.parametrize(("old", "new"), list(itertools.product(STATES, STATES)))
def test_every_pair_of_states(old, new):
    assert StateMachine().can_move(old, new) is (read_table(ALLOWED_MOVES)[old][new] == "x")


def test_which_states_are_gone_and_which_owe_an_answer():
    assert {"withdrawn", "erased"} == GONE
    assert {"unconfirmed", "pending", "published"} == OPEN


@pytest.mark.parametrize("state", STATES)
def test_a_promised_answer_is_owed_in_open_states_only(db, state):
    row = make_entry(make_book(confirm_first=state == "unconfirmed"), kind="complaint", status=state)
    assert row.status == state and row.due_at is not None
    assert row.needs_answer is (state in {"unconfirmed", "pending", "published"})


@pytest.mark.parametrize("state", STATES)
def test_the_public_place_follows_the_state(db, state):
    row = make_row(state)
    assert row.is_listed is (state in {"published", "withdrawn", "erased"})


@pytest.mark.parametrize("state", ["pending", "spam", "withheld"])
def test_what_was_never_public_leaves_no_tombstone(db, state):
    row = actions.EraseAction(make_entry(status=state)).execute()
    assert not row.is_listed and not Entry.objects.listed().exists()


@pytest.mark.parametrize(("action", "state"), list(itertools.product(MAKERS, STATES)))
def test_what_an_action_makes_of_every_state(db, action, state):
    outcome = read_table(OUTCOMES)[action][state]
    row = make_row(state)
    if outcome == ".":
        before = package_rows()
        with pytest.raises(ActionNotAllowed) as refusal:
            MAKERS[action](row).execute()
        assert package_rows() == before
        assert (refusal.value.action, refusal.value.status) == (action, state)
    else:
        MAKERS[action](row).execute()
        assert Entry.objects.get(pk=row.pk).status == (state if outcome == "=" else outcome)


class Shelf(TextChoices):
    NEW = "new", "New"
    OLD = "old", "Old"


def test_a_model_can_bring_states_and_moves_of_its_own():
    machine = StateMachine(states=Shelf, moves={"new": frozenset({"old"}), "old": frozenset()})
    assert machine.can_move("new", "old") and not machine.can_move("old", "new")
    assert machine.get_state_label("old") == "Old"


def test_labels_of_values_that_nobody_knows_any_more():
    machine = StateMachine()
    assert machine.get_reason_label("abuse") == "Abuse"
    assert (machine.get_reason_label("unkind"), machine.get_reason_label("")) == ("unkind", "")
