// The pure parts of the public module: `node --test tests/js`. An extra; `make test` drives the whole in a browser.
import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { readFile } from "node:fs/promises";
import test from "node:test";

const file = new URL("../../wagtail_feedback/static/wagtail_feedback/js/feedback.js", import.meta.url);
const source = await readFile(file, "base64");
const { answers, isDrafted, solve, toBytes, toHex, windowSize } = await import(
  `data:text/javascript;base64,${source}`
);

const parameters = {
  algorithm: "PBKDF2/SHA-256",
  cost: 10,
  keyLength: 32,
  keyPrefix: "00",
  nonce: "00112233445566778899aabbccddeeff",
  salt: "ffeeddccbbaa99887766554433221100",
};

test("hexadecimal digits come and go", () => {
  assert.equal(toHex(toBytes("00ff10")), "00ff10");
  assert.equal(toHex(toBytes("")), "");
});

test("a challenge is solved", async () => {
  const challenge = { parameters, signature: "signed" };
  const proof = JSON.parse(atob(await solve(challenge)));
  const password = Buffer.concat([Buffer.from(parameters.nonce, "hex"), Buffer.alloc(4)]);
  password.writeUInt32BE(proof.solution.counter, 16);
  const key = pbkdf2Sync(password, Buffer.from(parameters.salt, "hex"), 10, 32, "sha256").toString("hex");
  assert.deepEqual(proof.challenge, challenge);
  assert.equal(proof.solution.derivedKey, key);
  assert.ok(key.startsWith("00"));
});

test("an unknown algorithm is left to a person", async () => {
  assert.equal(await solve({ parameters: { ...parameters, algorithm: "ARGON2ID" } }), "");
});

test("a draft holds no address and no consent", () => {
  const kept = [
    { name: "text", type: "textarea" },
    { name: "rating", type: "radio" },
  ];
  const left = [
    { name: "email", type: "email" },
    { name: "mail", type: "text", autocomplete: "email" },
    { name: "consent", type: "checkbox" },
    { name: "publication_consent", type: "checkbox" },
    { name: "wf_key", type: "hidden" },
    { name: "", type: "text" },
  ];
  assert.deepEqual([...kept, ...left].filter(isDrafted), kept);
});

test("the size of the window is told with the tick only", () => {
  Object.assign(globalThis, { innerWidth: 1280, innerHeight: 720 });
  const form = (box) => ({ querySelector: () => box });
  assert.equal(windowSize(form({ checked: true })), "1280x720");
  assert.equal(windowSize(form({ checked: false })), "");
  assert.equal(windowSize(form(null)), "");
});

test("a question is found by the beginnings of its words, whatever their endings", () => {
  const text = "Сколько идёт посылка? From three days: a courier brings it.";
  for (const asked of ["посылку", "ИДЕТ посылки", "couriers", "пос", "", "???"]) {
    assert.ok(answers(text, asked), asked);
  }
  for (const asked of ["возврат", "посылка возврат", "ourier"]) assert.ok(!answers(text, asked), asked);
});
