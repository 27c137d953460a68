// What the oldest browsers we promise would not understand: run by `make check` as  node tests/js/old-phones.js
// Syntax: ECMAScript 2020 as Safari 14 has it. Calls: the table in old-phones.txt. Vendored files: syntax alone.
// A use is let pass where the code asks first, with the same name: `if (x.name)`, `x.name && …`, `"name" in x ? …`,
// `if (!x.name) return;` above it, `x.name?.(…)`. Which branch it stands in is not looked at.
"use strict";
const { readFileSync, readdirSync } = require("node:fs");
const { join, relative } = require("node:path");

const ROOT = join(__dirname, "..", "..");
const ACORN = "/usr/share/nodejs/acorn"; // of the Debian package: another Node than Debian's looks elsewhere
const MINIMUM = { Chrome: 80, Firefox: 102, Safari: 14 }; // as docs/phones.md promises
const YEAR = 2020;

const TABLE = readFileSync(join(__dirname, "old-phones.txt"), "utf8");
const LACKING = TABLE.split("\n").filter((row) => /^[^#]/.test(row)).map(readRow);

/** @param {string} row `Object.hasOwn 93 92 15.4 what to write instead` @returns {Object} */
function readRow(row) {
  const [use, chrome, firefox, safari, ...instead] = row.split(/\s+/);
  const [owner, name] = use.includes(".") ? use.replace("()", "").split(".") : ["self", use];
  const since = { Chrome: Number(chrome), Firefox: Number(firefox), Safari: Number(safari) };
  return { use, owner, name, called: use.endsWith("()"), global: !use.includes("."), since, instead: instead.join(" ") };
}

/** @returns {string} "Chrome 85, Firefox 77, no Safari" */
function versions(since) {
  return Object.entries(since).map(([browser, from]) => (from ? `${browser} ${from}` : `no ${browser}`)).join(", ");
}

/** Visit every node of a tree. @param {function(Object, Object[])} look gets it and its ancestors, outermost first */
function walk(node, look, ancestors = []) {
  look(node, ancestors);
  const within = ancestors.concat(node);
  for (const value of Object.values(node)) {
    for (const child of [].concat(value)) if (child && typeof child.type === "string") walk(child, look, within);
  }
}

/** @returns {boolean} whether any node below, or this one, is such */
function any(node, isSuch) {
  let found = false;
  walk(node, (each) => (found = found || isSuch(each)));
  return found;
}

/** @returns {?string} the name a member expression asks for: a.name, a["name"] */
function memberName(node) {
  if (node.type !== "MemberExpression") return null;
  return node.computed ? node.property.value : node.property.name;
}

/** @returns {string} the last name of what a member belongs to: self.navigator.locks → "navigator" */
function ownerName(node) {
  return node.object.name || memberName(node.object) || "";
}

/** @returns {?Object} the row of the table that a node uses */
function lackingIn(node, parent, declared) {
  const name = node.type === "Identifier" ? node.name : memberName(node);
  return LACKING.find((row) => {
    if (row.name !== name) return false;
    if (node.type === "Identifier") return row.global && !isLabel(node, parent) && !declared.has(name);
    if (row.called) return parent.type === "CallExpression" && parent.callee === node;
    if (row.global) return ["self", "window", "globalThis"].includes(ownerName(node));
    return !row.owner || row.owner === ownerName(node);
  });
}

/** @returns {boolean} whether an identifier is no variable but the name of a property */
function isLabel(node, parent) {
  if (parent.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent.key === node && !parent.computed && !parent.shorthand;
}

/** @returns {Set<string>} what a file declares itself: variables, functions, parameters */
function declaredIn(tree) {
  const names = new Set();
  const patterns = (node) => [node.type === "VariableDeclarator" && node.id, ...(node.params || []), node.id];
  const collect = (node) => node.type === "Identifier" && names.add(node.name);
  walk(tree, (node) => patterns(node).filter(Boolean).forEach((pattern) => walk(pattern, collect)));
  return names;
}

/** @returns {boolean} whether a piece of code asks for the name */
function asksFor(node, name) {
  return any(node, (each) => memberName(each) === name || each.name === name || each.value === name);
}

/** @returns {boolean} whether a node only asks: stands in a condition, is neither called nor read further */
function isQuestion(node, ancestors) {
  const parent = ancestors[ancestors.length - 1];
  if (parent.operator === "typeof") return true;
  if (node.type === "Identifier") return false; // a global that is missing throws
  if (parent.operator === "!") return true;
  if (parent.type === "ChainExpression") return isQuestion(parent, ancestors.slice(0, -1));
  return parent.type === "LogicalExpression" || parent.test === node;
}

/** @returns {boolean} whether the code asked before it came here */
function isGuarded(node, ancestors, name) {
  const parent = ancestors[ancestors.length - 1];
  if (parent.optional && (parent.object === node || parent.callee === node)) return true;
  return ancestors.some((each, i) => {
    const child = ancestors[i + 1] || node;
    if (each.test && each.test !== child) return asksFor(each.test, name);
    if (each.type === "LogicalExpression" && each.right === child) return asksFor(each.left, name);
    return Array.isArray(each.body) && leftBefore(each.body, child, name);
  });
}

/** @returns {boolean} whether `if (… name …) return;` stands above, in the same block */
function leftBefore(statements, child, name) {
  const last = (node) => (node.type === "BlockStatement" && node.body[node.body.length - 1]) || node;
  const leaves = (node) => /^(?:Return|Throw|Continue)/.test(last(node).type);
  const above = statements.slice(0, statements.indexOf(child));
  return above.some((each) => each.type === "IfStatement" && asksFor(each.test, name) && leaves(each.consequent));
}

/** @returns {?string} what of ECMAScript 2020 Safari 14 does not know */
function newerSyntax(node) {
  const makes = /^(?:New|Call)Expression$/.test(node.type) && node.callee.name === "RegExp";
  const behind = (text) => typeof text === "string" && /\(\?<[=!]/.test(text);
  const pattern = (each) => behind(each.value) || behind((each.value || {}).raw); // of a string, of a template
  if ((node.regex && behind(node.regex.pattern)) || (makes && any(node, pattern))) {
    return "lookbehind needs Safari 16.4; match more and take a group";
  }
  const renamed = node.type === "ExportAllDeclaration" && node.exported;
  return renamed ? "export * as needs Safari 14.1; import it, then export it" : null;
}

/** @returns {?string} what a node needs that the oldest browsers lack, and how to mend it */
function lack(node, ancestors, declared) {
  if (node.type === "ForOfStatement" && node.await) {
    return "for await over a stream needs Chrome 124, Firefox 110, Safari 27; read it with getReader()";
  }
  if (!ancestors.length || (node.type !== "Identifier" && node.type !== "MemberExpression")) return null;
  const row = lackingIn(node, ancestors[ancestors.length - 1], declared);
  if (!row || isQuestion(node, ancestors) || isGuarded(node, ancestors, row.name)) return null;
  return `${row.use} needs ${versions(row.since)}; instead: ${row.instead}`;
}

/** @returns {string} what is wrong with code that cannot be read as of 2020 */
function unreadable(acorn, code, options, error) {
  const reads = (year) => {
    try {
      return Boolean(acorn.parse(code, { ...options, ecmaVersion: year }));
    } catch {
      return false;
    }
  };
  const year = [2021, 2022, 2023].find(reads);
  const why = year ? `is ECMAScript ${year}; write it as one could in ${YEAR}` : "is no JavaScript";
  return `${error.message.replace(/ \(\d+:\d+\)$/, "")}: ${why}`;
}

/**
 * @param {Object} acorn
 * @param {string} code
 * @param {boolean} [ours] false: syntax alone
 * @returns {{line: number, words: string}[]} what the oldest browsers would not understand
 */
function problems(acorn, code, ours = true) {
  const options = { sourceType: /^(?:import|export)\b/m.test(code) ? "module" : "script", locations: true };
  const found = [];
  try {
    const tree = acorn.parse(code, { ...options, ecmaVersion: YEAR });
    const declared = declaredIn(tree);
    walk(tree, (node, ancestors) => {
      const words = newerSyntax(node) || (ours && lack(node, ancestors, declared));
      if (words) found.push({ line: node.loc.start.line, words });
    });
  } catch (error) {
    if (!error.loc) throw error;
    found.push({ line: error.loc.line, words: unreadable(acorn, code, options, error) });
  }
  return found;
}

/** @returns {string[]} every script that a browser loads, from the root of the project */
function scripts() {
  const below = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? below(join(folder, one.name)) : one.name.endsWith(".js") ? [join(folder, one.name)] : []);
  const paths = [join(ROOT, "service-worker.js"), ...below(join(ROOT, "static"))];
  return paths.map((path) => relative(ROOT, path)).sort();
}

/** @returns {Object} the parser; without it, one line that says how to get it */
function parser() {
  try {
    return require(ACORN);
  } catch {
    console.error("acorn is missing: sudo apt-get install node-acorn");
    return process.exit(1);
  }
}

if (require.main === module) {
  const acorn = parser();
  for (const path of scripts()) {
    for (const { line, words } of problems(acorn, readFileSync(join(ROOT, path), "utf8"), !path.includes("/vendor/"))) {
      console.error(`${path}:${line}: ${words}`);
      process.exitCode = 1;
    }
  }
}

module.exports = { problems, parser, scripts, LACKING, MINIMUM };
