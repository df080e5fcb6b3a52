/**
 * Addresses that the page may link to: https, and only where papers, code and models live.
 * @typedef {import("./graph.js").Graph} Graph
 */
import { element } from "./dom.js";

const HOSTS = [
  "aclanthology.org", "arxiv.org", "bitbucket.org", "codeberg.org", "dl.acm.org", "doi.org", "github.com", "github.io",
  "gitlab.com", "huggingface.co", "ieeexplore.ieee.org", "jmlr.org", "kaggle.com", "openreview.net",
  "paperswithcode.com", "proceedings.mlr.press", "proceedings.neurips.cc", "semanticscholar.org",
  "thecvf.com", "zenodo.org",
];

/** @param {?string} address @returns {?string} the address in normal form, or null where the page must not link to it */
export function allowedUrl(address) {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  if (!url || url.protocol !== "https:" || url.username || url.password || url.port) return null;
  return HOSTS.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`)) ? url.href : null;
}

/** Where the paper can be read: the address it came with, or the one that its id implies. @param {Graph} graph @param {number} paper */
export function paperUrl(graph, paper) {
  const [, scheme, name] = /^(arxiv|doi|acl):(.+)$/i.exec(graph.id(paper)) ?? [];
  const implied = { arxiv: "https://arxiv.org/abs/", doi: "https://doi.org/", acl: "https://aclanthology.org/" };
  const base = implied[/** @type {keyof typeof implied} */ (scheme?.toLowerCase())];
  return allowedUrl(graph.urls[paper]) ?? (base ? allowedUrl(base + encodeURI(name)) : null);
}

/**
 * A link, or the plain text where the address is not one to link to.
 * @param {?string} address @param {string} text
 */
export function link(address, text) {
  const href = allowedUrl(address);
  return href
    ? element("a", { href, rel: "noopener noreferrer", target: "_blank", class: "outward" }, text)
    : element("span", { class: "address" }, text);
}
