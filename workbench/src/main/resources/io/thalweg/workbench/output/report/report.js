// Turns the JSON in #data into a headline, charts and tables. It runs as a module, so its names stay private.
// Text and tables come first and need no library; charts follow once Plotly is unpacked.

const doc = JSON.parse(document.getElementById("data").textContent);
const results = doc.results || {};
const registry = doc.estimators || {};
const charts = []; // {node, build}: always redrawn whole from the state below, never patched
const hidden = new Set(); // estimators switched off in the legend
const ids = [
  ...new Set(
    (results.estimators || []).map(r => r.id).concat((results.runs || []).map(r => r.estimator)),
  ),
];

const MARKS = [
  ["circle", "M6 1a5 5 0 1 0 .01 0z"],
  ["square", "M1.5 1.5h9v9h-9z"],
  ["diamond", "M6 0l6 6-6 6-6-6z"],
  ["triangle-up", "M6 .8l6 10.4H0z"],
  ["triangle-down", "M6 11.2l6-10.4H0z"],
  ["cross", "M4 0h4v4h4v4H8v4H4V8H0V4h4z"],
  ["x", "M3 0l3 3 3-3 3 3-3 3 3 3-3 3-3-3-3 3-3-3 3-3-3-3z"],
  ["hexagon", "M6 0l5.2 3v6L6 12 .8 9V3z"],
];

// ---------------------------------------------------------------- helpers

/** Builds an element; strings become text nodes, so nothing in the data is ever read as markup. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined));
  return node;
}

const byId = id => document.getElementById(id);
const isNumber = Number.isFinite;
const sum = values => values.reduce((a, b) => a + b, 0);
const mean = values => sum(values) / values.length;
const known = values => values.filter(isNumber);
const biasOf = id => (registry[id] && registry[id].bias) || "";
const isBiased = id => !["", "none"].includes(biasOf(id));
const list = value =>
  Array.isArray(value)
    ? value.join(", ")
    : value === undefined || value === null || value === ""
      ? "–"
      : String(value);

function deviation(values) {
  const centre = mean(values);
  return Math.sqrt(sum(values.map(v => (v - centre) ** 2)) / (values.length - 1));
}

/** Plotly reads a little markup in its labels; this makes text from the data plain again. */
const plain = text =>
  String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** A figure to read: three digits that count, a true minus, powers of ten only where zeros would pile up. */
function figure(value, digits = 3) {
  if (!isNumber(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) {
    const [lead, power] = value.toExponential(digits - 1).split("e");
    const raised = String(Number(power)).replace(
      /./g,
      c => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)],
    );
    return lead.replace("-", "−") + "×10" + raised;
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const text = decimals ? value.toFixed(decimals) : Math.round(value).toLocaleString("en");
  return text.replace("-", "−");
}

const nats = value => (isNumber(value) ? value.toFixed(2).replace("-", "−") : "–");
const ratio = value => figure(value, value >= 10 ? 3 : 2) + "×";
const interval = ci =>
  Array.isArray(ci) && known(ci).length === 2 ? `[${figure(ci[0])}, ${figure(ci[1])}]` : "";

// ---------------------------------------------------------------- estimators: one colour, one mark

const slot = id => Math.max(0, ids.indexOf(id));
// Twelve colours against eight marks, which move on by one every 24: the pairs first repeat at the 97th estimator.
const colourName = id => `--e${(slot(id) % 12) + 1}`;
const markOf = id => MARKS[(slot(id) + Math.floor(slot(id) / 24)) % MARKS.length];

function glyph(id) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", markOf(id)[1]);
  path.style.fill = `var(${colourName(id)})`;
  svg.append(path);
  return svg;
}

function drawLegend() {
  if (ids.length < 2) return;
  const chips = ids.map(id => {
    const chip = el(
      "button",
      { class: "chip", type: "button", "aria-pressed": "true" },
      glyph(id),
      id,
    );
    chip.addEventListener("click", () => {
      if (!hidden.delete(id)) hidden.add(id);
      chip.setAttribute("aria-pressed", String(!hidden.has(id)));
      drawCharts();
    });
    return chip;
  });
  byId("legend").append(...chips, el("span", { class: "hint" }, "Click a name to hide it"));
  byId("legend").classList.toggle("many", ids.length > 16); // a tall legend must not follow the reader
  byId("legend").hidden = false;
}

// ---------------------------------------------------------------- charts

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const [ink, muted, grid, line, card, sans] = [
    "--ink",
    "--muted",
    "--grid",
    "--line",
    "--card",
    "--sans",
  ].map(colour);
  return { colour, of: id => colour(colourName(id)), ink, muted, grid, line, card, sans };
}

