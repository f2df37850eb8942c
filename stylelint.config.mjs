/** Wagtail's rules, for plain CSS. What is switched off presumes Sass, or is decided otherwise here. */
export default {
  extends: ["@wagtail/stylelint-config-wagtail"],
  ignoreFiles: ["**/node_modules/**", "**/.*/**", "build/**", "htmlcov/**", "**/static_root/**"],
  rules: {
    // Prettier decides where lines are broken and left empty.
    "rule-empty-line-before": null,
    // Variables of Sass; there is no build step.
    "scss/media-feature-value-dollar-variable": null,
    // The blocks' scale is tokens of length (--wf-1 … --wf-12); a single value beside them is meant.
    "scale-unlimited/declaration-strict-value": null,
    // A rule stands with its component, so a later component may well be less specific.
    "no-descending-specificity": null,
    // States are data-… attributes: the server and the scripts set them in one place.
    "selector-attribute-name-disallowed-list": null,
    // :has() and :not() paint real radios and checkboxes without a script; that takes classes.
    "selector-max-specificity": "0,5,2",
    // <wf-form> is ours.
    "selector-type-no-unknown": [true, { ignore: ["custom-elements"] }],
    // Newer than this Stylelint; a browser without it shows a field that does not grow.
    "property-no-unknown": [true, { ignoreProperties: ["field-sizing"] }],
    // Clamping lines has no other spelling yet, nor has text-size-adjust in Safari.
    "value-no-vendor-prefix": [true, { ignoreValues: ["box"] }],
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }],
  },
};
