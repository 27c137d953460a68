// Fill the markers of a slot template: the same as orientation/domain/fill.py, vectors in tests/vectors/fill.json.
// A classic script: page, worker and node load it alike, and find it as Orientation.fill.
(function (global) {
  "use strict";
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

  /** @param {string} text @returns {string} as it may stand in HTML, between tags or in a quoted attribute */
  function escapeHtml(text) {
    return String(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
  }

  /**
   * @param {string} template with markers `{{name}}` (escaped here) and `{{{name}}}` (HTML, as it is)
   * @param {Object<string, string>} values
   * @returns {string} HTML; a marker without a value throws
   */
  function fill(template, values) {
    return template.replace(/\{\{\{(\w+)\}\}\}|\{\{(\w+)\}\}/g, (_, raw, escaped) => {
      const name = raw || escaped;
      if (!(name in values)) throw new Error(`fill: no value for ${name}`);
      return raw ? values[name] : escapeHtml(values[name]);
    });
  }

  global.Orientation = Object.assign(global.Orientation || {}, { fill, escapeHtml });
})(typeof self === "undefined" ? globalThis : self);
