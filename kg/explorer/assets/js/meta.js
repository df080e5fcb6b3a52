/** The lines below the name of a thing. @typedef {import("./facts.js").Reader} Reader */
import { element } from "./dom.js";
import { broaderLine } from "./kinds.js";
import { aliasLine, entitySummary } from "./parts.js";

/** @param {Reader} reader @param {number} node @param {number} facts how many pass the filters @param {...import("./dom.js").Child} others further lines */
export function entityMeta(reader, node, facts, ...others) {
  const { graph } = reader;
  return element("div", { class: "meta" }, aliasLine(graph, node), entitySummary(reader, node, facts), broaderLine(reader, node), others);
}
