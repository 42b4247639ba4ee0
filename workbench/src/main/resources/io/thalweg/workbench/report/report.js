// Turns the JSON in #data into a headline, charts and tables. It runs as a module, so its names stay private.
// Text and tables come first and need no library; charts follow once Plotly is unpacked.

const doc = JSON.parse(document.getElementById("data").textContent);
const results = doc.results || {};
const registry = doc.estimators || {};
const charts = []; // {node, build}: always redrawn whole from the state below, never patched
const hidden = new Set(); // estimators switched off in the legend
const ids = [...new Set((results.estimators || []).map(r => r.id).concat((results.runs || []).map(r => r.estimator)))];

const MARKS = [
  ["circle", "M6 1a5 5 0 1 0 .01 0z"], ["square", "M1.5 1.5h9v9h-9z"], ["diamond", "M6 0l6 6-6 6-6-6z"],
  ["triangle-up", "M6 .8l6 10.4H0z"], ["triangle-down", "M6 11.2l6-10.4H0z"], ["cross", "M4 0h4v4h4v4H8v4H4V8H0V4h4z"],
  ["x", "M3 0l3 3 3-3 3 3-3 3 3 3-3 3-3-3-3 3-3-3 3-3-3-3z"], ["hexagon", "M6 0l5.2 3v6L6 12 .8 9V3z"],
];

// ---------------------------------------------------------------- helpers

/** Builds an element; strings become text nodes, so nothing in the data is ever read as markup. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
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
const list = value => (Array.isArray(value) ? value.join(", ") : value === undefined || value === null || value === "" ? "–" : String(value));

function deviation(values) {
  const centre = mean(values);
  return Math.sqrt(sum(values.map(v => (v - centre) ** 2)) / (values.length - 1));
}

/** Plotly reads a little markup in its labels; this makes text from the data plain again. */
const plain = text => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** A figure to read: three digits that count, a true minus, powers of ten only where zeros would pile up. */
function figure(value, digits = 3) {
  if (!isNumber(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) {
    const [lead, power] = value.toExponential(digits - 1).split("e");
    const raised = String(Number(power)).replace(/./g, c => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]);
    return lead.replace("-", "−") + "×10" + raised;
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const text = decimals ? value.toFixed(decimals) : Math.round(value).toLocaleString("en");
  return text.replace("-", "−");
}

const nats = value => (isNumber(value) ? value.toFixed(2).replace("-", "−") : "–");
const ratio = value => figure(value, value >= 10 ? 3 : 2) + "×";
const interval = ci => (Array.isArray(ci) && known(ci).length === 2 ? `[${figure(ci[0])}, ${figure(ci[1])}]` : "");

// ---------------------------------------------------------------- estimators: one colour, one mark

const slot = id => Math.max(0, ids.indexOf(id));
// Twelve colours against eight marks: the pairs first repeat at the 25th estimator.
const colourName = id => `--e${(slot(id) % 12) + 1}`;
const markOf = id => MARKS[slot(id) % MARKS.length];

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
    const chip = el("button", { class: "chip", type: "button", "aria-pressed": "true" }, glyph(id), id);
    chip.addEventListener("click", () => {
      if (!hidden.delete(id)) hidden.add(id);
      chip.setAttribute("aria-pressed", String(!hidden.has(id)));
      drawCharts();
    });
    return chip;
  });
  byId("legend").append(...chips, el("span", { class: "hint" }, "Click a name to hide it"));
  byId("legend").hidden = false;
}

// ---------------------------------------------------------------- charts

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  return { colour, of: id => colour(colourName(id)), ink: colour("--ink"), muted: colour("--muted"), grid: colour("--grid"), line: colour("--line"), card: colour("--card"), sans: colour("--sans") };
}

function axis(theme, title, more = {}) {
  const [low, high] = more.range || [0, 9];
  return {
    // Small digits between decades clutter a long logarithmic axis, while a short one has nothing else.
    minorloglabels: high - low > 2.2 ? "none" : "complete",
    title: { text: title, standoff: 12, font: { size: 13, color: theme.muted } }, tickfont: { size: 12, color: theme.muted },
    gridcolor: theme.grid, linecolor: theme.line, zeroline: false, automargin: true, exponentformat: "power", ...more,
  };
}

function layout(theme, more) {
  return {
    font: { family: theme.sans, size: 13, color: theme.ink }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: 20, r: 20, t: 30, b: 50 }, showlegend: false, hovermode: "closest", dragmode: "zoom", uirevision: "keep",
    modebar: { bgcolor: "rgba(0,0,0,0)", color: theme.line, activecolor: theme.muted },
    hoverlabel: { bgcolor: theme.card, bordercolor: theme.muted, align: "left", font: { family: theme.sans, size: 13, color: theme.ink } },
    ...more,
  };
}

const CONFIG = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"] };

