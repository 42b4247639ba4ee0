// Tables: sortable, within a box that scrolls, and with their figures to download.

const sorted = new Map(); // by the name of a table: the column that the reader has sorted it by

/**
 * Sortable table. A column has title, cell(row) and, to sort by and to download, value(row); bounds(row) adds two
 * columns to the download, and a column without cell(row) is in the download alone. A row lacking a value stays last.
 */
function dataTable(name, caption, allColumns, rows, rowClass = () => null) {
  const columns = allColumns.filter(column => column.cell);
  const body = el("tbody");
  const lines = rows.map(row => ({ row, line: tableLine(row, rowClass(row)) }));
  columns.forEach((column, i) => {
    const cells = lines.map(({ row }) => column.cell(row));
    if (column.num) alignPoints(cells.map(cell => (cell instanceof Node ? cell.firstChild : null)));
    const kind = column.num ? "num" : column.text ? "text" : null;
    lines.forEach(({ line }, k) =>
      line.append(el(i ? "td" : "th", { scope: i ? null : "row", class: kind }, cells[k])),
    );
  });
  const headers = columns.map((column, i) => {
    const button = el("button", { type: "button" }, column.title);
    const header = el("th", { scope: "col", class: column.num ? "num" : null }, button);
    header.sort = descending => {
      sorted.set(name, { column: i, descending });
      headers.forEach(other => other.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", descending ? "descending" : "ascending");
      lines.sort((a, b) =>
        compareValues(column.value(a.row), column.value(b.row), descending ? -1 : 1),
      );
      body.append(...lines.map(({ line }) => line));
    };
    button.addEventListener("click", () =>
      header.sort(header.getAttribute("aria-sort") === "ascending"),
    );
    return header;
  });
  if (sorted.has(name)) headers[sorted.get(name).column].sort(sorted.get(name).descending);
  body.append(...lines.map(({ line }) => line));
  const table = el(
    "table",
    { "aria-label": caption },
    el("thead", {}, el("tr", {}, headers)),
    body,
  );
  const download = el("button", { type: "button", class: "quiet" }, "CSV");
  download.title = "Download this table, with all digits";
  download.setAttribute("aria-label", `Download the table ${name} as CSV`);
  download.addEventListener("click", () => {
    const shown = lines.filter(({ line }) => !line.hidden).map(({ row }) => row);
    save(`${stem}-${name}.csv`, "text/csv", csvOf(allColumns, shown));
  });
  return el(
    "div",
    { class: "table" },
    el("div", { class: "lead" }, el("p", {}, caption), download),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table),
  );
}

/** The line of a row; that of an estimator can be hidden in the legend. */
function tableLine(row, style) {
  const id = typeof row === "string" ? row : row.id;
  return el("tr", {
    class: style,
    "data-estimator": ids.includes(id) ? id : null,
    hidden: hidden.has(id),
  });
}

function compareValues(a, b, direction) {
  const missing = v => v === null || v === undefined || Number.isNaN(v);
  if (missing(a) || missing(b)) return missing(a) - missing(b);
  return direction * (typeof a === "string" ? a.localeCompare(b) : a - b);
}

/** Pads figures on the right, so that their decimal points stand below one another in a monospaced face. */
function alignPoints(spans) {
  const tail = text =>
    /^−?[\d,]*$/.test(text)
      ? 0
      : /^−?[\d,]*\.\d*$/.test(text)
        ? text.length - text.indexOf(".")
        : null;
  const tails = spans.map(span => (span ? tail(span.textContent) : null));
  const longest = Math.max(0, ...known(tails));
  spans.forEach((span, i) => {
    if (isNumber(tails[i])) span.textContent += " ".repeat(longest - tails[i]);
  });
}

/** A figure with smaller lines below it; empty lines are left out. */
function numberCell(text, small, best) {
  const lines = [small].flat().filter(Boolean);
  return el(
    "div",
    {},
    el("span", { class: best ? "best" : null }, text),
    lines.map(line => el("small", {}, line)),
  );
}

/** Column of figures, written by show; bounds(row) is an interval that stands below each, small(row) other lines. */
function numberColumn(title, value, { bounds, small, show = figure } = {}) {
  return {
    title,
    num: true,
    value,
    bounds,
    cell: row =>
      numberCell(show(value(row)), [bounds && interval(bounds(row)), small && small(row)]),
  };
}

function nameCell(id, small) {
  return el(
    "div",
    { class: "name" },
    glyph(id),
    el("span", {}, breakable(id), small ? el("small", {}, small) : null),
  );
}
