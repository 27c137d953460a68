// In a guide's file (docs/single-file.md): what was true too long ago gives way, by the phone's clock. Inlined into it by
// orientation/web/single.py and by the slot "single". Its twin for pages: `showCallFirst` in page.js.
// Syntax of ES2019: Safari 14, Chrome 80.
(function () {
  "use strict";

  /** A clock that is older than the edition is wrong: then it is at least the edition's day. */
  function callFirst() {
    const { edition, wordCallFirst } = document.body.dataset;
    const now = new Date(Math.max(Date.now(), edition * 1000)).toISOString();
    for (const note of document.querySelectorAll("[data-call-first]")) {
      if (now < note.dataset.callFirst) continue;
      for (const old of note.parentNode.querySelectorAll("[data-old]")) old.hidden = true;
      note.textContent = wordCallFirst;
      note.hidden = false;
    }
  }

  document.addEventListener("DOMContentLoaded", callFirst);
})();
