// Single-letter keys for the desk. Wagtail's own w-kbd listens to the typed character, so its keys stay
// silent on a Cyrillic layout; this one listens to the place of the key (event.code) and works on any.
const FIELD = "input, textarea, select, [contenteditable]";
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
// An open dialog of Wagtail's has no aria-hidden at all.
const OPEN_DIALOG = '.w-dialog:not([aria-hidden="true"])';

class DeskKeys extends window.StimulusModule.Controller {
  static targets = ["key"];

  connect() {
    this.isOn = this.enabled();
    this.listen = this.press.bind(this);
    this.leave = (event) => {
      this.isLeaving = !event.defaultPrevented;
    };
    this.stay = () => {
      this.isLeaving = false;
    };
    document.addEventListener("keydown", this.listen);
    this.element.addEventListener("submit", this.leave);
    window.addEventListener("pageshow", this.stay);
  }

  disconnect() {
    document.removeEventListener("keydown", this.listen);
    this.element.removeEventListener("submit", this.leave);
    window.removeEventListener("pageshow", this.stay);
  }

  // The person's own switch in Account → Keyboard shortcuts (WCAG 2.1.4).
  enabled() {
    const config = document.getElementById("wagtail-config");
    return !config || JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  }

  press(event) {
    if (event.isComposing) return;
    if (this.isLeaving) this.wait(event);
    else if (event.key === "Enter") this.enter(event);
    else if (this.isOn) this.act(event);
  }

  // A decision is on its way: the same key again would decide twice, and words typed now would be lost.
  wait(event) {
    if (event.code === "Escape") this.isLeaving = false;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" || (isPlain && event.key.length === 1)) event.preventDefault();
  }

  // Enter in a field presses the button of its own part, and in a text of several lines Ctrl+Enter does.
  // A browser would press the first button of the form.
  enter(event) {
    const field = event.target.closest?.(FIELD);
    const part = field?.closest("[data-wf-part]");
    const isStrong = event.ctrlKey || event.metaKey;
    if (!part || !this.element.contains(part)) return;
    if (field.matches("textarea") ? !isStrong || !this.isOn : isStrong) return;
    event.preventDefault();
    if (!event.repeat) part.querySelector("button[name=action]")?.click();
  }

  act(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const typing = event.target.closest?.(TYPING);
    if (event.code === "Escape" && typing && this.element.contains(typing)) typing.blur();
    if (typing || document.querySelector(OPEN_DIALOG)) return;
    // Where “?” sits differs between layouts, so this one key goes by what it writes as well.
    const asks = event.key === "?" || (event.code === "Slash" && event.shiftKey);
    if (event.shiftKey && !asks) return;
    const code = asks ? "?" : event.code;
    const key = this.keyTargets.find((element) => element.dataset.code === code);
    if (!key) return;
    event.preventDefault();
    if (!("quiet" in key.dataset)) key.focus();
    key.click();
  }
}

window.wagtail.app.register("wf-keys", DeskKeys);