function drawCharts() {
  if (!window.Plotly) return Promise.resolve();
  const theme = readTheme();
  const printing = "print" in document.documentElement.dataset;
  return Promise.all(charts.map(({ node, build }) => {
    const picture = build(theme, printing || node.clientWidth < 560);
    for (const trace of picture.traces) trace.visible = !hidden.has(trace.legendgroup);
    if (printing) picture.layout.width = 660; // the width of a page between its margins; paper cannot tell us
    return window.Plotly.react(node, picture.traces, layout(theme, picture.layout), CONFIG);
  }));
}

/** Registers a chart for its place in the template; note adds a sentence that depends on the data. */
function addChart(id, { alt, height, build, note }) {
  const node = byId(id);
  node.setAttribute("aria-label", alt);
  node.style.height = `${height}px`;
  if (note) node.closest("section").querySelector(".how").append(" " + note);
  charts.push({ node, build });
}

const dropSection = id => byId(id).closest("section").remove();

// ---------------------------------------------------------------- tables

/** Sortable table. A column has title, cell(row) and, to sort by, value(row); a row lacking a value stays last. */
function dataTable(caption, columns, rows, rowClass = () => null) {
  const body = el("tbody");
  const lines = rows.map(row => ({ row, line: el("tr", { class: rowClass(row) }) }));
  columns.forEach((column, i) => {
    const cells = lines.map(({ row }) => column.cell(row));
    if (column.num) alignPoints(cells.map(cell => (cell instanceof Node ? cell.firstChild : null)));
    lines.forEach(({ line }, k) => line.append(el(i ? "td" : "th", { scope: i ? null : "row", class: column.num ? "num" : column.text ? "text" : null }, cells[k])));
  });
  const headers = columns.map(column => {
    const button = el("button", { type: "button" }, column.title);
    const header = el("th", { scope: "col", class: column.num ? "num" : null }, button);
    button.addEventListener("click", () => {
      const descending = header.getAttribute("aria-sort") === "ascending";
      headers.forEach(other => other.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", descending ? "descending" : "ascending");
      lines.sort((a, b) => compareValues(column.value(a.row), column.value(b.row), descending ? -1 : 1));
      body.append(...lines.map(({ line }) => line));
    });
    return header;
  });
  body.append(...lines.map(({ line }) => line));
  const table = el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, headers)), body);
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
}

function compareValues(a, b, direction) {
  const missing = v => v === null || v === undefined || Number.isNaN(v);
  if (missing(a) || missing(b)) return missing(a) - missing(b);
  return direction * (typeof a === "string" ? a.localeCompare(b) : a - b);
}

/** Pads figures on the right, so that their decimal points stand below one another in a monospaced face. */
function alignPoints(spans) {
  const tail = text => (/^−?[\d,]*$/.test(text) ? 0 : /^−?[\d,]*\.\d*$/.test(text) ? text.length - text.indexOf(".") : null);
  const tails = spans.map(span => (span ? tail(span.textContent) : null));
  const longest = Math.max(0, ...known(tails));
  spans.forEach((span, i) => { if (isNumber(tails[i])) span.textContent += " ".repeat(longest - tails[i]); });
}

function numberCell(text, small, best) {
  return el("div", {}, el("span", { class: best ? "best" : null }, text), small ? el("small", {}, small) : null);
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
    { title: "Estimator", value: id => id, cell: id => nameCell(id) }, column("Family", "family"), column("Bias by design", "bias"),
    column("Needs", "needs"), column("Evaluations", "evaluations"), column("Source", "source")];
  byId("content").append(byId("about").content.cloneNode(true));
  byId("estimators").append(dataTable("What each estimator is, what it asks of the problem, and where it comes from.", columns, rows));
}

// ---------------------------------------------------------------- page

function fillPage() {
  const kind = { compare: "comparison", train: "training run" }[doc.kind] || "report";
  byId("kind").textContent = kind;
  byId("title").textContent = list(results.title || doc.title || results.model);
  byId("command").textContent = list(doc.command);
  const facts = [
    ["Problem", results.problem || results.model], ["Data", results.data], ["Network", results.network], ["Draws", results.draws && results.draws.toLocaleString("en")],
    ["Steps", results.steps && results.steps.toLocaleString("en")], ["Seed", results.seed], ["Thalweg", doc.version], ["Date", doc.date], ["Machine", doc.machine]];
  byId("facts").append(...facts.filter(([, v]) => v !== undefined && v !== null).map(([k, v]) => el("div", {}, el("dt", {}, k), el("dd", {}, String(v)))));
}

function headline(text, deck) {
  byId("headline").textContent = text;
  byId("deck").textContent = deck;
}

function notice(text, alert) {
  byId("notices").append(el("p", { class: alert ? "notice alert" : "notice" }, text));
}

// ---------------------------------------------------------------- compare

