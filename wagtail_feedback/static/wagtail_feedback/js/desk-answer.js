// Beside the answer: reminders that follow the typing, and earlier answers to start from.
// The server draws the same reminders, so without this module they only lag behind.
const fold = (text) => text.normalize("NFKC").toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ").trim();

const RULES = {
  name: ({ position }, words) => position.includes(words),
  courtesy: ({ position }, words) => words.split("|").some((word) => position.includes(word)),
  own: ({ position }, words) => position !== "" && !words.split("\n").includes(position),
  date: ({ done }) => /\d/.test(done),
  result: ({ result }) => result !== "",
};

class DeskAnswer extends window.StimulusModule.Controller {
  static targets = ["part", "check", "insert", "list"];

  connect() {
    this.check = this.check.bind(this);
    this.partTargets.forEach((part) => part.addEventListener("input", this.check));
    this.insertTargets.forEach((button) => {
      button.hidden = false;
    });
    this.check();
  }

  check() {
    const said = Object.fromEntries(this.partTargets.map((part) => [part.name, fold(part.value)]));
    // Before the first word nothing is amiss yet.
    this.listTargets.forEach((list) => {
      list.dataset.started = Object.values(said).some(Boolean) ? "yes" : "no";
    });
    this.checkTargets.forEach((item) => {
      const { rule, words } = item.dataset;
      const ok = RULES[rule](said, words) ? "yes" : "no";
      if (item.dataset.ok !== ok) item.dataset.ok = ok;
    });
  }

  write() {
    this.partTargets[0]?.focus();
  }

  insert({ params }) {
    const part = this.partTargets[0];
    part.value = [part.value.trim(), params.words].filter(Boolean).join("\n\n");
    part.focus();
    part.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

window.wagtail.app.register("wf-answer", DeskAnswer);
