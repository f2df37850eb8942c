// Words typed on an entry's screen are kept in this browser from the first letter on, and put back when the screen
// is opened again without their having been sent: after a link, a key, a crash or a session that has ended.
// The server names what it has stored in a cookie; nothing else makes this forget.
const PREFIX = "wf-desk:";
const COOKIE = /(?:^|; )wfd_taken=([\w.-]+)/;
const FIELDS = "textarea[name], input[type=text][name]";
const KEEP_MS = 30 * 24 * 3600 * 1000;

const read = (name) => {
  try {
    return JSON.parse(window.localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
};

// False where the browser keeps nothing, such as in some private windows.
const write = (name, kept) => {
  try {
    if (Object.keys(kept.words).length) window.localStorage.setItem(name, JSON.stringify(kept));
    else window.localStorage.removeItem(name);
    return true;
  } catch {
    return false;
  }
};

// Spaces at the ends and doubled ones do not survive the server.
const isSame = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();

const without = (words, gone) =>
  Object.fromEntries(Object.entries(words).filter(([name]) => !gone.includes(name)));

const names = () => {
  try {
    return Object.keys(window.localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
};

class DeskDraft extends window.StimulusModule.Controller {
  static targets = ["notice"];

  static values = { key: String, path: String, redrawn: Boolean };

  connect() {
    this.forgetTaken();
    this.forgetOld();
    this.name = PREFIX + this.keyValue;
    this.words = { ...read(this.name).words };
    this.restore();
    this.keep = this.keep.bind(this);
    this.send = this.send.bind(this);
    this.ask = this.ask.bind(this);
    this.element.addEventListener("input", this.keep);
    this.element.addEventListener("submit", this.send);
    window.addEventListener("beforeunload", this.ask);
  }

  disconnect() {
    this.element.removeEventListener("input", this.keep);
    this.element.removeEventListener("submit", this.send);
    window.removeEventListener("beforeunload", this.ask);
  }

  get fields() {
    return [...this.element.querySelectorAll(FIELDS)];
  }

  forgetTaken() {
    const taken = COOKIE.exec(document.cookie)?.[1];
    if (!taken) return;
    document.cookie = `wfd_taken=; Max-Age=0; Path=${this.pathValue}`;
    const { words = {}, leaving = [], at } = read(PREFIX + taken);
    write(PREFIX + taken, { words: without(words, leaving), at });
  }

  forgetOld() {
    names()
      .filter((name) => !(read(name).at > Date.now() - KEEP_MS))
      .forEach((name) => window.localStorage.removeItem(name));
  }

  // A screen drawn anew with what was typed shows it already, and it is still not stored.
  restore() {
    const kept = this.fields.filter((field) => field.name in this.words);
    this.restored = kept.filter((field) => !isSame(field.value, this.words[field.name]));
    this.restored.forEach((field) => {
      field.value = this.words[field.name];
      const fold = field.closest(".wfd-fold");
      if (fold) fold.open = true;
    });
    this.noticeTarget.hidden = this.restored.length === 0;
    if (this.redrawnValue) return;
    this.drop(kept.filter((field) => !this.restored.includes(field)));
  }

  keep({ target }) {
    if (!target.matches(FIELDS)) return;
    this.words[target.name] = target.value;
    this.store();
  }

  drop(fields) {
    this.words = without(
      this.words,
      fields.map((field) => field.name),
    );
    this.store();
  }

  store(more = {}) {
    this.isUnkept = !write(this.name, { words: this.words, at: Date.now(), ...more });
  }

  // Which words go with this button: those of its own part, and those that are kept whatever is decided.
  send({ submitter }) {
    const own = submitter?.closest("[data-wf-part]");
    const going = this.fields.filter((field) => {
      const part = field.closest("[data-wf-part]");
      return part && (part === own || "wfKept" in part.dataset);
    });
    this.store({ leaving: going.map((field) => field.name) });
    this.isUnkept = false;
  }

  // Only where nothing can be kept: then leaving would lose them.
  ask(event) {
    if (this.isUnkept && Object.keys(this.words).length) event.preventDefault();
  }

  discard() {
    this.restored.forEach((field) => {
      field.value = field.defaultValue;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    this.drop(this.restored);
    this.noticeTarget.hidden = true;
    this.restored[0]?.focus();
  }
}

window.wagtail.app.register("wf-draft", DeskDraft);