const verdictOf = row => (row.bias && row.bias.verdict) || "untested";
const isExact = row => row.variance === 0;
// Without variance efficiency has no bound; without a figure at all a row belongs last.
const rank = row => (isNumber(row.efficiency) ? row.efficiency : isExact(row) ? Infinity : -Infinity);
const marker = (theme, row, size = 12) => ({ color: theme.of(row.id), size, symbol: markOf(row.id)[0] + (verdictOf(row) === "biased" ? "-open" : ""), line: { width: 2, color: theme.of(row.id) } });
const bars = (theme, row, value, ci) => ({ type: "data", symmetric: false, array: [ci ? ci[1] - value : 0], arrayminus: [ci ? value - ci[0] : 0], color: theme.of(row.id), thickness: 1.8, width: 5 });
const rowName = (theme, row) => (row.id === results.winner ? `<b>${plain(row.id)}</b>` : verdictOf(row) === "biased" ? `<span style="color:${theme.muted}">${plain(row.id)}</span>` : plain(row.id));
const rowsAxis = (theme, rows) => axis(theme, "", {
  tickvals: rows.map((_, i) => i), ticktext: rows.map(r => rowName(theme, r) + "  "),
  range: [rows.length - 0.4, -0.6], showgrid: false, tickfont: { size: 13, color: theme.ink }, fixedrange: true });
const aside = (theme, text, y, more = {}) => ({ text, y, x: 1, xref: "paper", xanchor: "left", xshift: 12, showarrow: false, font: { size: 12, color: theme.muted }, ...more });

function describe(row) {
  return [`<b>${plain(row.id)}</b>`, `efficiency ${isExact(row) ? "without bound" : figure(row.efficiency)} ${interval(row.efficiency_ci)}`, `variance ${figure(row.variance)} ${interval(row.variance_ci)}`,
    `${figure(row.micros)} µs ${interval(row.micros_ci)}`, `${list(row.evaluations)} evaluations`, verdictOf(row)].join("<br>");
}

function compareHeadline(rows) {
  const winner = rows.find(r => r.id === results.winner);
  if (!winner) {
    const verdicts = new Set(rows.map(verdictOf));
    const why = verdicts.size === 1 && verdicts.has("biased") ? "every estimator is biased here" : verdicts.has("unbiased") ? "the figures do not single one out" : "no estimator passed the bias test";
    return headline(`No winner: ${why}`, "The figures below still show what each estimator costs and how far its bias test reached.");
  }
  const evaluations = `${list(winner.evaluations)} evaluation${winner.evaluations === 1 ? "" : "s"}`;
  const others = rows.filter(r => r !== winner && verdictOf(r) !== "biased" && isNumber(r.efficiency));
  const rival = others.find(r => r.id === "reinforce") || others[0];
  const gain = rival && isNumber(winner.efficiency) ? `; ${ratio(winner.efficiency / rival.efficiency)} the efficiency of ${rival.id}` : "";
  const second = others[0];
  const apart = second && winner.efficiency_ci && second.efficiency_ci && winner.efficiency_ci[0] > second.efficiency_ci[1];
  const runnerUp = second && isNumber(winner.efficiency) ? `Runner-up: ${second.id}, at ${ratio(second.efficiency / winner.efficiency)} its efficiency; their intervals ${apart ? "are apart" : "overlap, so the order of these two is not certain"}.` : "";
  const biased = rows.filter(r => verdictOf(r) === "biased").map(r => r.id);
  const left = biased.length ? ` Biased, and so out of the contest: ${biased.join(", ")}.` : "";
  headline(`${winner.id} wins: ${isExact(winner) ? "no" : figure(winner.variance)} variance at ${evaluations}${gain}`, runnerUp + left);
}

function rankingChart(rows) {
  const best = rows.find(r => r.id === results.winner && isNumber(r.efficiency)) || rows.find(r => isNumber(r.efficiency));
  const range = logRange(rows.flatMap(r => known([r.efficiency].concat(r.efficiency_ci || []))));
  addChart("ranking", {
    height: 110 + 40 * rows.length, note: best ? `Figures on the right are relative to ${best.id}.` : "",
    alt: "Estimators from the most to the least efficient: " + rows.map(r => `${r.id} ${isExact(r) ? "without bound" : figure(r.efficiency)}`).join(", "),
    build: theme => ({
      traces: rows.filter(r => isNumber(r.efficiency)).map(r => ({
        type: "scatter", mode: "markers", legendgroup: r.id, x: [r.efficiency], y: [rows.indexOf(r)], marker: marker(theme, r, 13),
        error_x: bars(theme, r, r.efficiency, r.efficiency_ci), text: [describe(r)], hoverinfo: "text" })),
      layout: {
        margin: { l: 20, r: 76, t: 30, b: 50 }, yaxis: rowsAxis(theme, rows), xaxis: axis(theme, "efficiency, 1 / (variance × µs)", { type: "log", range }),
        shapes: rows.map((_, i) => ({ type: "line", xref: "paper", x0: 0, x1: 1, y0: i, y1: i, layer: "below", line: { color: theme.grid, width: 1 } })),
        annotations: rows.map((r, i) => (isExact(r) ? aside(theme, "no variance: efficiency without bound →", i, { xanchor: "right", xshift: 0, bgcolor: theme.colour("--page") }) : aside(theme, best && isNumber(r.efficiency) ? ratio(r.efficiency / best.efficiency) : "–", i))),
      },
    }),
  });
}

