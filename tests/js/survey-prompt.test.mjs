// When a survey may offer itself: the pure part of its module. The whole runs in tests/browser/test_survey_prompt.py.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const file = new URL("../../wagtail_feedback/static/wagtail_feedback/js/survey-prompt.js", import.meta.url);
const source = await readFile(file, "base64");
const {
  isSettled,
  mayAsk,
  mayBeLater,
  noteAnswered,
  noteClosed,
  noteLater,
  noteOccasion,
  notePage,
  noteShown,
} = await import(`data:text/javascript;base64,${source}`);

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
const nothing = { surveys: {}, occasions: {} };
const rules = {
  occasion: "",
  first: false,
  days: 0,
  occasionDays: 30,
  page: 1,
  share: 100,
  laterDays: 30,
  mostLater: 2,
  waveDays: 0,
  gapDays: 7,
  showings: 3,
  closes: 0,
};
const may = (kept, changes = {}, now = NOW, key = "a") => mayAsk(key, { ...rules, ...changes }, kept, now);

test("whoever was never asked is asked", () => {
  assert.equal(may(nothing), true);
});

test("between two surveys there are days", () => {
  const kept = noteShown(nothing, "b", NOW);
  assert.equal(may(kept, {}, NOW + 7 * DAY - 1), false);
  assert.equal(may(kept, {}, NOW + 7 * DAY), true);
  assert.equal(may(kept, { gapDays: 0 }, NOW), true);
});

test("what is ignored comes again on the next pages, and counts as closed after some", () => {
  let kept = nothing;
  for (const page of [1, 2, 3]) {
    assert.equal(may(kept), true, `page ${page}`);
    kept = noteShown(kept, "a", NOW);
  }
  assert.equal(may(kept), false);
  assert.equal(may(kept, {}, NOW + 1000 * DAY), false);
});

test("what was closed stays closed", () => {
  assert.equal(may(noteClosed(noteShown(nothing, "a", NOW), "a"), { waveDays: 31 }, NOW + 1000 * DAY), false);
});

test("what is put off comes again after its own days, twice at most", () => {
  let [kept, now] = [nothing, NOW];
  for (const time of [1, 2]) {
    kept = noteLater(noteShown(kept, "a", now), "a", now, rules);
    assert.equal(may(kept, {}, now + 30 * DAY - 1), false, `time ${time}`);
    now += 30 * DAY;
    assert.equal(may(kept, {}, now), true, `time ${time}`);
  }
  assert.equal(mayBeLater(rules, kept.surveys.a), false);
  kept = noteLater(noteShown(kept, "a", now), "a", now, rules);
  assert.equal(may(kept, {}, now + 1000 * DAY), false);
});

test("what is put off for a day waits for the days between any two all the same", () => {
  const day = { ...rules, laterDays: 1 };
  const kept = noteLater(noteShown(nothing, "a", NOW), "a", NOW, day);
  assert.equal(may(kept, day, NOW + 6 * DAY), false);
  assert.equal(may(kept, day, NOW + 7 * DAY), true);
});

test("it may be put off the first time", () => {
  assert.equal(mayBeLater(rules, undefined), true);
  assert.equal(mayBeLater(rules, { later: 1 }), true);
});

test("who has answered is not asked again, but in a later wave", () => {
  const kept = noteAnswered(noteShown(nothing, "a", NOW), "a", NOW);
  assert.equal(may(kept, {}, NOW + 1000 * DAY), false);
  assert.equal(may(kept, { waveDays: 93 }, NOW + 93 * DAY - 1), false);
  assert.equal(may(kept, { waveDays: 93 }, NOW + 93 * DAY), true);
  assert.equal(may(noteShown(kept, "a", NOW + 93 * DAY), { waveDays: 93 }, NOW + 93 * DAY), true);
});

test("who has just answered one survey is not offered another", () => {
  assert.equal(may(noteAnswered(nothing, "b", NOW)), false);
});

test("a page that is older than the last day asks for nothing", () => {
  assert.equal(may(nothing, { closes: NOW / 1000 }), false);
  assert.equal(may(nothing, { closes: NOW / 1000 + 1 }), true);
});

test("only the share of visitors is asked whose chance fell so", () => {
  const kept = { ...nothing, surveys: { pan: { chance: 49.9 } } };
  assert.equal(may(kept, { share: 50 }, NOW, "pan"), true);
  assert.equal(may(kept, { share: 49 }, NOW, "pan"), false);
});

test("a later page of a visit is waited for", () => {
  let kept = notePage(notePage(nothing, NOW), NOW + DAY / 48 - 1);
  assert.equal(may(kept, { page: 3 }), false);
  kept = notePage(kept, NOW + DAY / 48);
  assert.equal(may(kept, { page: 3 }), true);
  assert.equal(notePage(kept, NOW + DAY).visit.page, 1);
});

test("a survey about an order comes so many days after it, for a month", () => {
  const about = { occasion: "order", days: 5 };
  assert.equal(may(nothing, about), false);
  const kept = noteOccasion(nothing, "order", "x", NOW);
  assert.equal(may(kept, about, NOW + 5 * DAY - 1), false);
  assert.equal(may(kept, about, NOW + 5 * DAY), true);
  assert.equal(may(kept, about, NOW + 35 * DAY), false);
  assert.equal(may(kept, { occasion: "support" }), false);
});

test("only a first order is one", () => {
  const about = { occasion: "order", first: true };
  const once = noteOccasion(nothing, "order", "x", NOW);
  assert.equal(may(noteOccasion(once, "order", "x", NOW + DAY), about, NOW + DAY), true);
  assert.equal(may(noteOccasion(once, "order", "y", NOW + 1), about, NOW + 1), false);
});

test("without a key whatever comes within a day is the same order", () => {
  const once = noteOccasion(nothing, "order", undefined, NOW);
  assert.equal(noteOccasion(once, "order", undefined, NOW + DAY - 1), once);
  assert.equal(noteOccasion(once, "order", undefined, NOW + DAY).occasions.order.number, 2);
});

test("a card goes when another page has settled the matter, and not for what was before it", () => {
  assert.equal(isSettled({ closed: true }, NOW), true);
  assert.equal(isSettled({ answered: NOW + 1 }, NOW), true);
  assert.equal(isSettled({ until: NOW + DAY }, NOW), true);
  assert.equal(isSettled({ answered: NOW - DAY, until: NOW - DAY, shown: 1 }, NOW), false);
  assert.equal(isSettled(undefined, NOW), false);
});
