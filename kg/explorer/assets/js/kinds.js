/**
 * What a thing is a kind of and which kinds of it there are, with what says so: a paper, or the names.
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./graph.js").Kin} Kin
 */
import { element, isolated } from "./dom.js";
import { firstFew, nodeLink } from "./facts.js";
import { edgeBetween } from "./graph.js";
import { inward } from "./inward.js";
import { section } from "./parts.js";

const STATED = "stated";

/** @param {Reader} reader @param {number} node */
export function broaderLine(reader, node) {
  const kin = reader.graph.broader(node);
  const names = kin.map((one, n) => [
    n > 0 && ", ",
    inward(reader, { node: one.node }, { class: "plain" }, isolated(reader.graph.label(one.node))),
    " ",
    knownBy(reader, node, one.node, one),
  ]);
  return kin.length > 0 && element("p", { class: "kin" }, "A kind of ", names);
}

/** @param {Reader} reader @param {number} node */
export function kindsOfIt(reader, node) {
  const { graph } = reader;
  const kin = graph.narrower(node).sort((a, b) => graph.weight[b.node] - graph.weight[a.node]);
  const rows = kin.map((one) => () => element("li", { class: "fact-line" }, element("span", { class: "ends" }, nodeLink(reader, one.node)), knownBy(reader, one.node, node, one)));
  return kin.length > 0 && section("Kinds of it", kin.length, firstFew(rows, "kinds"), "facts kinds");
}

/** What shows it; a statement leads to the sentence. @param {Reader} reader @param {number} narrower @param {number} broader @param {Kin} kin */
function knownBy(reader, narrower, broader, { sources }) {
  const { graph } = reader;
  const isA = graph.relations.findIndex(({ name }) => name === "isA");
  const fact = edgeBetween(graph, narrower, isA, broader);
  const written = sources.map((source, n) => [
    n > 0 && ", ",
    source === STATED && fact !== null ? inward(reader, { fact }, { class: "plain", title: "Open this fact" }, source) : source,
  ]);
  return element("span", { class: "note", title: "What says so: a paper, or how the two are called" }, "(", written, ")");
}
