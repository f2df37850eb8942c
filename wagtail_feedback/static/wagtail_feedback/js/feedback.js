/*
 * Makes forms that work without it more comfortable: they are sent and answered in place, what was typed
 * survives a reload, and a proof of work is made while the visitor writes. Found by attributes:
 *   section[data-wf-block]           replaced as a whole, by the one with the same form in the answer
 *   wf-form[id]                      stands around the form; its id is the same in the answer
 *   form[data-wf-form="<start url>"] the form; its start is fetched at first focus
 *     data-wf-broken                 words for a lost connection, in the language of the page
 *     data-wf-error                  what stands in front of the page's title then
 *     data-wf-sending                words for the button meanwhile
 *   [data-wf-block="receipt"]      on a page that we are led to: everything is stored
 *     data-wf-anew                 whoever fills in the form again says something new, in the same words too
 *   [data-wf-message]              in an answer without a form: what happened, in words
 *   [data-wf-offers="<address>"]   below a form: answers to what is typed into its field “text” are shown here
 *   [data-wf-offer="<key>"]        in there, or above the form: one of them
 *   [data-wf-faq]                  questions to unfold: found while words are typed, opened by their anchors
 *     data-wf-found, -none         words for how many were found
 *   [data-wf-faq-entry]            one of them
 *   [data-wf-faq-answer]           its answer, without what else is there to press
 *   [data-wf-step]                 heading of one step of a form: where the focus goes when it comes
 *   [data-wf-question="<id>"]      a fieldset with one question of a survey; data-wf-type is its type
 *     data-wf-if='<rule>'          it is shown while answers on the same step fulfil this
 *   [data-wf-participation="<address>"]  in the form of a survey: counts that it came into view, and its first answer
 *   [data-wf-shuffle]              choices to put in an order of chance, which goes into [data-wf-order]
 *     data-wf-choice, -last        one of them; one that stays at the end
 *   [data-wf-rank]                 choices with places, which the buttons in them change
 *   [data-wf-searched="<address>"] what is said where a search has found nothing; the address counts it
 *     data-wf-words                what was searched for on the way to this page
 * One file, because hashed static files do not rewrite imports.
 */

const FORM = "form[data-wf-form]";
const BLOCK = "[data-wf-block]";
const RECEIPT = '[data-wf-block="receipt"]';
const SENT = "wf-sent";
const DRAFT_PAUSE = 400;
const LONGEST_WAIT = 15_000;
const AT_ONCE = 4;

/* The proof of work: ALTCHA's PBKDF2 challenge, solved with Web Crypto, which works off the main thread. */

export function toBytes(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function toHex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function derive({ algorithm, nonce, salt, cost, keyLength }, counter) {
  const prefix = toBytes(nonce);
  const password = new Uint8Array(prefix.length + 4);
  password.set(prefix);
  new DataView(password.buffer).setUint32(prefix.length, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: algorithm.split("/")[1], salt: toBytes(salt), iterations: cost };
  return toHex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
}

/** The proof as it is posted; empty where the browser cannot make one (no HTTPS, unknown algorithm). */
export async function solve(challenge) {
  const wanted = challenge.parameters;
  if (!globalThis.crypto?.subtle || !wanted.algorithm.startsWith("PBKDF2/")) return "";
  for (let counter = 0; ; counter += AT_ONCE) {
    const keys = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, step) => derive(wanted, counter + step)),
    );
    const hit = keys.findIndex((key) => key.startsWith(wanted.keyPrefix));
    if (hit < 0) continue;
    return btoa(JSON.stringify({ challenge, solution: { counter: counter + hit, derivedKey: keys[hit] } }));
  }
}

/* What is kept on the device: the draft until it is sent, and one random key for the tab. The server makes
 * the submission's own key of it and of everything typed, so the same form sent twice is one. */

function remember(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // full or forbidden
  }
}

