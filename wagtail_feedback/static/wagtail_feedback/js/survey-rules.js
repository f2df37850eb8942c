// Rules and jumps of a survey hold ids. Here the editor chooses from what stands in the form: earlier questions, the
// choices of the chosen one, later steps. The fields that Wagtail draws stay and are written to, so that saving,
// previews and autosave work as ever; what a field holds and the form does not is kept and said.
const REFERENCE = "[data-wfd-refers]";
const WAIT_MS = 150;
const END = "end";
const LONGEST_LABEL = 70;
// Whole steps of the scales.
const SCALES = { nps: [0, 10], csat: [1, 5], ces: [1, 7], stars: [1, 5] };
const NOT_APPLICABLE = "na";

// What stands in a form under Wagtail's own names of fields.
class Outline {
  constructor(form) {
    this.form = form;
    let number = 0;
    this.steps = this.children("steps").map((step, index) => ({
      ...step,
      title: this.value(`${step.prefix}-value-title`),
      number: index + 1,
      questions: this.children(`${step.prefix}-value-questions`).map((question) => {
        number += 1;
        return this.question(question, number);
      }),
    }));
    this.questions = this.steps.flatMap((step) => step.questions);
  }

  value(name) {
    const field = this.form.elements.namedItem(name);
    return field && "value" in field ? field.value : "";
  }

  children(prefix) {
    const count = Number(this.value(`${prefix}-count`)) || 0;
    const all = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
    return all
      .filter((each) => this.form.elements.namedItem(`${each}-id`) && !this.value(`${each}-deleted`))
      .sort((one, other) => this.value(`${one}-order`) - this.value(`${other}-order`))
      .map((each) => ({
        prefix: each,
        id: this.value(`${each}-id`),
        type: this.value(`${each}-type`),
      }));
  }

  question(child, number) {
    const items = (name) =>
      this.children(`${child.prefix}-value-${name}`).map((item) => ({
        id: item.id,
        label: this.value(`${item.prefix}-value-label`),
      }));
    const isTicked = (name) =>
      Boolean(this.form.elements.namedItem(`${child.prefix}-value-${name}`)?.checked);
    return {
      ...child,
      number,
      label: this.value(`${child.prefix}-value-label`),
      choices: items("choices"),
      columns: items("columns"),
      canRefuse: isTicked("not_applicable"),
      takesSeveral: isTicked("several"),
    };
  }

  // The questions that are answered before what the field of this name belongs to is decided.
  before(name) {
    const step = this.steps.find((each) => name.startsWith(`${each.prefix}-`));
    if (!step) return this.questions;
    const own = step.questions.find((each) => name.startsWith(`${each.prefix}-`));
    const last = own
      ? own.number - 1
      : this.questions.filter((each) => each.number <= this.lastOf(step)).length;
    return this.questions.slice(0, last);
  }

  // The number of the last question on a step or before it.
  lastOf(step) {
    const until = this.steps.slice(0, step.number);
    return until.reduce((count, each) => count + each.questions.length, 0);
  }

  after(name) {
    const step = this.steps.find((each) => name.startsWith(`${each.prefix}-`));
    return step ? this.steps.slice(step.number) : [];
  }
}

const shorten = (words) => (words.length > LONGEST_LABEL ? `${words.slice(0, LONGEST_LABEL - 1)}…` : words);

const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