/** Log10 range of positive values with a margin, at least half a decade wide. */
function logRange(values) {
  const logs = values.filter(v => v > 0).map(Math.log10);
  if (!logs.length) return [-1, 1];
  const low = Math.min(...logs), high = Math.max(...logs), pad = Math.max(0.08 * (high - low), 0.2);
  return [low - pad, high + pad];
}

/** Lines of equal efficiency: variance = scale / (efficiency × micros), straight and falling where both axes are logarithmic. */
function isoLines(theme, rows, xs, ys, narrow) {
  const scales = known(rows.map(r => r.efficiency * r.variance * r.micros)).sort((a, b) => a - b);
  const scale = Math.log10(scales[Math.floor(scales.length / 2)] || 1);
  const from = Math.ceil(scale - xs[1] - ys[1]), to = Math.floor(scale - xs[0] - ys[0]);
  const traces = [], annotations = [];
  for (let power = from; power <= to; power += Math.max(1, Math.ceil((to - from) / 6))) {
    const height = x => scale - power - x;
    traces.push({ type: "scatter", mode: "lines", x: xs.map(x => 10 ** x), y: xs.map(x => 10 ** height(x)), opacity: 0.45, line: { color: theme.muted, width: 1.2, dash: "dot" }, hoverinfo: "skip" });
    const x = Math.max(xs[0], scale - power - ys[1]); // where the line enters: the left edge or the top
    annotations.push({ x, y: height(x), text: `${narrow ? "" : "efficiency "}${figure(10 ** power, 1)}`, showarrow: false, xanchor: "left", yanchor: "bottom", xshift: x > xs[0] ? 6 : 3, yshift: x > xs[0] ? -16 : 0, font: { size: 11, color: theme.muted } });
  }
  return { traces, annotations };
}

/** Picks for each point the side where its name runs into the fewest marks and names; near misses are common here. */
function placeNames(points, width, height) {
  const boxes = points.map(p => [p.x * width - 9, p.y * height - 9, p.x * width + 9, p.y * height + 9]);
  const hits = box => boxes.filter(b => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]).length;
  return points.map((p, i) => {
    const wide = 7.5 * p.name.length, [l, t, r, b] = boxes[i], x = p.x * width, y = p.y * height;
    const sides = {
      "top center": [x - wide / 2, b, x + wide / 2, b + 16], "bottom center": [x - wide / 2, t - 16, x + wide / 2, t],
      "middle right": [r, y - 8, r + wide, y + 8], "middle left": [l - wide, y - 8, l, y + 8],
    };
    const cost = ([, box]) => hits(box) + (box[0] < 0 || box[2] > width ? 2 : 0);
    const [side, box] = Object.entries(sides).reduce((best, next) => (cost(next) < cost(best) ? next : best));
    boxes.push(box);
    return side;
  });
}

function costChart(all) {
  const rows = all.filter(r => r.variance > 0 && r.micros > 0), left = all.filter(r => !rows.includes(r)).map(r => r.id);
  if (!rows.length) return dropSection("cost");
  const ends = (r, key) => known([r[key]].concat(r[`${key}_ci`] || []));
  const xs = logRange(rows.flatMap(r => ends(r, "micros"))), ys = logRange(rows.flatMap(r => ends(r, "variance")));
  addChart("cost", {
    height: 500, note: left.length ? `Not shown, as a logarithmic axis has no zero: ${left.join(", ")}.` : "",
    alt: "Variance and time of one estimate: " + rows.map(r => `${r.id} ${figure(r.variance)} at ${figure(r.micros)} microseconds`).join(", "),
    build: (theme, narrow) => {
      const iso = isoLines(theme, rows, xs, ys, narrow);
      const sides = placeNames(rows.map(r => ({ name: r.id, x: (Math.log10(r.micros) - xs[0]) / (xs[1] - xs[0]), y: (Math.log10(r.variance) - ys[0]) / (ys[1] - ys[0]) })), narrow ? 320 : 780, 400);
      const points = rows.map((r, i) => ({
        type: "scatter", mode: "markers+text", legendgroup: r.id, x: [r.micros], y: [r.variance], marker: marker(theme, r), text: [plain(r.id)], textposition: sides[i],
        textfont: { color: theme.ink, size: narrow ? 11 : 13 }, hovertext: [describe(r)], hoverinfo: "text", error_x: bars(theme, r, r.micros, r.micros_ci), error_y: bars(theme, r, r.variance, r.variance_ci) }));
      return { traces: [...iso.traces, ...points], layout: { annotations: iso.annotations, xaxis: axis(theme, "microseconds an estimate", { type: "log", range: xs }), yaxis: axis(theme, "variance", { type: "log", range: ys }) } };
    },
  });
}