function axis(theme, title, more = {}) {
  return {
    title: { text: title, standoff: 12, font: { size: 13, color: theme.muted } },
    tickfont: { size: 12, color: theme.muted },
    gridcolor: theme.grid,
    linecolor: theme.line,
    zeroline: false,
    automargin: true,
    tickangle: 0,
    ...more,
  };
}

/** Logarithmic axis over a range of exponents: powers of ten alone where there are many, 1 2 5 or all digits where there are few. */
function logAxis(theme, title, range) {
  const decades = range[1] - range[0];
  const ticks =
    decades > 2.2
      ? { minorloglabels: "none", exponentformat: "power", nticks: 6 }
      : // Plotly shrinks the digits between decades, hence the larger face.
        decades > 0.8
        ? {
            minorloglabels: "complete",
            exponentformat: "none",
            dtick: "D2",
            tickfont: { size: 15, color: theme.muted },
          }
        : { exponentformat: "none" };
  return axis(theme, title, { type: "log", range, ...ticks });
}

function layout(theme, more) {
  return {
    font: { family: theme.sans, size: 13, color: theme.ink },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: 20, r: 20, t: 30, b: 50 },
    showlegend: false,
    hovermode: "closest",
    dragmode: "zoom",
    uirevision: "keep",
    modebar: { bgcolor: "rgba(0,0,0,0)", color: theme.line, activecolor: theme.muted },
    hoverlabel: {
      bgcolor: theme.card,
      bordercolor: theme.muted,
      align: "left",
      font: { family: theme.sans, size: 13, color: theme.ink },
    },
    ...more,
  };
}

const CONFIG = {
  responsive: true,
  displaylogo: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

function drawCharts() {
  if (!window.Plotly) return Promise.resolve();
  const theme = readTheme();
  const printing = "print" in document.documentElement.dataset;
  return Promise.all(
    charts.map(({ node, build }) => {
      const picture = build(theme, printing || node.clientWidth < 560);
      for (const trace of picture.traces) trace.visible = !hidden.has(trace.legendgroup);
      if (printing) picture.layout.width = 660; // the width of a page between its margins; paper cannot tell us
      return window.Plotly.react(node, picture.traces, layout(theme, picture.layout), CONFIG);
    }),
  );
}

/** Registers a chart for its place in the template; note adds a sentence that depends on the data. */
function addChart(id, { alt, height, build, note }) {
  const node = byId(id);
  node.setAttribute("aria-label", alt);
  node.style.height = `${height}px`;
  if (note)
    node
      .closest("section")
      .querySelector(".how")
      .append(" " + note);
  charts.push({ node, build });
}

const dropSection = id => byId(id).closest("section").remove();

/** Log10 range of positive values with a margin, at least half a decade wide. */
function logRange(values) {
  const logs = values.filter(v => v > 0).map(Math.log10);
  if (!logs.length) return [-1, 1];
  const low = Math.min(...logs),
    high = Math.max(...logs),
    pad = Math.max(0.08 * (high - low), 0.2);
  return [low - pad, high + pad];
}

// ---------------------------------------------------------------- tables

/** Sortable table. A column has title, cell(row) and, to sort by, value(row); a row lacking a value stays last. */
function dataTable(caption, columns, rows, rowClass = () => null) {
  const body = el("tbody");
  const lines = rows.map(row => ({ row, line: el("tr", { class: rowClass(row) }) }));
  columns.forEach((column, i) => {
    const cells = lines.map(({ row }) => column.cell(row));
    if (column.num) alignPoints(cells.map(cell => (cell instanceof Node ? cell.firstChild : null)));
    const kind = column.num ? "num" : column.text ? "text" : null;
    lines.forEach(({ line }, k) =>
      line.append(el(i ? "td" : "th", { scope: i ? null : "row", class: kind }, cells[k])),
    );
  });
  const headers = columns.map(column => {
    const button = el("button", { type: "button" }, column.title);
    const header = el("th", { scope: "col", class: column.num ? "num" : null }, button);
    button.addEventListener("click", () => {
      const descending = header.getAttribute("aria-sort") === "ascending";
      headers.forEach(other => other.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", descending ? "descending" : "ascending");
      lines.sort((a, b) =>
        compareValues(column.value(a.row), column.value(b.row), descending ? -1 : 1),
      );
      body.append(...lines.map(({ line }) => line));
    });
    return header;
  });
  body.append(...lines.map(({ line }) => line));
  const table = el(
    "table",
    {},
    el("caption", {}, el("span", {}, caption)),
    el("thead", {}, el("tr", {}, headers)),
    body,
  );
  return el(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    table,
  );
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

function numberCell(text, small, best) {
  return el(
    "div",
    {},
    el("span", { class: best ? "best" : null }, text),
    small ? el("small", {}, small) : null,
  );
}

function nameCell(id, small) {
  return el("div", {}, glyph(id), id, small ? el("small", {}, small) : null);
}

/** What each estimator is, for a reader who meets the names for the first time. */
function estimatorSection() {
  const rows = ids.filter(id => registry[id]);
  if (!rows.length) return;
  const of = field => id => list(registry[id][field]);
  const column = (title, field) => ({ title, value: of(field), cell: of(field), text: true });
  const columns = [
    { title: "Estimator", value: id => id, cell: id => nameCell(id) },
    column("Family", "family"),
    column("Bias by design", "bias"),
    column("Needs", "needs"),
    column("Evaluations", "evaluations"),
    column("Source", "source"),
  ];
  byId("content").append(byId("about").content.cloneNode(true));
  byId("estimators").append(
    dataTable(
      "What each estimator is, what it asks of the problem, and where it comes from.",
      columns,
      rows,
    ),
  );
}

// ---------------------------------------------------------------- page

function fillPage() {
  const kind =
    {
      compare: "comparison",
      train: "training run",
      flow: "probability flow",
      regression: "study",
      bench: "comparison of speed",
    }[doc.kind] || "report";
  byId("kind").textContent = kind;
  byId("title").textContent = list(results.title || doc.title || results.model);
  byId("command").textContent = list(doc.command);
  const facts = [
    ["Problem", results.problem || results.model],
    ["Data", results.data],
    ["Network", results.network],
    ["Draws", results.draws && results.draws.toLocaleString("en")],
    ["Steps", results.steps && results.steps.toLocaleString("en")],
    ["Seed", results.seed],
    ["Judged against", results.reference],
    ["Thalweg", doc.version],
    ["Date", doc.date],
    ["Machine", doc.machine],
  ].filter(([, value]) => value !== undefined && value !== null);
  byId("facts").append(
    ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value)))),
  );
}