class SurveyRules {
  constructor(form, settings) {
    this.form = form;
    this.words = settings.words;
    this.operators = settings.operators;
    this.refresh = this.refresh.bind(this);
    form.addEventListener("input", () => this.plan());
    form.addEventListener("change", () => this.plan());
    new MutationObserver(() => this.plan()).observe(form, { childList: true, subtree: true });
    this.refresh();
  }

  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.refresh, WAIT_MS);
  }

  refresh() {
    const outline = new Outline(this.form);
    for (const field of this.form.querySelectorAll(REFERENCE)) {
      if (field.dataset.wfdRefers === "step") this.showStep(field, outline);
      if (field.dataset.wfdRefers === "question") this.showCondition(field, outline);
    }
  }

  showStep(field, outline) {
    const later = outline.after(field.name).map((step) => ({ value: step.id, label: this.nameStep(step) }));
    const choices = [...later, { value: END, label: this.words.end }];
    const elsewhere = outline.steps.find((step) => step.id === field.value);
    this.showChoices(
      field,
      choices,
      elsewhere && fill(this.words.earlier, { label: this.nameStep(elsewhere) }),
    );
  }

  nameStep(step) {
    const label = step.title || step.questions[0]?.label || "";
    return shorten(`${fill(this.words.step, { number: step.number })} ${label}`.trim());
  }

  showCondition(field, outline) {
    const prefix = field.name.slice(0, -"question".length);
    const [row, op, value] = ["row", "op", "value"].map((name) =>
      this.form.elements.namedItem(prefix + name),
    );
    if (!row || !op || !value) return;
    const nameQuestion = (each) => shorten(`${each.number}. ${each.label || this.words.untitled}`);
    const earlier = outline.before(field.name).map((each) => ({ value: each.id, label: nameQuestion(each) }));
    const question = outline.questions.find((each) => each.id === field.value);
    this.showChoices(field, earlier, question && fill(this.words.later, { label: nameQuestion(question) }));
    this.showRow(row, question);
    this.offerOperators(op, question, row.value);
    this.showValue(value, question, row.value, op.value);
  }

  showRow(field, question) {
    const isTable = question?.type === "matrix";
    this.toggle(field, isTable);
    // Of a question that has no rows nothing can be left over.
    if (!isTable && question && field.value) this.write(field, "");
    if (isTable) this.showChoices(field, this.nameItems(question.choices));
  }

  nameItems(items) {
    return items.map((item) => ({ value: item.id, label: shorten(item.label || this.words.untitled) }));
  }

  // Comparisons that this question does not know cannot be chosen; the one that was stays until the question changes.
  offerOperators(field, question, row) {
    const known = this.operators[this.nameKind(question, row)];
    for (const option of field.options) {
      const isOffered = !known || known.includes(option.value);
      if (option.disabled === isOffered) option.disabled = !isOffered;
      if (option.hidden === isOffered) option.hidden = !isOffered;
    }
    const before = field.dataset.wfdOf;
    field.dataset.wfdOf = `${question?.id}${row}`;
    if (!known || known.includes(field.value) || [undefined, field.dataset.wfdOf].includes(before)) return;
    this.write(field, [...field.options].find((option) => !option.disabled).value);
  }

  nameKind(question, row) {
    const extra = (row && ".row") || (question?.takesSeveral && ".several") || "";
    return `${question?.type}${extra}`;
  }

  showValue(field, question, row, op) {
    const isAsked = op !== "answered" && op !== "empty";
    this.toggle(field, isAsked);
    if (!isAsked || !question) return this.showField(field, "text");
    const choices = this.listAnswers(question, row);
    if (choices && op === "any_of") return this.showBoxes(field, choices);
    if (choices) return this.showChoices(field, choices);
    const types = { number: "number", date: "date" };
    return this.showField(field, op === "any_of" ? "text" : (types[question.type] ?? "text"));
  }

  // All answers that can be given, where they can be counted.
  listAnswers(question, row) {
    if (SCALES[question.type]) {
      const [first, last] = SCALES[question.type];
      const steps = Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
      const refusal = question.canRefuse ? [{ value: NOT_APPLICABLE, label: this.words.notApplicable }] : [];
      return [...steps.map((step) => ({ value: step, label: step })), ...refusal];
    }
    const items = row ? question.columns : question.choices;
    return items.length ? this.nameItems(items) : null;
  }

  toggle(field, isShown) {
    const place = field.closest("[data-contentpath]") ?? field.parentElement;
    if (place.hidden === isShown) place.hidden = !isShown;
  }

  showField(field, type) {
    this.replace(field, null);
    if (field.type !== type) field.type = type;
  }

  // `found`: the label of what is named here and cannot be chosen, if the form has it at all.
  showChoices(field, choices, found) {
    const isKnown = !field.value || choices.some((choice) => choice.value === field.value);
    const lost = isKnown
      ? []
      : [{ value: field.value, label: found || fill(this.words.lost, { id: field.value.slice(0, 8) }) }];
    const options = [{ value: "", label: this.words.choose }, ...lost, ...choices];
    const select = this.replace(field, JSON.stringify(options), () => {
      const made = document.createElement("select");
      made.append(...options.map(({ value, label }) => new Option(label, value)));
      made.addEventListener("change", () => this.write(field, made.value));
      return made;
    });
    if (select.value !== field.value) select.value = field.value;
    select.classList.toggle("wfd-lost", !isKnown);
  }

  showBoxes(field, choices) {
    const chosen = field.value
      .split(",")
      .map((id) => id.trim())
      .filter(Boolean);
    const lost = chosen
      .filter((id) => !choices.some((choice) => choice.value === id))
      .map((id) => ({ value: id, label: fill(this.words.lost, { id: id.slice(0, 8) }) }));
    const options = [...choices, ...lost];
    const group = this.replace(field, `boxes${JSON.stringify(options)}`, () => {
      const made = document.createElement("div");
      made.setAttribute("role", "group");
      made.className = "wfd-boxes";
      for (const { value, label } of options) made.append(this.makeBox(field, made, value, label));
      return made;
    });
    for (const box of group.querySelectorAll("input")) box.checked = chosen.includes(box.value);
  }

  makeBox(field, group, value, label) {
    const place = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = value;
    box.addEventListener("change", () => {
      const ticked = [...group.querySelectorAll("input:checked")].map((each) => each.value);
      this.write(field, ticked.join(", "));
    });
    place.append(box, ` ${label}`);
    return place;
  }

  // Stands instead of the field; made anew only where it would look different, so that nobody loses their place.
  replace(field, look, make) {
    const standing = field.wfdInstead;
    if (standing && standing.look === look) return standing.element;
    const hadFocus = standing?.element.contains(document.activeElement);
    const label = this.labelOf(field);
    standing?.element.remove();
    field.wfdInstead = null;
    if (field.hidden !== Boolean(look)) field.hidden = Boolean(look);
    if (label) label.htmlFor = field.id;
    if (!look) return null;
    const element = make();
    element.id = `${field.id}-choice`;
    if (element.getAttribute("role") === "group" && label) {
      label.id ||= `${field.id}-label`;
      element.setAttribute("aria-labelledby", label.id);
    } else if (label) label.htmlFor = element.id;
    const described = field.getAttribute("aria-describedby");
    if (described) element.setAttribute("aria-describedby", described);
    field.wfdInstead = { look, element };
    field.after(element);
    if (hadFocus) element.focus();
    return element;
  }

  labelOf(field) {
    const standing = field.wfdInstead?.element.id;
    return document.querySelector(`label[for="${field.id}"]${standing ? `, label[for="${standing}"]` : ""}`);
  }

  write(field, value) {
    field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
}

const start = () => {
  const form = document.querySelector("form[data-edit-form]");
  const settings = document.getElementById("wfd-survey-rules");
  return form && settings ? new SurveyRules(form, JSON.parse(settings.textContent)) : null;
};

start();
