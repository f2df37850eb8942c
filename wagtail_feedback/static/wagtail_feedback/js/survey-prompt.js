/*
 * Lets a survey offer itself, at the moment that its editor has chosen. Without it nobody is asked. Attributes:
 *   template[data-wf-prompt="<survey>"]  the card of a survey; the first one that is due is shown, and no other
 *     data-wf-rules='<json>'             when, see Prompt.rules on the server
 *   [data-wf-press="answer"]             in the card, and "later", "close"
 *   [data-wf-occasion="order"]           what has happened; data-wf-once tells one from another
 *   [data-wf-answered="<survey>"]        on the page of thanks
 * What the browser keeps, in localStorage under wf-prompts:
 *   asked      {key, at}: which survey offered itself last
 *   surveys    key → {shown, later, until, closed, answered, chance}
 *   occasions  name → {at, number, once}
 *   visit      {page, at}, only where a survey waits for a later page
 * Where nothing can be kept, nobody is asked: they would be asked again and again.
 */

const KEPT = "wf-prompts";
const DAY = 86_400_000;
const VISIT_PAUSE = 1_800_000;
const LOOK_PAUSE = 500;
const DIALOGS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true], [popover]";
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

/* What is kept. */

/** Null where the browser keeps nothing. */
function recall() {
  try {
    return { surveys: {}, occasions: {}, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
  } catch (error) {
    if (error instanceof SyntaxError) return { surveys: {}, occasions: {} };
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

function remember(kept) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(kept));
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // full or forbidden
    return false;
  }
}

function update(change) {
  const kept = recall();
  return Boolean(kept) && remember(change(kept, Date.now()));
}

function withSurvey(kept, key, changes) {
  return { ...kept, surveys: { ...kept.surveys, [key]: { ...kept.surveys[key], ...changes } } };
}

/* What follows from it. Pure: the tests run these. */

export function noteShown(kept, key, now) {
  const shown = (kept.surveys[key]?.shown ?? 0) + 1;
  return { ...withSurvey(kept, key, { shown }), asked: { key, at: now } };
}

/** “Not now”, or gone to the survey without finishing it. */
export function noteLater(kept, key, now, { laterDays, mostLater }) {
  const later = (kept.surveys[key]?.later ?? 0) + 1;
  const until = now + laterDays * DAY;
  return withSurvey(kept, key, { shown: 0, later, until, closed: later > mostLater });
}

export function noteClosed(kept, key) {
  return withSurvey(kept, key, { closed: true });
}

/** Whatever was before is over: a wave begins anew. */
export function noteAnswered(kept, key, now) {
  return { ...kept, surveys: { ...kept.surveys, [key]: { answered: now } }, asked: { key, at: now } };
}

export function noteOccasion(kept, name, once, now) {
  const last = kept.occasions[name];
  const isSame = last && (once ? last.once === once : now - last.at < DAY);
  if (isSame) return kept;
  const number = (last?.number ?? 0) + 1;
  return { ...kept, occasions: { ...kept.occasions, [name]: { at: now, number, once } } };
}

export function notePage(kept, now) {
  const { page = 0, at = 0 } = kept.visit ?? {};
  return { ...kept, visit: { page: now - at < VISIT_PAUSE ? page + 1 : 1, at: now } };
}

function isTheMoment({ occasion, first, days, occasionDays }, { occasions }, now) {
  if (!occasion) return true;
  const last = occasions[occasion];
  if (!last || (first && last.number > 1)) return false;
  const passed = (now - last.at) / DAY;
  return passed >= days && passed < days + occasionDays;
}

/** One that was shown and neither answered nor closed may come again on the next page. */
function isTooSoon({ gapDays }, { asked }, key, shown, now) {
  return Boolean(asked) && now < asked.at + gapDays * DAY && !(shown && asked.key === key);
}

/** Whether this survey may offer itself in this browser now. */
export function mayAsk(key, rules, kept, now) {
  const { shown = 0, until = 0, closed, answered, chance = 0 } = kept.surveys[key] ?? {};
  const isAnswered = answered && !(rules.waveDays && now >= answered + rules.waveDays * DAY);
  const isOver =
    closed || isAnswered || shown >= rules.showings || (rules.closes && now >= rules.closes * 1000);
  if (isOver || now < until || chance >= rules.share) return false;
  if ((kept.visit?.page ?? 1) < rules.page || isTooSoon(rules, kept, key, shown, now)) return false;
  return isTheMoment(rules, kept, now);
}

/** Whether it may be put off once more. */
export function mayBeLater({ mostLater }, { later = 0 } = {}) {
  return later < mostLater;
}

/** Whether another page has settled the matter of a card that is in sight since then. */
export function isSettled({ closed, answered = 0, until = 0 } = {}, since = 0) {
  return Boolean(closed) || answered >= since || until > since;
}

/* What is on the page. */

function isInSight(element) {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const isOnScreen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth && bottom > top;
  return (
    isOnScreen && (element.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) ?? true)
  );
}

function hasDialog(waitsFor) {
  const selector = [DIALOGS, waitsFor].filter(Boolean).join(", ");
  return Array.from(document.querySelectorAll(selector)).some(isInSight);
}

function isTyping() {
  return Boolean(document.activeElement?.matches(TYPING));
}

/** Somebody has something else to do: words to type, a survey on the page, a dialog. */
function isBusy(waitsFor) {
  if (document.visibilityState !== "visible" || isTyping()) return true;
  return Boolean(document.querySelector("[data-wf-question]")) || hasDialog(waitsFor);
}

function partSeen() {
  const { scrollHeight } = document.documentElement;
  return (100 * (scrollY + innerHeight)) / scrollHeight;
}