function biasChart(all) {
  const rows = all.filter(r => r.bias && isNumber(r.bias.worst_z));
  if (!rows.length) return dropSection("bias");
  const size = r => Math.abs(r.bias.worst_z), critical = known(rows.map(r => r.bias.critical_z));
  const top = Math.max(...rows.map(size), ...critical), wide = top > 6 * Math.min(...critical);
  const floor = wide ? 0.1 : 0; // a huge z needs a log axis, and that needs a start above zero
  addChart("bias", {
    height: 110 + 40 * rows.length,
    alt: "Worst z of each estimator: " + rows.map(r => `${r.id} ${figure(size(r))}, ${verdictOf(r)}`).join("; "),
    build: theme => {
      const symbol = { unbiased: "circle", biased: "x", underpowered: "circle-open" };
      const stems = rows.map((r, i) => ({
        type: "scatter", mode: "lines+markers", legendgroup: r.id, x: [floor, Math.max(size(r), floor)], y: [i, i], line: { color: theme.colour(`--${verdictOf(r)}`), width: 3 },
        marker: { symbol: symbol[verdictOf(r)], size: [0, 13], opacity: 1, line: { width: 2, color: theme.colour(`--${verdictOf(r)}`) } }, hoverinfo: "text",
        text: ["", `<b>${plain(r.id)}</b><br>worst |z| ${figure(size(r))}, critical ${figure(r.bias.critical_z)}<br>detectable ${figure(r.bias.detectable)}<br>${verdictOf(r)}`] }));
      const limits = rows.map((r, i) => ({ type: "line", x0: r.bias.critical_z, x1: r.bias.critical_z, y0: i - 0.5, y1: i + 0.5, line: { color: theme.ink, width: 1.5, dash: "dash" } })).filter(s => isNumber(s.x0));
      const at = wide ? Math.log10(critical[0]) : critical[0];
      const label = critical.length ? [{ x: at, y: 1, yref: "paper", yanchor: "bottom", text: `critical z = ${figure(critical[0])}`, showarrow: false, font: { size: 12, color: theme.ink } }] : [];
      return {
        traces: stems, layout: {
          margin: { l: 20, r: 110, t: 34, b: 50 }, shapes: limits, annotations: label.concat(rows.map((r, i) => aside(theme, verdictOf(r), i, { font: { size: 12, color: theme.colour(`--${verdictOf(r)}`) } }))), yaxis: rowsAxis(theme, rows),
          xaxis: axis(theme, "worst |z|, standard errors", wide ? { type: "log", range: [Math.log10(floor) - 0.06, Math.log10(top) + 0.15] } : { range: [0, top * 1.12] }) } };
    },
  });
}

const BLOCK = 24; // coordinates that still stand apart in one picture

/** Choices for the coordinate picker: consecutive blocks, then those where the estimators stray furthest. */
function coordinateBlocks(rows, count) {
  const all = Array.from({ length: count }, (_, i) => i);
  const blocks = all.filter(i => i % BLOCK === 0).map(i => ({ name: `${i + 1}–${Math.min(i + BLOCK, count)}`, picked: all.slice(i, i + BLOCK) }));
  if (blocks.length > 1 && results.exact) {
    const gap = i => Math.max(0, ...known(rows.map(r => Math.abs(r.mean[i] - results.exact[i]))));
    blocks.push({ name: "furthest from exact", picked: [...all].sort((a, b) => gap(b) - gap(a)).slice(0, BLOCK).sort((a, b) => a - b) });
  }
  return blocks;
}