function headline(text, deck) {
  byId("headline").textContent = text;
  byId("deck").textContent = deck;
}

function notice(text, alert) {
  byId("notices").append(el("p", { class: alert ? "notice alert" : "notice" }, text));
}

// ---------------------------------------------------------------- start

/** Plotly travels compressed, as it is by far the largest part of the report. */
async function unpackPlotly() {
  if (!("DecompressionStream" in window)) {
    throw new Error(
      "This browser is too old to unpack the charts, as it has no DecompressionStream. " +
        "All figures are in the tables; any browser since 2023 shows the charts too.",
    );
  }
  const bytes = Uint8Array.from(atob(byId("plotly").textContent.trim()), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  document.head.append(el("script", {}, await new Response(stream).text()));
  if (!window.Plotly)
    throw new Error("The charts could not be started. The figures are all in the tables.");
}

/** Colours and widths are drawn into the charts, so they are redrawn when those change. */
function watchSurroundings() {
  const root = document.documentElement;
  for (const query of ["(prefers-color-scheme: dark)", "(max-width: 640px)"])
    matchMedia(query).addEventListener("change", drawCharts);
  window.addEventListener("beforeprint", () => {
    root.dataset.print = "";
    drawCharts();
  });
  window.addEventListener("afterprint", () => {
    delete root.dataset.print;
    // Without a width Plotly keeps the last one, that of the paper, until it is asked to measure again.
    drawCharts().then(() => charts.forEach(({ node }) => window.Plotly.Plots.resize(node)));
  });
}

async function start() {
  fillPage();
  if (
    ids.length ||
    results.pictures ||
    results.problems ||
    (results.workloads || []).length ||
    (results.growth || []).length
  ) {
    byId("content").append(byId(doc.kind).content.cloneNode(true));
    drawLegend();
    if (results.interrupted)
      notice("Interrupted: this is what was measured before the run was stopped.", true);
    showPage();
    estimatorSection();
  } else headline("Nothing was measured", "The run ended before there was anything to show.");
  try {
    await unpackPlotly();
    await drawCharts();
    watchSurroundings();
  } catch (problem) {
    notice(problem.message, true);
    charts.forEach(({ node }) => {
      node.classList.add("missing");
      node.textContent = node.getAttribute("aria-label");
    });
  }
  document.documentElement.dataset.ready = "true";
}

// A module runs just before this event; waiting for it frees the order of the declarations above.
document.addEventListener("DOMContentLoaded", () =>
  start().catch(problem => {
    headline("This report could not be drawn", "Its figures are in results.json, beside it.");
    document.documentElement.dataset.ready = "false";
    throw problem;
  }),
);
