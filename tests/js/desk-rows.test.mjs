// What keys do in the inbox: the controller on stand-ins for rows. `make test` drives the whole in a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const file = new URL("../../wagtail_feedback/static/wagtail_feedback/js/desk-rows.js", import.meta.url);
const registered = {};
globalThis.window = {
  StimulusModule: { Controller: Object },
  wagtail: { app: { register: (name, controller) => Object.assign(registered, { [name]: controller }) } },
};
const page = { activeElement: null, querySelector: () => null };
globalThis.document = page;
await import(`data:text/javascript;base64,${await readFile(file, "base64")}`);

const HINT = "Press it again.";

const makeRow = () => {
  const row = { marked: false, ticked: 0, dataset: { item: "7", version: "2" } };
  const link = {
    focus() {
      page.activeElement = { closest: () => row };
    },
  };
  const box = { click: () => Object.assign(row, { ticked: row.ticked + 1 }) };
  row.classList = { toggle: (_name, marked) => Object.assign(row, { marked }) };
  row.querySelector = (selector) => (selector.includes("checkbox") ? box : link);
  row.scrollIntoView = () => {};
  return row;
};

const open = (size) => {
  const { "wf-rows": DeskRows } = registered;
  const rows = new DeskRows();
  page.activeElement = null;
  rows.rowTargets = Array.from({ length: size }, makeRow);
  rows.statusTarget = { textContent: "", dataset: { text: HINT } };
  rows.sent = [];
  rows.send = (...what) => rows.sent.push(what);
  return rows;
};

const publish = { params: { decision: "approve" } };

test("a decision before any row is chosen decides nothing, leads to the first and says so", () => {
  const rows = open(2);
  rows.decide(publish);
  assert.deepEqual(rows.sent, []);
  assert.ok(rows.rowTargets[0].marked);
  assert.equal(rows.statusTarget.textContent, HINT);
});

test("pressed again it decides about the first", () => {
  const rows = open(2);
  rows.decide(publish);
  rows.decide(publish);
  assert.deepEqual(rows.sent, [["approve", rows.rowTargets[0], 0]]);
});

test("selecting before any row is chosen ticks nothing", () => {
  const rows = open(1);
  rows.select();
  assert.equal(rows.rowTargets[0].ticked, 0);
  rows.select();
  assert.equal(rows.rowTargets[0].ticked, 1);
});

test("moving on takes the words away and decides about the row that is reached", () => {
  const rows = open(2);
  rows.decide(publish);
  rows.move({ params: { step: 1 } });
  assert.equal(rows.statusTarget.textContent, "");
  rows.decide(publish);
  assert.deepEqual(rows.sent, [["approve", rows.rowTargets[1], 1]]);
});

test("an empty inbox says nothing", () => {
  const rows = open(0);
  rows.decide(publish);
  assert.equal(rows.statusTarget.textContent, "");
  assert.deepEqual(rows.sent, []);
});