function meanChart(all) {
  const rows = all.filter(r => Array.isArray(r.mean) && r.mean.length), exact = results.exact;
  if (!rows.length) return dropSection("means");
  const blocks = coordinateBlocks(rows, Math.max(...rows.map(r => r.mean.length)));
  let { picked } = blocks[0];
  const picker = el("select", {}, blocks.map((block, i) => el("option", { value: i }, block.name)));
  picker.addEventListener("change", () => { picked = blocks[picker.value].picked; drawCharts(); });
  const given = i => (results.parameters || [])[i];
  const label = i => (typeof given(i) === "string" ? given(i) : String(i + 1));
  const place = (k, slotIndex) => k + (rows.length > 1 ? 0.7 * (slotIndex / (rows.length - 1) - 0.5) : 0);
  const text = (r, i) => `<b>${plain(r.id)}</b>, coordinate ${plain(label(i))}${isNumber(given(i)) ? `, parameter ${figure(given(i))}` : ""}<br>mean ${figure(r.mean[i], 4)}${exact ? `, exact ${figure(exact[i], 4)}` : ""}`;
  const controls = byId("means").previousElementSibling;
  if (blocks.length > 1) controls.append(el("label", {}, "Coordinates ", picker)); else controls.remove();
  addChart("means", {
    height: 440, note: exact ? "" : "No exact gradient is known for this problem, so there are no bars.",
    alt: "Mean gradient of each estimator by coordinate" + (exact ? ", beside the exact gradient" : ""),
    build: (theme, narrow) => {
      const bar = { type: "scatter", mode: "lines", x: picked.flatMap((_, k) => [k - 0.43, k + 0.43, null]), y: picked.flatMap(i => [exact && exact[i], exact && exact[i], null]), line: { color: theme.ink, width: 2 }, hoverinfo: "skip" };
      const dots = rows.map((r, j) => ({
        type: "scatter", mode: "markers", legendgroup: r.id, x: picked.map((_, k) => place(k, j)), y: picked.map(i => r.mean[i]),
        marker: marker(theme, r, narrow || picked.length * rows.length > 80 ? 6 : 9), text: picked.map(i => text(r, i)), hoverinfo: "text" }));
      const ticks = { tickvals: picked.map((_, k) => k), ticktext: picked.map(i => plain(label(i))), range: [-0.6, picked.length - 0.4], showgrid: false, uirevision: picked.join() };
      return { traces: exact ? [bar, ...dots] : dots, layout: { xaxis: axis(theme, "coordinate", ticks), yaxis: axis(theme, "mean gradient", { zeroline: true, zerolinecolor: theme.line }) } };
    },
  });
}

function verdictCell(row) {
  const verdict = verdictOf(row);
  const why = isBiased(row.id) ? biasOf(row.id) : "its mean differs from the exact gradient";
  return el("div", {}, el("span", { class: `badge ${verdict}` }, verdict), verdict === "biased" ? el("small", { class: "reason" }, `Not ranked: ${why}`) : null);
}

function compareTable(rows) {
  const bias = (row, key) => (row.bias ? row.bias[key] : null);
  const number = (title, value, small) => ({ title, num: true, value, cell: row => numberCell(figure(value(row)), small && small(row)) });
  const columns = [
    { title: "Estimator", value: r => r.id, cell: r => nameCell(r.id, r.family) },
    { title: "Verdict", value: verdictOf, cell: verdictCell },
    number("Worst |z|", r => (isNumber(bias(r, "worst_z")) ? Math.abs(r.bias.worst_z) : null), r => (isNumber(bias(r, "critical_z")) ? `critical ${figure(r.bias.critical_z)}` : "")),
    number("Detectable", r => bias(r, "detectable")), number("Variance", r => r.variance, r => interval(r.variance_ci)),
    { title: "Evaluations", num: true, value: r => r.evaluations, cell: r => numberCell(list(r.evaluations)) }, number("µs", r => r.micros, r => interval(r.micros_ci)),
    { title: "Efficiency", num: true, value: r => (rank(r) === -Infinity ? null : rank(r)), cell: r => numberCell(isExact(r) ? "no variance" : figure(r.efficiency), interval(r.efficiency_ci)) }];
  byId("figures").append(
    dataTable("Every estimator, most efficient first. Click a heading to sort.", columns, rows, r => (r.id === results.winner ? "winner" : verdictOf(r) === "biased" ? "biased" : null)));
}

function showCompare() {
  const rows = [...results.estimators].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
  compareHeadline(rows);
  [rankingChart, costChart, biasChart, meanChart, compareTable].forEach(show => show(rows));
}

// ---------------------------------------------------------------- train

const runsOf = id => results.runs.filter(run => run.estimator === id);
const finals = (id, key) => known(runsOf(id).map(run => (key === "micros" ? run.micros_per_step : (run.final || {})[key])));
const centre = (id, key) => (finals(id, key).length ? mean(finals(id, key)) : null);

/** Seconds at a step; the clock was read at some steps only, so lie between its neighbours. */
function secondsAt(run, step) {
  const clock = run.seconds || [], after = clock.findIndex(([s]) => s >= step);
  if (after < 0) return null;
  const [s1, t1] = clock[after], [s0, t0] = after ? clock[after - 1] : [0, 0];
  return s1 === s0 ? t1 : t0 + ((step - s0) / (s1 - s0)) * (t1 - t0);
}

const curve = (run, key, byTime) => (run[key] || []).filter(p => isNumber(p[1])).map(([step, value]) => ({ step, x: byTime ? secondsAt(run, step) : step, y: value }));

/** Mean over seeds, at the steps that every seed reached: an average over fewer would jump where one ends. */
function meanCurve(curves) {
  const at = new Map();
  curves.flat().forEach(p => at.set(p.step, [...(at.get(p.step) || []), p]));
  return [...at].filter(([, ps]) => ps.length === curves.length).map(([step, ps]) => ({ step, x: mean(ps.map(p => p.x)), y: mean(ps.map(p => p.y)) })).sort((a, b) => a.step - b.step);
}

