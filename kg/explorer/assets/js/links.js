/**
 * Addresses that the page may link to: those that papers came with, and of those in their texts https, and only where
 * papers, code and models live.
 * @typedef {import("./graph.js").Graph} Graph
 */
import { element } from "./dom.js";
import { isPaper } from "./graph.js";

const HOSTS = [
  "aclanthology.org", "arxiv.org", "bitbucket.org", "codeberg.org", "dl.acm.org", "doi.org", "github.com", "github.io",
  "gitlab.com", "huggingface.co", "ieeexplore.ieee.org", "jmlr.org", "kaggle.com", "openreview.net",
  "paperswithcode.com", "proceedings.mlr.press", "proceedings.neurips.cc", "semanticscholar.org",
  "thecvf.com", "zenodo.org",
];

/** @param {?string} address @returns {?URL} the address of a page, or null where it is none, or may hide where it leads */
function pageUrl(address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : null;
}

/** @param {?string} address found in a text @returns {?string} it in normal form, or null where the page must not link to it */
function allowedUrl(address) {
  const url = pageUrl(address);
  if (!url || url.protocol !== "https:" || url.port) return null;
  return HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`)) ? url.href : null;
}

/**
 * Where the paper can be read: the address it came with, wherever that is, or the one that its id implies.
 * @param {Graph} graph @param {number} paper @returns {?string}
 */
export function paperUrl(graph, paper) {
  const [, scheme, name] = /^(arxiv|doi|acl):(.+)$/i.exec(graph.id(paper)) ?? [];
  const implied = { arxiv: "https://arxiv.org/abs/", doi: "https://doi.org/", acl: "https://aclanthology.org/" };
  const base = implied[/** @type {keyof typeof implied} */ (scheme?.toLowerCase())];
  return pageUrl(graph.urls[paper])?.href ?? (base ? allowedUrl(base + encodeURI(name)) : null);
}

/** Whether `kg serve` sent this page, which then says so in it, and has pages of its own. */
export function isServed() {
  return "served" in document.documentElement.dataset;
}

/** Where that server tells all of a node, and has it as RDF. @param {Graph} graph @param {number} node */
export function servedAt(graph, node) {
  const path = isPaper(graph, node) ? `paper/${graph.id(node)}` : graph.id(node);
  return `/page/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** A link to what `paperUrl` or `allowedUrl` gave. @param {string} href @param {string} text */
export function outward(href, text) {
  return element("a", { href, rel: "noopener noreferrer", target: "_blank", class: "outward" }, text);
}

/**
 * A link, or the plain text where the address is not one to link to.
 * @param {?string} address @param {string} text
 */
export function link(address, text) {
  const href = allowedUrl(address);
  return href ? outward(href, text) : element("span", { class: "address" }, text);
}