function recall(name) {
  try {
    return sessionStorage.getItem(name);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

function recallNames() {
  try {
    return Object.keys(sessionStorage);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return [];
  }
}

function blockOf(form) {
  return form.closest(BLOCK) ?? form;
}

/** What the server knows the form by, on every page that shows it. */
function idOf(form) {
  return (form.closest("wf-form") ?? blockOf(form)).id;
}

function nameOf(form) {
  return `${location.pathname}#${idOf(form)}`;
}

const keys = new Map();

function keyOf(form) {
  const name = `wf-key:${nameOf(form)}`;
  if (!keys.has(name)) keys.set(name, recall(name) ?? toHex(crypto.getRandomValues(new Uint8Array(16))));
  remember(name, keys.get(name));
  return keys.get(name);
}

function forgetKey(form) {
  const name = `wf-key:${nameOf(form)}`;
  keys.delete(name);
  remember(name, null);
}

/** Whether a draft may hold this control: no addresses, no consent, nothing hidden, nothing of ours. */
export function isDrafted({ name, type, autocomplete }) {
  if (!name || name.startsWith("wf_") || name.endsWith("consent") || autocomplete === "email") return false;
  return !["hidden", "email", "tel", "password", "file", "submit", "button", "reset"].includes(type);
}

function drafted(form) {
  return Array.from(form.elements).filter((each) => isDrafted(each) && !each.closest("[aria-hidden=true]"));
}

function isChoice(control) {
  return control.type === "radio" || control.type === "checkbox";
}

/** Each step of a form has a draft of its own. */
function draftOf(form) {
  const step = form.querySelector('input[name="wf_step"]')?.value;
  return `wf-draft:${nameOf(form)}${step ? `/${step}` : ""}`;
}

function forgetDrafts(form) {
  const first = `wf-draft:${nameOf(form)}`;
  const names = recallNames().filter((name) => name === first || name.startsWith(`${first}/`));
  names.forEach((name) => remember(name, null));
}

function keepDraft(form) {
  const filled = drafted(form).filter((each) => (isChoice(each) ? each.checked : each.value));
  const fields = filled.map((each) => [each.name, each.value]);
  remember(draftOf(form), fields.length ? JSON.stringify(fields) : null);
}

function isUntouched(control) {
  if (isChoice(control)) return control.checked === control.defaultChecked;
  return control.tagName === "SELECT" || control.value === control.defaultValue;
}

function restoreDraft(form) {
  const kept = JSON.parse(recall(draftOf(form)) ?? "[]");
  // A form that came back with errors, or that the browser has filled in again, knows better.
  if (!kept.length || form.querySelector(".wf-errors") || !drafted(form).every(isUntouched)) return;
  for (const control of drafted(form)) {
    const values = kept.filter(([name]) => name === control.name).map(([, value]) => value);
    if (!values.length) continue;
    if (isChoice(control)) control.checked = values.includes(control.value);
    else control.value = values[0];
    control.closest("details")?.setAttribute("open", "");
  }
}

/* The start of a form: when the visitor began, and the challenge. Neither can stand in a cached page. */

const starts = new Map();

async function fetchStart(url) {
  const response = await fetch(url, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok) return null;
  const { start, challenge } = await response.json();
  return { start, proof: challenge ? solve(challenge).catch(() => "") : "" };
}

async function begin(form) {
  const name = nameOf(form);
  if (!starts.has(name)) {
    const fetched = fetchStart(form.dataset.wfForm).catch(() => null);
    starts.set(name, fetched);
  }
  const started = await starts.get(name);
  if (!started) starts.delete(name); // the next focus tries again
  return started;
}

function fill(form, name, value) {
  const input = form.querySelector(`input[name="${name}"]`);
  if (input) input.value = value ?? "";
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, null);
  });
}

function atMost(promise, milliseconds) {
  return Promise.race([promise, pause(milliseconds)]);
}

/** Told only by a visitor who has ticked the box. */
export function windowSize(form) {
  return form.querySelector('input[name="share_device"]')?.checked ? `${innerWidth}x${innerHeight}` : "";
}