/** Lines of one estimator: each seed thin and, when there are several, their mean; a mark at the end tells estimators apart without colour. */
function lines(theme, id, key, byTime, dash) {
  const curves = runsOf(id).map(run => curve(run, key, byTime)).filter(c => c.length);
  const several = curves.length > 1, middle = several ? meanCurve(curves) : curves[0] || [];
  const draw = (points, style, name) => ({
    type: "scatter", mode: "lines", legendgroup: id, x: points.map(p => p.x), y: points.map(p => p.y), line: { color: theme.of(id), dash, ...style }, hoverinfo: "text", opacity: style.width < 1.5 ? 0.4 : 1,
    text: points.map(p => `<b>${plain(id)}</b> ${name}<br>step ${figure(p.step, 6)}, ${figure(p.x, 3)}${byTime ? " s" : ""}<br>${key} ${figure(p.y, 4)}`) });
  const end = { ...draw(middle.slice(-1), { width: 2 }, key), mode: "markers", marker: { symbol: markOf(id)[0], size: 9, color: theme.of(id) } };
  return [...(several ? curves.map(c => draw(c, { width: 1 }, "one seed")) : []), draw(middle, { width: 2.4 }, several ? "mean of the seeds" : ""), end];
}

/** First view of the ELBO axis: the final values and their neighbourhood, as an early -500 would squash what matters. */
function elboRange() {
  const paths = results.runs.flatMap(run => ["train", "test"].map(key => curve(run, key).map(p => p.y))).filter(p => p.length);
  const ends = paths.map(p => p[p.length - 1]).sort((a, b) => a - b), top = Math.max(...paths.flat());
  const settled = Math.max(...paths.map(p => Math.max(...p) - p[Math.floor(p.length / 4)]), 0.01 * Math.abs(top), 1e-6);
  const spread = top - ends[Math.floor(ends.length / 2)];
  const low = Math.max(ends[0], top - 5 * Math.max(spread, settled)); // a run that diverged may leave the picture
  const pad = Math.max(0.6 * (top - low), Math.min(settled, 3 * (top - low) + 1));
  return [low - pad, top + 0.08 * (top - low + pad)];
}

function trainChart(id, height, alt, keys, byTime, more) {
  addChart(id, {
    height, alt,
    build: theme => {
      const time = byTime();
      const traces = ids.flatMap(name => keys.flatMap(([key, dash]) => lines(theme, name, key, time, dash)));
      // Each of the two horizontal axes keeps its own zoom.
      return { traces, layout: { xaxis: axis(theme, time ? "wall seconds" : "steps", { rangemode: "tozero", uirevision: String(time) }), yaxis: axis(theme, ...more) } };
    },
  });
}

function trainCharts() {
  let byTime = false;
  const buttons = [["Steps", false], ["Wall seconds", true]].map(([name, value]) => {
    const button = el("button", { type: "button", "aria-pressed": String(!value) }, name);
    button.addEventListener("click", () => {
      byTime = value;
      buttons.forEach(other => other.setAttribute("aria-pressed", String(other === button)));
      drawCharts();
    });
    return button;
  });
  byId("clock").append(...buttons);
  const last = (key, show) => ids.map(id => `${id} ${show(centre(id, key))}`).join(", ");
  trainChart("elbo", 500, "ELBO during training; in the end on test data: " + last("test_elbo", nats), [["train", "solid"], ["test", "dash"]], () => byTime, ["ELBO, nats", { range: elboRange() }]);
  trainChart("noise", 400, "Gradient variance during training; in the end: " + last("gradient_variance", figure), [["variance", "solid"]], () => false, ["gradient variance", { type: "log" }]);
}

function trainHeadline() {
  const order = ids.filter(id => isNumber(centre(id, "test_bound"))).sort((a, b) => centre(b, "test_bound") - centre(a, "test_bound"));
  const [first, second] = order, steps = Math.max(...results.runs.map(run => run.steps || 0)).toLocaleString("en");
  if (!first) return headline("No run reached a test bound", "The curves below show how far each one came.");
  const bound = nats(centre(first, "test_bound")), pace = centre(first, "micros");
  if (!second) return headline(`${first} reaches a test bound of ${bound} nats`, `After ${steps} steps, at ${figure(pace)} µs a step and ${figure(centre(first, "seconds"))} s in all.`);
  const gap = centre(first, "test_bound") - centre(second, "test_bound"), rivalPace = centre(second, "micros");
  const spread = Math.max(0, ...[first, second].map(id => finals(id, "test_bound")).filter(v => v.length > 1).map(deviation));
  const doubt = gap < spread ? " That lead is smaller than the spread between seeds." : "";
  headline(`${first} wins: ${gap < 0.005 ? "level with" : `${nats(gap)} nats above`} ${second} in test bound, at ${ratio(pace / rivalPace)} its time a step`,
    `Test bound ${bound} nats against ${nats(centre(second, "test_bound"))}, after ${steps} steps at ${figure(pace)} µs each against ${figure(rivalPace)} µs.${doubt}`);
}

