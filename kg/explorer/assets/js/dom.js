/**
 * Elements made from values. Text goes in as text nodes only, so that nothing in the data can become markup.
 * @typedef {Node | string | number | null | undefined | false | Children} Child
 * @typedef {{[n: number]: Child, length: number}} Children lists may hold lists
 */

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties] attributes; `on…` are listeners, `class` and `text` what they say
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svgElement(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

/** @param {number} width pixels @param {number} height @returns {CanvasRenderingContext2D} of a new canvas, on which nothing is drawn yet */
export function blankCanvas(width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/** Calls when what has been drawn until now is on the screen. @param {() => void} callback */
export function afterPaint(callback) {
  requestAnimationFrame(() => setTimeout(callback));
}

/** Gives the focus to the first thing in `part` that can have it. @param {Node} part */
export function focusOn(part) {
  const first = part instanceof Element && part.querySelector("a[href], button:not([hidden]), input");
  if (first instanceof HTMLElement) first.focus();
}

/** @param {string} id @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * The text as an isolated run, so that right-to-left labels do not turn round what stands beside them.
 * @param {string} text
 */
export function isolated(text) {
  return element("bdi", {}, text);
}

/**
 * @template {Element} T
 * @param {T} node
 * @param {Record<string, any>} properties
 * @param {any[]} children
 * @returns {T}
 */
function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}
