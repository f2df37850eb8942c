// What the public module decides for surveys, as `wagtail_feedback/surveys/logic` does: the same rows, both ways.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const file = new URL("../../wagtail_feedback/static/wagtail_feedback/js/feedback.js", import.meta.url);
const source = await readFile(file, "base64");
const { holds, move, shuffle } = await import(`data:text/javascript;base64,${source}`);
const rows = JSON.parse(await readFile(new URL("rules.json", import.meta.url), "utf8"));

for (const { name, type, answer, op, value, row, met } of rows) {
  test(`rule: ${name}`, () => {
    const condition = { question: "q", op, value, row: row ?? "" };
    const find = () => (answer === null ? undefined : { type, answer });
    assert.equal(holds({ any: false, conditions: [condition] }, find), met);
  });
}

test("groups stand within groups, and what earlier steps decided stands as it is", () => {
  const find = () => ({ type: "choice", answer: ["a"] });
  const is = (value) => ({ question: "q", op: "equals", value, row: "" });
  assert.equal(holds({ any: false, conditions: [] }, find), true);
  assert.equal(holds({ any: true, conditions: [] }, find), true);
  assert.equal(holds({ any: true, conditions: [false, is("a")] }, find), true);
  assert.equal(
    holds({ any: false, conditions: [true, { any: true, conditions: [is("b"), is("c")] }] }, find),
    false,
  );
});

test("a choice changes places with its neighbour, and one without a place gets the next", () => {
  assert.deepEqual(move(["a", "b", "c"], "b", "up"), ["b", "a", "c"]);
  assert.deepEqual(move(["a", "b", "c"], "b", "down"), ["a", "c", "b"]);
  assert.deepEqual(move(["a", "b"], "a", "up"), ["a", "b"]);
  assert.deepEqual(move(["a", "b"], "b", "down"), ["a", "b"]);
  assert.deepEqual(move(["a"], "c", "up"), ["a", "c"]);
  assert.deepEqual(move(["a"], "c", "down"), ["a"]);
});

test("an order of chance has the same members", () => {
  assert.deepEqual(
    shuffle(["a", "b", "c"], () => 0),
    ["b", "c", "a"],
  );
  assert.deepEqual(shuffle(["a", "b", "c", "d"]).sort(), ["a", "b", "c", "d"]);
});