/** All that the server may ask for. A check that gets nothing lets a person decide, so nobody waits long. */
async function prepare(form) {
  const started = await atMost(begin(form), LONGEST_WAIT);
  fill(form, "wf_key", keyOf(form));
  fill(form, "wf_start", started?.start);
  fill(form, "wf_proof", started && (await atMost(started.proof, LONGEST_WAIT)));
  fill(form, "wf_window", windowSize(form));
}

/* Surveys. What the server decides in the end is shown at once here: questions that answers on the same step
 * bring, choices in an order of chance, places that move. */

const SURVEY_QUESTION = "[data-wf-question]";
const WITH_CHOICES = ["choice", "dropdown", "choices", "pictures", "matrix", "ranking"];
const NUMERIC = ["nps", "csat", "ces", "stars", "number"];
const TYPED_NUMBER = /^[-−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,15})(?:[.,]\d{1,9})?$/;
const OPPOSITES = { empty: "answered", differs: "equals", lacks: "contains" };

/** What is compared: numbers and days as numbers, ids as they are, words whatever their case. */
function toPart(value, type) {
  const words = String(value).trim();
  if (WITH_CHOICES.includes(type)) return words;
  const number = type === "date" ? Date.parse(words) : Number(words);
  const isNumber = (NUMERIC.includes(type) || type === "date") && Number.isFinite(number);
  return isNumber ? number : words.toLowerCase();
}

function toParts(value, type) {
  const values = Array.isArray(value) ? value : [value ?? ""];
  return values.filter((each) => String(each).trim()).map((each) => toPart(each, type));
}

function isLess(given, wanted) {
  const both = [...given, ...wanted];
  return both.length === 2 && both.every((part) => typeof part === "number") && given[0] < wanted[0];
}

function agrees(op, type, given, wanted) {
  const isIn = (parts) => (part) => parts.includes(part);
  if (op === "answered") return true;
  if (op === "equals" && type === "ranking") return given.join("\n") === wanted.join("\n");
  if (op === "equals") return given.every(isIn(wanted)) && wanted.every(isIn(given));
  if (op === "contains" && WITH_CHOICES.includes(type)) return wanted.length > 0 && wanted.every(isIn(given));
  if (op === "contains") return wanted.length > 0 && wanted.every((part) => String(given[0]).includes(part));
  if (op === "any_of") return wanted.some(isIn(given));
  if (op === "less") return isLess(given, wanted);
  return op === "more" && isLess(wanted, given);
}

/** Whether answers fulfil a rule, as `surveys/logic` decides; `lookUp` gives `{type, answer}` of a question. */
export function holds(rule, lookUp) {
  const isMet = (condition) => {
    if (typeof condition === "boolean") return condition;
    if (condition.conditions) return holds(condition, lookUp);
    const { op, question, row, value } = condition;
    if (OPPOSITES[op]) return !isMet({ ...condition, op: OPPOSITES[op] });
    const { type, answer } = lookUp(question) ?? {};
    const cells = answer && row ? answer[row] : Object.values(answer ?? {});
    const given = toParts(cells, type);
    return given.length > 0 && agrees(op, type, given, toParts(value, type));
  };
  const results = rule.conditions.map(isMet);
  return rule.any && results.length ? results.some(Boolean) : results.every(Boolean);
}

/** Those with places in their order; nothing while two have the same. */
function readPlaces(controls, length) {
  const placed = controls.filter((control) => control.value);
  if (new Set(placed.map((control) => control.value)).size < placed.length) return [];
  placed.sort((one, other) => one.value - other.value);
  return placed.map((control) => control.name.slice(length));
}

function readAnswer(question) {
  const { wfQuestion, wfType } = question.dataset;
  const name = `q_${wfQuestion}`;
  const controls = Array.from(question.querySelectorAll("input, select, textarea"));
  const own = controls.filter((control) => control.name === name);
  const parts = controls.filter((control) => control.name.startsWith(`${name}_`));
  if (wfType === "ranking") return readPlaces(parts, name.length + 1);
  if (wfType === "matrix") {
    const chosen = parts.filter((control) => control.checked);
    return Object.fromEntries(chosen.map((control) => [control.name.slice(name.length + 1), control.value]));
  }
  const values = own.filter((control) => !isChoice(control) || control.checked).map(({ value }) => value);
  if (wfType !== "number") return values;
  const typed = values.map((value) => value.trim()).filter((value) => TYPED_NUMBER.test(value));
  return typed.map((value) => value.replace(/\s/g, "").replace(",", ".").replace("−", "-"));
}

