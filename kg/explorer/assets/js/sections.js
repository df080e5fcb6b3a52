/** What panels and pages are made of: parts with a caption, lists that start with a few of their rows, rows that unfold. */
import { button, element, focusOn } from "./dom.js";
import { number } from "./figures.js";

const AT_FIRST = 8;

/**
 * @param {string} caption @param {?number} count how many there are of what is in it
 * @param {import("./dom.js").Child} content @param {string} [kind] class of the section
 */
export function section(caption, count, content, kind = "facts") {
  const heading = element("h3", {}, caption, count !== null && element("span", { class: "count" }, number(count)));
  return element("section", { class: kind }, heading, content);
}

/** A list that starts with a few of its rows and has a button for the others. @param {(() => Node)[]} rows @param {string} what @param {number} [few] */
export function firstFew(rows, what, few = AT_FIRST) {
  const whole = rows.length <= few + 2;
  const list = element("ul", {}, (whole ? rows : rows.slice(0, few)).map((row) => row()));
  if (whole) return list;
  const more = button(
    {
      class: "more",
      onclick: () => {
        const others = rows.slice(few).map((row) => row());
        list.append(...others);
        focusOn(others[0]);
        more.remove();
      },
    },
    `Show all ${number(rows.length)} ${what}`,
  );
  return element("div", {}, list, more);
}

/** A button at a row that shows and hides more of it. @param {string} label @param {(wanted: boolean) => unknown} show */
export function unfoldButton(label, show) {
  const toggle = button({
    class: "unfold",
    "aria-expanded": "false",
    "aria-label": label,
    title: label,
    onclick: () => {
      const wanted = toggle.getAttribute("aria-expanded") === "false";
      toggle.setAttribute("aria-expanded", String(wanted));
      show(wanted);
    },
  });
  return toggle;
}