function trainTable() {
  const column = (title, key, show, better) => {
    const values = known(ids.map(id => centre(id, key))), best = values.length > 1 ? better(...values) : NaN;
    const spread = id => { const v = finals(id, key); return v.length > 1 ? `± ${show === nats ? deviation(v).toFixed(2) : figure(deviation(v), 2)}` : ""; };
    return { title, num: true, value: id => centre(id, key), cell: id => numberCell(show(centre(id, key)), spread(id), centre(id, key) === best) };
  };
  const count = id => { const n = runsOf(id).length; return n > 1 ? `mean ± sd of ${n} seeds` : ""; };
  const columns = [
    { title: "Estimator", value: id => id, cell: id => nameCell(id, [isBiased(id) ? "biased by design" : "", count(id)].filter(Boolean).join(", ")) },
    column("Test bound", "test_bound", nats, Math.max), column("Test ELBO", "test_elbo", nats, Math.max), column("Train ELBO", "train_elbo", nats, Math.max),
    column("Gradient variance", "gradient_variance", figure, Math.min), column("µs a step", "micros", figure, Math.min), column("Seconds", "seconds", figure, Math.min)];
  const rows = [...ids].sort((a, b) => compareValues(centre(a, "test_bound"), centre(b, "test_bound"), -1));
  byId("figures").append(dataTable("Each estimator at the end of its training, best test bound first. Click a heading to sort.", columns, rows, id => (id === rows[0] && rows.length > 1 ? "winner" : null)));
}

/** Only embedded pictures: a report never reaches for the network. */
const picture = (source, alt) => (/^data:image\//.test(source || "") ? el("img", { src: source, alt }) : null);

function trainPictures() {
  const { originals, runs = {} } = doc.images || {};
  const rows = Object.entries(runs).filter(([, images]) => images);
  const strips = rows.map(([id, images]) => [el("p", {}, ids.includes(id) ? glyph(id) : null, id), picture(images.reconstructions, `Digits reconstructed by the model trained with ${id}`)]).filter(([, image]) => image);
  if (strips.length) {
    const first = picture(originals, "The original digits");
    byId("reconstructions").append(...(first ? [el("p", {}, "Originals"), first] : []), ...strips.flat());
  } else dropSection("reconstructions");
  const samples = rows.map(([id, images]) => [id, picture(images.samples, `Digits sampled from the model trained with ${id}`)]).filter(([, image]) => image);
  if (!samples.length) return dropSection("samples");
  byId("samples").append(...samples.map(([id, image]) => el("figure", {}, el("figcaption", {}, ids.includes(id) ? glyph(id) : null, id), image)));
}

function showTrain() {
  if (results.interrupted) notice(`Interrupted: the training was stopped before all ${list(results.steps)} steps were done. Figures are those of the last evaluation of each run.`, true);
  [trainHeadline, trainCharts, trainTable, trainPictures].forEach(show => show());
}

// ---------------------------------------------------------------- start

/** Plotly travels compressed, as it is by far the largest part of the report. */
async function unpackPlotly() {
  if (!("DecompressionStream" in window)) throw new Error("This browser is too old to unpack the charts (it has no DecompressionStream). The figures are all in the tables; any browser since 2023 shows the charts too.");
  const bytes = Uint8Array.from(atob(byId("plotly").textContent.trim()), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  document.head.append(el("script", {}, await new Response(stream).text()));
  if (!window.Plotly) throw new Error("The charts could not be started. The figures are all in the tables.");
}

/** Colours and widths are drawn into the charts, so they are redrawn when those change. */
function watchSurroundings() {
  const root = document.documentElement;
  for (const query of ["(prefers-color-scheme: dark)", "(max-width: 640px)"]) matchMedia(query).addEventListener("change", drawCharts);
  window.addEventListener("beforeprint", () => { root.dataset.print = ""; drawCharts(); });
  window.addEventListener("afterprint", () => { delete root.dataset.print; drawCharts(); });
}

async function start() {
  fillPage();
  if (ids.length) {
    byId("content").append(byId(doc.kind).content.cloneNode(true));
    drawLegend();
    if (doc.kind === "train") showTrain(); else showCompare();
    estimatorSection();
  } else headline("Nothing was measured", "The run ended before there was anything to show.");
  try {
    await unpackPlotly();
    await drawCharts();
    watchSurroundings();
  } catch (problem) {
    notice(problem.message, true);
    charts.forEach(({ node }) => { node.classList.add("missing"); node.textContent = node.getAttribute("aria-label"); });
  }
  document.documentElement.dataset.ready = "true";
}

// A module runs just before this event; waiting for it frees the order of the declarations above.
document.addEventListener("DOMContentLoaded", start);