/** Rules look back, so that one pass from the first question to the last decides. */
function applyRules(form) {
  const questions = Array.from(form.querySelectorAll(SURVEY_QUESTION));
  const lookUp = (id) => {
    const found = questions.find(({ dataset, hidden }) => dataset.wfQuestion === id && !hidden);
    return found && { type: found.dataset.wfType, answer: readAnswer(found) };
  };
  questions.forEach((question) => {
    if (!question.dataset.wfIf) return;
    question.hidden = !holds(JSON.parse(question.dataset.wfIf), lookUp);
    question.disabled = question.hidden;
  });
  const shown = questions.filter((question) => !question.hidden);
  if (questions.length) fill(form, "wf_shown", shown.map(({ dataset }) => dataset.wfQuestion).join(" "));
}

/** In an order of chance. */
export function shuffle(items, random = Math.random) {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

/** Once: the server draws the order that it is told. */
function shuffleChoices(order) {
  const box = order.closest(SURVEY_QUESTION).querySelector("[data-wf-shuffle]");
  if (!box || order.value) return;
  const choices = Array.from(box.querySelectorAll("[data-wf-choice]"));
  const isLast = ({ dataset }) => "wfLast" in dataset;
  const mixed = shuffle(choices.filter((choice) => !isLast(choice)));
  box.append(...mixed, ...choices.filter(isLast));
  order.value = mixed.map(({ dataset }) => dataset.wfChoice).join(" ");
}

/** The order once a choice goes up or down; one without a place gets the next. */
export function move(ranked, choice, way) {
  const order = [...ranked];
  const here = order.indexOf(choice);
  if (here < 0) return way === "up" ? [...order, choice] : order;
  const there = here + (way === "up" ? -1 : 1);
  if (there in order) [order[here], order[there]] = [order[there], order[here]];
  return order;
}

function placesIn(list) {
  const items = Array.from(list.children, (item) => ({ item, place: item.querySelector("select").value }));
  const ranked = items.filter(({ place }) => place).sort((one, other) => one.place - other.place);
  return { items: items.map(({ item }) => item), ranked: ranked.map(({ item }) => item) };
}

function markMoves(list) {
  const { items, ranked } = placesIn(list);
  items.forEach((item) => {
    const place = ranked.indexOf(item);
    const [up, down] = item.querySelectorAll("button");
    up.disabled = place === 0;
    down.disabled = place < 0 || place === ranked.length - 1;
  });
}

function moveChoice(button) {
  const list = button.closest("[data-wf-rank]");
  const item = button.closest("[data-wf-choice]");
  const { items, ranked } = placesIn(list);
  const order = move(ranked, item, button.value.split(":")[0]);
  items.forEach((each) => {
    each.querySelector("select").value = order.includes(each) ? order.indexOf(each) + 1 : "";
  });
  list.append(...order, ...items.filter((each) => !order.includes(each)));
  markMoves(list);
  const status = list.parentElement.querySelector("[data-wf-moved]");
  const name = item.querySelector(".wf-rank__name").textContent;
  const place = String(order.indexOf(item) + 1);
  status.textContent = status.dataset.wfMoved.replace("%(choice)s", name).replace("%(place)s", place);
  item.querySelector("select").dispatchEvent(new Event("input", { bubbles: true }));
  (button.disabled ? item.querySelector("button:not(:disabled), select") : button).focus();
}

/** A form that has just come onto the page. */
function takeUp(form) {
  form.querySelectorAll("[data-wf-if]").forEach((question) => {
    // What is hidden keeps its answer itself.
    const kept = `[data-wf-kept="${CSS.escape(question.dataset.wfQuestion)}"]`;
    form.querySelectorAll(kept).forEach((input) => input.remove());
  });
  restoreDraft(form);
  form.querySelectorAll("[data-wf-order]").forEach(shuffleChoices);
  applyRules(form);
}

/* How many people see a survey and begin it is counted by the server; each event is told once a tab. */

const COUNTED = "[data-wf-participation]";
const told = new Set();

function tellParticipation(form, event) {
  const url = form.querySelector(COUNTED)?.dataset.wfParticipation;
  const name = `wf-told:${nameOf(form)}/${event}`;
  if (!url || told.has(name) || recall(name)) return;
  told.add(name);
  remember(name, "yes");
  navigator.sendBeacon(url, new URLSearchParams({ event }));
}

function watchParticipation() {
  const seen = new IntersectionObserver((entries) =>
    entries
      .filter(({ isIntersecting }) => isIntersecting)
      .forEach(({ target }) => {
        seen.unobserve(target);
        tellParticipation(target, "shown");
      }),
  );
  document.querySelectorAll(`${FORM}:has(${COUNTED})`).forEach((form) => seen.observe(form));
}

function listenToSurveys() {
  watchParticipation();
  document.addEventListener("input", ({ target }) => {
    const form = target.closest?.(FORM);
    if (form) {
      applyRules(form);
      tellParticipation(form, "started");
    }
    const list = target.closest?.("[data-wf-rank]");
    if (list) markMoves(list);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-wf-rank] button");
    if (!button) return;
    event.preventDefault();
    moveChoice(button);
  });
}

