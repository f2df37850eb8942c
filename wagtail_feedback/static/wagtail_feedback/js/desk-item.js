// One entry's screen: where the focus goes when it opens, and the list of reasons by keyboard.
const ANNOUNCE_AFTER = 250; // Live regions are heard only when they change some time after they appeared.

class DeskItem extends window.StimulusModule.Controller {
  static targets = ["heading", "news"];

  connect() {
    const wrong = this.element.querySelector("[aria-invalid=true]");
    const conflict = this.element.querySelector(".wfd-meanwhile[role=alert]");
    const message = document.querySelector(".messages li");
    if (wrong) {
      const fold = wrong.closest("details");
      if (fold) fold.open = true;
      wrong.focus();
    } else if (conflict) {
      conflict.focus();
    } else if (message) {
      this.headingTarget.focus();
      this.announce(message.textContent.replace(/\s+/g, " ").trim());
    }
  }

  // What was decided about the entry before: the message stands in the page from the start, so nobody hears it.
  announce(text) {
    setTimeout(() => {
      this.newsTarget.textContent = text;
    }, ANNOUNCE_AFTER);
  }
}

class DeskWithhold extends window.StimulusModule.Controller {
  static targets = ["summary", "button"];

  get reasons() {
    return [...this.element.querySelectorAll("input[type=radio]")];
  }

  // Also when the list opens because no reason was chosen.
  enter() {
    if (!this.element.open) return;
    const { reasons } = this;
    (reasons.find((reason) => reason.checked) ?? reasons[0]).focus();
  }

  press(event) {
    if (event.target === this.summaryTarget && event.key !== "Escape") return;
    // Enter belongs to the button beside the field (desk-keys.js); no other key of the desk acts from in here.
    if (event.key !== "Enter") event.stopPropagation();
    if (event.key === "Escape") this.close();
    else if (!event.target.matches("textarea")) this.choose(event);
  }

  choose(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    const [, digit] = /^(?:Digit|Numpad)([1-9])$/.exec(event.code) ?? [];
    const reason = this.reasons[digit - 1];
    if (!reason) return;
    event.preventDefault();
    reason.checked = true;
    this.buttonTarget.click();
  }

  close() {
    this.element.open = false;
    this.summaryTarget.focus();
  }
}

window.wagtail.app.register("wf-item", DeskItem);
window.wagtail.app.register("wf-withhold", DeskWithhold);