/** A survey with its card, and what has come true of its rules on this page. */
class Prompt {
  constructor(template) {
    this.template = template;
    this.key = template.dataset.wfPrompt;
    this.rules = JSON.parse(template.dataset.wfRules);
    this.seen = 0;
  }

  mayAsk() {
    const kept = recall();
    return kept !== null && mayAsk(this.key, this.rules, kept, Date.now());
  }

  hasWaited() {
    this.seen = Math.max(this.seen, partSeen());
    return performance.now() >= this.rules.seconds * 1000 && this.seen >= this.rules.scroll;
  }

  /** Everything holds: it is asked again now, because another page may have been answered or closed. */
  isDue() {
    return this.hasWaited() && !isBusy(this.rules.waitsFor) && this.mayAsk();
  }
}

/** The card on screen; the page gets as much room at its end, so that nothing stays under it. */
class Card {
  constructor({ template, key, rules }, onGone) {
    Object.assign(this, { key, rules, onGone, before: null, since: Date.now() });
    this.element = template.content.firstElementChild.cloneNode(true);
    this.room = document.createElement("div");
    document.body.append(this.room, this.element);
    if (!mayBeLater(rules, recall()?.surveys[key])) {
      this.element.querySelector("[data-wf-press=later]")?.remove();
    }
    this.sizes = new ResizeObserver(() => this.makeRoom());
    this.sizes.observe(this.element);
    this.element.addEventListener("click", (event) => this.press(event));
    this.element.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget && !this.element.contains(relatedTarget)) this.before = relatedTarget;
    });
  }

  makeRoom() {
    const height = this.element.hidden ? 0 : innerHeight - this.element.getBoundingClientRect().top;
    this.room.style.blockSize = `${height}px`;
    document.documentElement.style.scrollPaddingBlockEnd = `${height}px`;
  }

  /** Never above a dialog, and not gone for good because of one. */
  giveWay() {
    this.element.hidden = hasDialog(this.rules.waitsFor);
    this.makeRoom();
  }

  press({ target }) {
    const pressed = target.closest("[data-wf-press]")?.dataset.wfPress;
    if (pressed === "close") this.close();
    else if (pressed) this.putOff(pressed === "later");
  }

  putOff(isGone) {
    update((kept, now) => noteLater(kept, this.key, now, this.rules));
    if (isGone) this.remove();
  }

  close() {
    update((kept) => noteClosed(kept, this.key));
    this.remove();
  }

  remove() {
    const hadFocus = this.element.contains(document.activeElement);
    this.sizes.disconnect();
    this.element.remove();
    this.room.remove();
    document.documentElement.style.scrollPaddingBlockEnd = "";
    if (hadFocus) this.before?.focus();
    this.onGone();
  }
}

/** Asks at most once on a page. */
class Asker {
  constructor(prompts) {
    this.prompts = prompts;
    this.card = null;
    this.stopped = new AbortController();
  }

  begin() {
    const { signal } = this.stopped;
    this.clock = setInterval(() => this.look(), LOOK_PAUSE);
    document.addEventListener("keydown", (event) => this.hear(event), { signal });
    document.addEventListener("mouseout", (event) => this.watchPointer(event), { signal });
    document.addEventListener("visibilitychange", () => this.watchReturn(), { signal });
    ["storage", "pageshow"].forEach((type) =>
      addEventListener(type, () => this.hearOtherPages(), { signal }),
    );
  }

  look() {
    if (this.card) this.card.giveWay();
    else this.show(this.prompts.find((prompt) => !prompt.rules.onExit && prompt.isDue()));
  }

  /** Somebody is about to leave. */
  leave() {
    if (!this.card) this.show(this.prompts.find((prompt) => prompt.rules.onExit && prompt.isDue()));
  }

  show(prompt) {
    if (!prompt || !update((kept, now) => noteShown(kept, prompt.key, now))) return;
    this.card = new Card(prompt, () => this.stop());
  }

  stop() {
    clearInterval(this.clock);
    this.stopped.abort();
  }

  hear({ key, defaultPrevented }) {
    if (key !== "Escape" || defaultPrevented || isTyping()) return;
    if (this.card && !this.card.element.hidden) this.card.close();
  }

  watchPointer({ relatedTarget, clientY }) {
    if (!relatedTarget && clientY <= 0) this.leave();
  }

  watchReturn() {
    if (matchMedia("(hover: none)").matches) this.leave();
  }

  hearOtherPages() {
    if (this.card && isSettled(recall()?.surveys[this.card.key], this.card.since)) this.card.remove();
  }
}

function drawChances(prompts) {
  update((kept) =>
    prompts
      .filter(({ key, rules }) => rules.share < 100 && kept.surveys[key]?.chance === undefined)
      .reduce((drawn, { key }) => withSurvey(drawn, key, { chance: Math.random() * 100 }), kept),
  );
}

function start() {
  document.querySelectorAll("[data-wf-answered]").forEach(({ dataset }) => {
    update((kept, now) => noteAnswered(kept, dataset.wfAnswered, now));
  });
  document.querySelectorAll("[data-wf-occasion]").forEach(({ dataset }) => {
    update((kept, now) => noteOccasion(kept, dataset.wfOccasion, dataset.wfOnce, now));
  });
  const templates = document.querySelectorAll("template[data-wf-prompt]");
  const prompts = Array.from(templates, (template) => new Prompt(template));
  if (prompts.some(({ rules }) => rules.page > 1)) update(notePage);
  if (prompts.some(({ rules }) => rules.share < 100)) drawChances(prompts);
  const possible = prompts.filter((prompt) => prompt.mayAsk());
  if (possible.length) new Asker(possible).begin();
}

if (typeof document !== "undefined") start();
