import wagtail from "@wagtail/eslint-config-wagtail";
import globals from "globals";

export default [
  { ignores: ["**/.*/**", "build/**", "dist/**", "htmlcov/**", "**/static_root/**"] },
  ...wagtail,
  {
    files: ["**/static/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      // A page's own address and events: every module here is written for the browser's window alone.
      "no-restricted-globals": "off",
      // A guard at the top of a loop or a method keeps the rest flat.
      "no-continue": "off",
      // One batch of the proof of work after another, on purpose: it stops at the first hit.
      "no-await-in-loop": "off",
    },
  },
  // Wagtail's rules hold ones for React and warn where it is not installed.
  { settings: { react: { version: "18.3" } } },
  { files: ["tests/js/**"], languageOptions: { globals: globals.node } },
  { files: ["tests/browser/**"], languageOptions: { globals: globals.browser } },
];