/* Sending, and showing the answer. */

async function post(form, submitter) {
  await prepare(form);
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return fetch(form.getAttribute("action"), {
    method: "POST",
    body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data),
    credentials: "same-origin",
    headers: { Accept: "text/html", "X-Requested-With": "wagtail-feedback" },
  });
}

function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** The title says it too: it is read first, and seen in the tab. */
function markTitle({ wfError }) {
  if (wfError && !document.title.startsWith(wfError)) document.title = `${wfError} ${document.title}`;
}

function say(form, words) {
  markTitle(form.dataset);
  form.querySelector(".wf-errors")?.remove();
  const box = document.createElement("div");
  box.className = "wf-errors";
  box.setAttribute("role", "alert");
  box.append(Object.assign(document.createElement("p"), { className: "wf-p", textContent: words }));
  form.prepend(box);
  focusOn(box);
}

/** The section of the same form in the answer; or of the one that came back, where it stands elsewhere. */
function sectionIn(page, id) {
  const form =
    (id && page.getElementById(id)) || page.querySelector(`${FORM} .wf-errors`) || page.querySelector(FORM);
  return form?.closest(BLOCK);
}

/** True when the visitor is on the way to another page. */
async function show(form, response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.redirected) {
    // A login or another detour keeps the draft.
    if (page.querySelector(RECEIPT)) forgetDrafts(form);
    if (page.querySelector("[data-wf-anew]")) forgetKey(form);
    starts.delete(nameOf(form));
    remember(SENT, "yes");
    location.assign(response.url);
    return true;
  }
  const section = sectionIn(page, idOf(form));
  if (!section) {
    say(form, page.querySelector("[data-wf-message]")?.textContent.trim() || form.dataset.wfBroken);
    return false;
  }
  if (!response.ok) markTitle(form.dataset);
  blockOf(form).replaceWith(document.adoptNode(section));
  section.querySelectorAll(FORM).forEach(takeUp);
  const places = [".wf-errors", "[data-wf-step]", "h1, h2, h3, h4"];
  focusOn(places.map((place) => section.querySelector(place)).find(Boolean));
  return false;
}

const busy = new Map();

function mark(form, submitter, isBusy) {
  blockOf(form).setAttribute("aria-busy", String(isBusy));
  if (isBusy) busy.set(form, submitter);
  else busy.delete(form);
  submitter?.setAttribute("aria-disabled", String(isBusy));
  if (!submitter || submitter.children.length || !form.dataset.wfSending) return;
  submitter.dataset.wfLabel ??= submitter.textContent;
  submitter.textContent = isBusy ? form.dataset.wfSending : submitter.dataset.wfLabel;
}

