/**
 * What survey-core shows and keeps: an array of cases on standard input, an array of results on standard output.
 *
 * A case is a survey in SurveyJS's form, its `jumps` by page, and the `passes` of one person through it: the
 * answers of each, by question, and the words of “other” beside them. The person answers what is on the screen, from
 * the first question to the last; another pass changes every answer again. survey-core has no jumps of a page's
 * own, so that the pages between are hidden here; whether a jump is taken is what survey-core says of its rule.
 */
import { readFileSync } from "node:fs";
import { Model } from "survey-core";

function answerPage(survey, page, { answers, words }) {
  page.questions.forEach((question) => {
    if (!question.isVisible) return;
    survey.setValue(question.name, answers[question.name] ?? null);
    survey.setComment(question.name, words[question.name] ?? "");
    // It overlooks that one row of an answer is gone.
    if (question.getType() === "matrix") survey.runConditions();
  });
}

function findNext(survey, number, jumps) {
  const taken = jumps.find((jump) => !jump.rule || survey.runCondition(jump.rule));
  if (!taken) return number + 1;
  const target = survey.pages.findIndex((page) => page.name === taken.to);
  return target < 0 ? survey.pages.length : target;
}

function pass(survey, jumps, given) {
  let next = 0;
  survey.pages.forEach((page, number) => {
    page.visible = number >= next;
    if (!page.isVisible) return;
    answerPage(survey, page, given);
    next = findNext(survey, number, jumps[page.name] ?? []);
  });
}

function run({ survey: json, jumps, passes }) {
  const survey = new Model({ ...json, clearInvisibleValues: "onHiddenContainer" });
  passes.forEach((given) => pass(survey, jumps, given));
  const shown = survey.getAllQuestions(true).map((question) => question.name);
  survey.doComplete();
  return { shown, data: survey.data, ending: survey.renderedCompletedHtml };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(run)));
