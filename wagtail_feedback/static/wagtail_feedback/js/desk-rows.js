// Moves through the inbox and decides from it. The current row is the one that holds the focus, so Enter
// opens it and a screen reader reads it without help from here.
const OPEN = "wfd-rest--open";
const CHECKBOX = "[data-bulk-action-checkbox]";

class DeskRows extends window.StimulusModule.Controller {
  static targets = ["row", "link", "form", "text", "status"];

  initialize() {
    this.observer = new ResizeObserver((seen) => seen.forEach(({ target }) => this.offer(target)));
  }

  // After a decision the server leads back to “#row-3”: whatever is third now is next.
  connect() {
    const found = /^#row-(\d{1,4})$/.exec(window.location.hash);
    if (!found || !this.rowTargets.length) return;
    window.history.replaceState(null, "", window.location.pathname + window.location.search);
    this.go(Math.min(Number(found[1]), this.rowTargets.length - 1));
  }

  textTargetConnected(text) {
    this.observer.observe(text);
  }

  textTargetDisconnected(text) {
    this.observer.unobserve(text);
  }

  // Only a text that is cut off has a button.
  offer(text) {
    if (text.classList.contains(OPEN)) return;
    text.nextElementSibling.hidden = text.scrollHeight <= text.clientHeight + 1;
  }

  unfold({ currentTarget: button }) {
    button.previousElementSibling.classList.toggle(OPEN);
  }

  unfoldCurrent() {
    this.found()?.querySelector(".wfd-more:not([hidden])")?.click();
  }

  get current() {
    const row = document.activeElement?.closest?.("[data-wf-rows-target=row]");
    if (row) this.last = this.rowTargets.indexOf(row);
    return row ? this.last : (this.last ?? -1);
  }

  go(index) {
    this.last = index;
    this.statusTarget.textContent = "";
    this.rowTargets.forEach((row, number) => row.classList.toggle("wfd-row--at", number === index));
    const row = this.rowTargets[index];
    row.querySelector("[data-wf-rows-target=link]").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  move({ params }) {
    const index = Math.max(0, this.current + params.step);
    if (index < this.rowTargets.length) this.go(index);
  }

  // The current row. Where there is none yet, a key acts on nothing: it leads to the first and says so.
  found() {
    const row = this.rowTargets[this.current];
    if (row || !this.rowTargets.length) return row;
    this.go(0);
    this.statusTarget.textContent = this.statusTarget.dataset.text;
    return undefined;
  }

  select() {
    this.found()?.querySelector(CHECKBOX).click();
  }

  decide({ params }) {
    const many = document.querySelector(`[data-bulk-action-button][data-decision="${params.decision}"]`);
    if (document.querySelector(`${CHECKBOX}:checked`)) return many.click();
    const row = this.found();
    if (!row) return undefined;
    if (params.decision === "withhold") return this.ask(many, row);
    return this.send(params.decision, row, this.last);
  }

  // Withholding asks for a reason: the same page as for many entries.
  ask(many, row) {
    const url = new URL(many.href, window.location);
    url.searchParams.set("id", `${row.dataset.item}:${row.dataset.version}`);
    url.searchParams.set("next", window.location.pathname + window.location.search);
    window.location.assign(url);
  }

  send(decision, row, index) {
    const form = this.formTarget;
    const values = {
      action: decision,
      version: row.dataset.version,
      list_query: window.location.search || "?",
      row: index,
    };
    Object.entries(values).forEach(([name, value]) => {
      form.elements.namedItem(name).value = value;
    });
    // Not form.action: that name belongs to the input.
    form.setAttribute("action", row.querySelector("[data-wf-rows-target=link]").href);
    form.submit();
  }
}

window.wagtail.app.register("wf-rows", DeskRows);