async function send(form, submitter) {
  mark(form, submitter, true);
  let leaving = false;
  try {
    leaving = await show(form, await post(form, submitter));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
    say(form, form.dataset.wfBroken); // what fetch throws when the connection breaks
  } finally {
    if (!leaving) mark(form, submitter, false);
  }
}

/* One listener for all forms, those included that an answer brings later. */

function listen() {
  const pauses = new WeakMap();
  const on = (type, react) =>
    document.addEventListener(type, (event) => {
      const form = event.target.closest?.(FORM);
      if (form) react(form, event);
    });
  on("focusin", begin);
  on("input", (form) => {
    clearTimeout(pauses.get(form));
    pauses.set(form, setTimeout(keepDraft, DRAFT_PAUSE, form));
  });
  on("submit", (form, event) => {
    event.preventDefault();
    clearTimeout(pauses.get(form));
    keepDraft(form);
    if (!busy.has(form)) send(form, event.submitter);
  });
  // Back from the receipt: the form is as it was, and may be sent again.
  addEventListener("pageshow", () => busy.forEach((submitter, form) => mark(form, submitter, false)));
  document.querySelectorAll(FORM).forEach(takeUp);
  if (recall(SENT) && document.querySelector(RECEIPT)) focusOn(document.querySelector("h1"));
  remember(SENT, null);
}

/* Answers offered while a question is typed. They stand below the form, where they move nothing that the visitor
 * is about to press, and are plain links: the focus stays where it is. */

const OFFERS = "[data-wf-offers]";
const OFFERS_PAUSE = 700;
const SHORTEST_QUESTION = 4;

const looks = new WeakMap();

function offersOf(element) {
  return element.closest("wf-form")?.querySelector(OFFERS);
}

/** What waits or is under way comes to nothing. */
function stopLooking(box) {
  looks.get(box)?.abort();
  looks.delete(box);
}

function showOffers(box, found = []) {
  box.querySelector("[data-wf-offers-list]").replaceChildren(...found);
  box.querySelector("[role=status]").textContent = found[0]?.dataset.wfFound?.trim() ?? "";
}

function offeredIn(element) {
  return Array.from(element.querySelectorAll("[data-wf-offer]"), (offer) => offer.dataset.wfOffer);
}

/** The server asks for no confirmation then, and learns for which answers the question was sent anyway. */
function noteOffered(form, offered) {
  const field = form.querySelector('input[name="wf_offered"]');
  if (!field) return;
  const known = field.disabled ? [] : field.value.split(" ");
  field.disabled = false;
  field.value = [...new Set([...known, ...offered])].filter(Boolean).join(" ");
}

async function fetchOffers(box, text, { signal }) {
  const response = await fetch(box.dataset.wfOffers, {
    method: "POST",
    body: new URLSearchParams({ text }),
    credentials: "same-origin",
    cache: "no-store",
    signal,
  });
  return response.ok ? response.text() : null;
}

async function look(form, box, text) {
  const started = new AbortController();
  looks.set(box, started);
  await pause(OFFERS_PAUSE);
  if (started.signal.aborted) return;
  const html = await fetchOffers(box, text, started).catch(() => null);
  // A late answer is none: the visitor types on, has closed the list, or sends.
  if (html === null || started.signal.aborted) return;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const offered = offeredIn(body);
  noteOffered(form, offered);
  if (offered.join() !== offeredIn(box).join()) showOffers(box, [...body.children]);
}

function listenToOffers() {
  const on = (type, react) =>
    document.addEventListener(type, (event) => {
      const box = event.target.closest && offersOf(event.target);
      if (box) react(box, event);
    });
  on("input", (box, { target }) => {
    if (target.name !== "text") return;
    stopLooking(box);
    const text = target.value.trim();
    if (text.length >= SHORTEST_QUESTION) look(target.form, box, text);
    else showOffers(box);
  });
  on("keydown", (box, { key, target, isComposing }) => {
    if (key !== "Escape" || isComposing || target.name !== "text") return;
    stopLooking(box);
    showOffers(box);
  });
  on("submit", (box, { target }) => {
    stopLooking(box);
    // An answer helped: there is nothing to send any more.
    const form = target.closest("wf-form").querySelector(FORM);
    if (form && target !== form) forgetDrafts(form);
  });
  // Whoever is about to press or walk through the list finds it as it is.
  ["pointerdown", "focusin"].forEach((type) => {
    on(type, (box, { target }) => box.contains(target) && stopLooking(box));
  });
}

