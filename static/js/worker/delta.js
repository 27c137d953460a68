// Make a new edition's parts of those that are here: the twin of orientation/packs/delta.py, where the format stands.
(function (global) {
  "use strict";

  /**
   * @param {Uint8Array} base a part that is here
   * @param {(number[]|string)[]} ops [offset, length] copies bytes of the base; a string stands for its UTF-8
   * @returns {Uint8Array}
   */
  function applyOps(base, ops) {
    const encoder = new TextEncoder();
    return joined(ops.map((op) => (typeof op === "string" ? encoder.encode(op) : base.subarray(op[0], op[0] + op[1]))));
  }

  /** @param {Uint8Array[]} chunks @returns {Uint8Array} */
  function joined(chunks) {
    const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  global.Orientation = Object.assign(global.Orientation || {}, { applyOps, joined });
})(typeof self === "undefined" ? globalThis : self);
