// Advice on a survey follows what is typed: the form goes to the server, which keeps nothing and sends the panel's new
// content. What must be mended, or asks something, also stands on its question.
const WAIT_MS = 900;
const NARROW = "(max-width: 50em)";

class SurveyAdvice {
  constructor(form, place) {
    this.form = form;
    this.place = place;
    this.sent = this.write();
    const plan = () => this.plan();
    // Ticks stand beside the form and belong to it.
    for (const name of ["input", "change"]) document.addEventListener(name, plan);
    new MutationObserver(plan).observe(form, { childList: true, subtree: true });
    place.addEventListener("click", (event) => this.follow(event));
    this.mark();
    // Only then does Wagtail listen to its own buttons.
    if (place.dataset.wfdAsking === "true") window.addEventListener("load", () => this.open());
    if (place.dataset.wfdStale === "true") this.ask();
  }

  write() {
    return new URLSearchParams(new FormData(this.form)).toString();
  }

  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.write() !== this.sent) this.ask();
    }, WAIT_MS);
  }

  async ask() {
    this.sent = this.write();
    const { sent } = this;
    const answer = await fetch(this.place.dataset.wfdAdvice, {
      method: "POST",
      body: new FormData(this.form),
    }).catch(() => null);
    if (!answer?.ok || sent !== this.sent) return;
    const { html, count } = await answer.json();
    // A form that could not be kept as a draft either shows its own errors.
    if (html) this.show(html, count);
  }

  show(html, count) {
    const { activeElement } = document;
    const focused = this.place.contains(activeElement) && activeElement.value;
    const { body } = new DOMParser().parseFromString(html, "text/html");
    this.place.replaceChildren(...body.childNodes);
    if (focused) this.place.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
    const counter = document.querySelector(
      "[data-side-panel-toggle=checks] [data-side-panel-toggle-counter]",
    );
    if (counter) {
      counter.textContent = count;
      counter.hidden = !count;
    }
    this.mark();
  }

  mark() {
    for (const flag of this.form.querySelectorAll(".wfd-flag")) flag.remove();
    for (const item of this.place.querySelectorAll("[data-wfd-place]")) {
      const { wfdPlace, wfdWeight } = item.dataset;
      const section = wfdPlace && document.getElementById(`block-${wfdPlace}-section`);
      if (!section || wfdWeight === "hint" || item.querySelector("input:checked")) continue;
      const flag = document.createElement("p");
      flag.className = `wfd-flag wfd-flag--${wfdWeight}`;
      flag.textContent = item.querySelector("[data-wfd-title]").textContent;
      section.querySelector(".w-panel__header").after(flag);
    }
  }

  open() {
    const toggle = document.querySelector("[data-side-panel-toggle=checks]");
    if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
  }

  follow(event) {
    const link = event.target.closest("a[href^='#block-']");
    const section = link && document.getElementById(link.hash.slice(1));
    if (!section) return;
    event.preventDefault();
    if (window.matchMedia(NARROW).matches) document.querySelector("[data-form-side-close-button]")?.click();
    const tab = section.closest("[role=tabpanel]");
    if (tab?.hidden) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
    const inner = section.querySelector(".w-panel__content") ?? section;
    // Wagtail opens every closed panel around what is being looked for.
    inner.dispatchEvent(new Event("beforematch", { bubbles: true }));
    section.scrollIntoView({ block: "start" });
    section.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }
}

const start = () => {
  const form = document.querySelector("form[data-edit-form]");
  const place = document.querySelector("[data-wfd-advice]");
  return form && place ? new SurveyAdvice(form, place) : null;
};

start();
