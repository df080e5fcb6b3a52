/**
 * Tables that can be sorted by any column, with more about a row on demand. Their roles are said, for on a phone the cells
 * of a row stand below each other, each with its heading, and no browser takes what is laid out so for a table.
 * @typedef {import("./dom.js").Child} Child
 */
/**
 * @template Row
 * @typedef {{heading: string, cell: (row: Row) => Child, key: (row: Row) => string | number | null,
 *   numeric?: boolean, descending?: boolean}} Column `key` is what to sort by; numeric columns are aligned, and as
 *   descending ones sorted highest first
 */
import { button, element, focusOn } from "./dom.js";
import { number } from "./figures.js";
import { unfoldButton } from "./sections.js";

const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * @template Row
 * @param {Column<Row>[]} columns @param {Row[]} rows in the order that they have at first
 * @param {{label: string, few?: number, sorted?: number, detail?: (row: Row) => Promise<Node>}} options `few`: rows at first; `sorted`:
 *   the column by which `rows` are sorted already; `detail`: what a button at the end of the row unfolds
 */
export function sortableTable(columns, rows, { label, few = Infinity, sorted = -1, detail }) {
  let order = { column: sorted, descending: columns[sorted]?.numeric ?? false };
  let shown = rows.length <= few + 2 ? rows.length : few;
  let sequence = rows;
  const body = element("tbody", { role: "rowgroup" });
  const headings = columns.map((column, n) =>
    element("th", { role: "columnheader", scope: "col", class: column.numeric ? "numeric" : null }, button({ class: "sort", onclick: () => sortBy(n) }, column.heading)),
  );
  const more = button(
    {
      class: "more",
      onclick: () => {
        const before = shown;
        shown = rows.length;
        fillBody();
        focusOn(body.children[before]);
      },
    },
    `Show all ${number(rows.length)}`,
  );

  /** @param {number} column */
  function sortBy(column) {
    const descending = order.column === column ? !order.descending : Boolean(columns[column].descending ?? columns[column].numeric);
    order = { column, descending };
    sequence = sortedRows(rows, columns[column].key, descending);
    fillBody();
  }

  function fillBody() {
    headings.forEach((heading, n) => {
      const direction = order.descending ? "descending" : "ascending";
      if (n === order.column) heading.setAttribute("aria-sort", direction);
      else heading.removeAttribute("aria-sort");
    });
    body.replaceChildren(...sequence.slice(0, shown).map((row) => bodyRow(columns, row, detail)));
    more.hidden = shown >= rows.length;
  }

  fillBody();
  const evidence = detail && element("th", { role: "columnheader", scope: "col" }, element("span", { class: "unseen" }, "Evidence"));
  return element(
    "div",
    {},
    element(
      "div",
      { class: "table-room", tabindex: 0, role: "region", "aria-label": label },
      element("table", { role: "table" }, element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, headings, evidence)), body),
    ),
    more,
  );
}

/**
 * Rows without a key come last either way.
 * @template Row
 * @param {Row[]} rows @param {(row: Row) => string | number | null} key @param {boolean} descending
 */
function sortedRows(rows, key, descending) {
  return rows
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return compared(a.key, b.key) * (descending ? -1 : 1);
    })
    .map(({ row }) => row);
}

/** @param {string | number} a @param {string | number} b */
function compared(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b));
}

/**
 * @template Row
 * @param {Column<Row>[]} columns @param {Row} row @param {((row: Row) => Promise<Node>) | undefined} detail
 */
function bodyRow(columns, row, detail) {
  const cells = columns.map((column) =>
    element("td", { role: "cell", class: column.numeric ? "numeric" : null, "data-heading": column.heading }, column.cell(row)),
  );
  const line = element("tr", { role: "row" }, cells);
  if (!detail) return line;
  const cell = element("td", { role: "cell", colspan: columns.length + 1 });
  const said = element("tr", { role: "row", class: "said" }, cell);
  const toggle = unfoldButton("Show the sentence", async (wanted) => {
    if (!wanted) return said.remove();
    line.after(said);
    if (!cell.hasChildNodes()) cell.replaceChildren(await detail(row));
  });
  line.append(element("td", { role: "cell" }, toggle));
  return line;
}
