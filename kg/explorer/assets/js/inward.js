/** Links to other views of this page. A plain click is answered in place; a new tab or a copied address works as on any page. */
import { element } from "./dom.js";

/**
 * @param {{address: (patch: Partial<import("./state.js").State>) => string,
 *   go: (patch: Partial<import("./state.js").State>) => void}} reader
 * @param {Partial<import("./state.js").State>} patch what differs in the state that it leads to
 * @param {import("./dom.js").Properties} properties @param {...import("./dom.js").Child} children
 */
export function inward({ address, go }, patch, properties, ...children) {
  return element(
    "a",
    {
      href: address(patch),
      onclick: (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(patch);
      },
      ...properties,
    },
    ...children,
  );
}
