/**
 * What is drawn as tables, to be read without seeing it and to be copied.
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./scene.js").Scene} Scene
 */
import { button, element, isolated } from "./dom.js";
import { factLink, nodeLink } from "./facts.js";
import { number } from "./figures.js";
import { inward } from "./inward.js";
import { statusOf } from "./notice.js";
import { section } from "./sections.js";
import { sortableTable } from "./table.js";

const COPIED = 2_000;

/** @param {Reader} reader @param {Scene} scene */
export function tablesOf(reader, scene) {
  const { graph } = reader;
  const nodes = scene.nodes.map(({ node }) => node);
  const facts = scene.edges.map(({ edge }) => edge).filter((edge) => edge < graph.edgeCount);
  return [
    element("h2", { class: "unseen", tabindex: -1 }, "What is drawn"),
    element("p", { class: "summary" }, statusOf(scene, "zoom in the graph for more")),
    section("Nodes", nodes.length, [
      copyButton("Copy nodes", () => nodeRows(reader, nodes)),
      sortableTable(nodeColumns(reader), nodes, { label: "Nodes" }),
    ], "listing"),
    facts.length > 0 && section("Facts", facts.length, [
      copyButton("Copy facts", () => factRows(reader, facts)),
      sortableTable(factColumns(reader), facts, { label: "Facts" }),
    ], "listing"),
  ];
}

/** @param {Reader} reader @returns {import("./table.js").Column<number>[]} */
function nodeColumns(reader) {
  const { graph } = reader;
  return [
    { heading: "Name", key: (n) => graph.label(n), cell: (n) => nodeLink(reader, n) },
    { heading: "Type", key: (n) => graph.types[graph.type[n]].name, cell: (n) => graph.types[graph.type[n]].name },
    { heading: "Topic", key: (n) => topicOf(reader, n), cell: (n) => isolated(topicOf(reader, n)) },
    { heading: "Facts", numeric: true, key: (n) => graph.incident(n).length, cell: (n) => number(graph.incident(n).length) },
    { heading: "Papers", numeric: true, key: (n) => graph.papers(n).length, cell: (n) => graph.papers(n).length > 0 && number(graph.papers(n).length) },
  ];
}

/** @param {Reader} reader @returns {import("./table.js").Column<number>[]} */
function factColumns(reader) {
  const { graph } = reader;
  const phrase = (/** @type {number} */ e) => graph.relations[graph.relation[e]].phrase;
  return [
    { heading: "From", key: (e) => graph.label(graph.from[e]), cell: (e) => nodeLink(reader, graph.from[e]) },
    { heading: "Relation", key: phrase, cell: (e) => inward(reader, { fact: e }, { class: "plain" }, phrase(e)) },
    { heading: "To", key: (e) => graph.label(graph.to[e]), cell: (e) => nodeLink(reader, graph.to[e]) },
    { heading: "Papers", numeric: true, key: (e) => graph.edgePapers(e).length, cell: (e) => number(graph.edgePapers(e).length) },
    { heading: "Confidence", numeric: true, key: (e) => graph.edgeConfidence(e), cell: (e) => factLink(reader, e) },
  ];
}

/** @param {Reader} reader @param {number} node */
function topicOf({ graph }, node) {
  return graph.communities[graph.community[node]].name;
}

/** @param {Reader} reader @param {number[]} nodes @returns {(string | number)[][]} */
function nodeRows(reader, nodes) {
  const { graph } = reader;
  return [
    ["id", "name", "type", "topic", "facts", "papers"],
    ...nodes.map((n) => [graph.id(n), graph.label(n), graph.types[graph.type[n]].name, topicOf(reader, n), graph.incident(n).length, graph.papers(n).length]),
  ];
}

/** @param {Reader} reader @param {number[]} facts @returns {(string | number)[][]} */
function factRows({ graph }, facts) {
  return [
    ["from", "relation", "to", "papers", "confidence"],
    ...facts.map((e) => [graph.label(graph.from[e]), graph.relations[graph.relation[e]].name, graph.label(graph.to[e]), graph.edgePapers(e).length, graph.edgeConfidence(e)]),
  ];
}

/** Copies rows as a spreadsheet takes them. @param {string} caption @param {() => (string | number)[][]} rows */
function copyButton(caption, rows) {
  const copying = button({ class: "tool", onclick: () => copy() }, caption);

  async function copy() {
    const lines = rows().map((row) => row.map(asCell).join("\t"));
    const copied = await navigator.clipboard.writeText(lines.join("\n")).then(() => true, () => false);
    copying.textContent = copied ? "Copied" : "The browser refused; select the table instead";
    setTimeout(() => (copying.textContent = caption), COPIED);
  }
  return copying;
}

/** The value on one line, and never what a spreadsheet takes for a formula. @param {string | number} value */
function asCell(value) {
  const text = String(value).replace(/\s+/g, " ");
  return typeof value === "string" && /^[=+@-]/.test(text) ? `'${text}` : text;
}
