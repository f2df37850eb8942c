// Single-letter keys for the desk. Wagtail's own w-kbd listens to the typed character, so its keys stay
// silent on a Cyrillic layout; this one listens to the place of the key (event.code) and works on any.
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
// An open dialog of Wagtail's has no aria-hidden at all.
const OPEN_DIALOG = '.w-dialog:not([aria-hidden="true"])';

class DeskKeys extends window.StimulusModule.Controller {
  static targets = ["key"];

  connect() {
    this.listen = this.press.bind(this);
    if (this.enabled()) document.addEventListener("keydown", this.listen);
  }

  disconnect() {
    document.removeEventListener("keydown", this.listen);
  }

  // The person's own switch in Account → Keyboard shortcuts (WCAG 2.1.4).
  enabled() {
    const config = document.getElementById("wagtail-config");
    return !config || JSON.parse(config.textContent).KEYBOARD_SHORTCUTS_ENABLED !== false;
  }

  press(event) {
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