/* Frequently asked questions. */

const QUESTIONS = "[data-wf-faq]";
const QUESTION = "[data-wf-faq-entry]";
const SPOKEN_PAUSE = 700;

function fold(text) {
  return text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");
}

/** Whether the text has all words of the question, from the beginning of a word on; an ending may be missing. */
export function answers(text, asked) {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const wanted = fold(asked).match(/[\p{L}\p{N}]+/gu) ?? [];
  const bare = (word) => (word.length > 5 ? word.slice(0, -2) : word);
  return wanted.every((part) => words.some((word) => word.startsWith(bare(part))));
}

function find(list, asked) {
  const found = [...list.querySelectorAll(QUESTION)].filter((entry) => {
    const question = entry.querySelector("summary").textContent;
    const answer = (entry.querySelector("[data-wf-faq-answer]") ?? entry).textContent;
    entry.hidden = !answers(`${question} ${answer} ${entry.dataset.wfWordings ?? ""}`, asked);
    const inside = asked && !entry.hidden && !answers(question, asked);
    if (inside || entry.dataset.wfOpened) entry.open = inside;
    if (inside) entry.dataset.wfOpened = "yes";
    else delete entry.dataset.wfOpened;
    return !entry.hidden;
  });
  list.querySelectorAll("[data-wf-faq-section]").forEach((section) => {
    section.hidden = !section.querySelector(`${QUESTION}:not([hidden])`);
  });
  return found.length;
}

/** Nothing is toggled: a link to an open answer leaves it open. */
function openAnchor() {
  let name = "";
  try {
    name = decodeURIComponent(location.hash.slice(1));
  } catch {
    return; // not an address that we made
  }
  const entry = name && document.getElementById(name)?.closest(QUESTION);
  if (!entry) return;
  entry.hidden = false;
  const section = entry.closest("[data-wf-faq-section]");
  if (section) section.hidden = false;
  entry.open = true;
  entry.scrollIntoView();
}

/* Searches that found nothing are counted by their words. */

const SEARCHED = "[data-wf-searched]";

function tellSearch(box, words) {
  navigator.sendBeacon(box.dataset.wfSearched, new URLSearchParams({ words }));
}

function listenToSearches() {
  document
    .querySelectorAll(`${SEARCHED}[data-wf-words]`)
    .forEach((box) => tellSearch(box, box.dataset.wfWords));
  // Once the words are typed, and not with every letter of them.
  document.addEventListener("change", ({ target }) => {
    const box = target.closest?.(QUESTIONS)?.querySelector(`${SEARCHED}:not([hidden], [data-wf-words])`);
    if (box && target.value.trim()) tellSearch(box, target.value);
  });
}

function listenToQuestions() {
  let waiting;
  document.addEventListener("input", (event) => {
    const list = event.target.closest?.(QUESTIONS);
    if (!list?.dataset.wfFound) return; // only a part of the entries is here: what the server has found
    const asked = event.target.value.trim();
    const number = find(list, asked);
    list.querySelector(SEARCHED)?.toggleAttribute("hidden", number > 0);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = number ? `${list.dataset.wfFound} ${number}` : list.dataset.wfNone;
      list.querySelector("[role=status]").textContent = asked ? words : "";
    }, SPOKEN_PAUSE);
  });
  addEventListener("hashchange", openAnchor);
  document.addEventListener("click", (event) => {
    const { hash } = event.target.closest?.("a") ?? {};
    if (hash && hash === location.hash) openAnchor(); // the address does not change
  });
  openAnchor();
}

if (typeof document !== "undefined") {
  listen();
  listenToSurveys();
  listenToOffers();
  listenToQuestions();
  listenToSearches();
}
