// The page of a comparison: what report.js calls for results of that kind.

// ---------------------------------------------------------------- what estimators are charged in

const CURRENCIES = {
  time: {
    name: "Time",
    unit: "µs",
    axis: "µs of an estimate, with learning",
    efficiency: "efficiency",
    cost: "micros",
  },
  evaluations: {
    name: "Evaluations",
    unit: "evaluations",
    axis: "evaluations of f for an estimate",
    efficiency: "efficiency_per_evaluation",
    cost: "evaluations",
  },
};
let currency = results.cost || "time";
const switches = []; // redrawn together: each shows the same choice

const costOf = row => row[CURRENCIES[currency].cost];
const costInterval = row => (currency === "time" ? row.micros_ci : null);
const efficiencyOf = row => row[CURRENCIES[currency].efficiency];
const efficiencyInterval = row => row[`${CURRENCIES[currency].efficiency}_ci`];
const outcome = () => results.outcomes[currency];

/** A switch between time and evaluations; all switches of the page change with it, and so does all that they change. */
function currencySwitch(node) {
  node.classList.add("segment");
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", "What estimators are charged in");
  const fill = () => {
    node.replaceChildren();
    segment(
      node,
      Object.entries(CURRENCIES).map(([id, { name }]) => [name, id]),
      currency,
      chosen => {
        currency = chosen;
        switches.filter(other => other.node !== node).forEach(other => other.fill());
        showOutcome();
        drawCharts();
      },
    );
  };
  switches.push({ node, fill });
  fill();
}

// ---------------------------------------------------------------- rows

const verdictOf = row => (row.bias && row.bias.verdict) || "untested";
const reference = results.exact
  ? "the exact gradient"
  : "the pooled mean of the other unbiased estimators";
const isExact = row => row.variance === 0;
const shownOf = rows => rows.filter(row => !hidden.has(row.id));
const rowHeight = rows => (rows.length > 16 ? 28 : 40);
// Without variance efficiency has no bound; without a figure at all a row belongs last.
const rank = row =>
  isNumber(efficiencyOf(row)) ? efficiencyOf(row) : isExact(row) ? Infinity : -Infinity;

/** All rows, the most efficient first; of those without variance the cheapest. */
const ranked = () =>
  [...results.estimators].sort((a, b) =>
    rank(a) === rank(b) ? costOf(a) - costOf(b) : rank(b) - rank(a),
  );

const marker = (theme, row, size = 12) => ({
  color: theme.of(row.id),
  size,
  symbol: markOf(row.id)[0] + (verdictOf(row) === "biased" ? "-open" : ""),
  line: { width: 2, color: theme.of(row.id) },
});
const ARROWS = { x: ["triangle-left", "triangle-right"], y: ["triangle-down", "triangle-up"] };
/** The mark of a row that lies beyond an axis: an arrow that points to where it is. */
const beyondMarker = (theme, row, along, side) => ({
  color: theme.of(row.id),
  size: 15,
  symbol: ARROWS[along][side > 0 ? 1 : 0],
});
const bars = (theme, row, value, ci) => ({
  type: "data",
  symmetric: false,
  array: [ci ? ci[1] - value : 0],
  arrayminus: [ci ? value - ci[0] : 0],
  color: theme.of(row.id),
  thickness: 1.8,
  width: 5,
});
function rowName(theme, row) {
  const name = inTwoLines(row.id, theme.narrow ? 16 : 31);
  if (row.id === outcome().winner) return `<b>${name}</b>`;
  return verdictOf(row) === "biased" ? `<span style="color:${theme.muted}">${name}</span>` : name;
}
const rowsAxis = (theme, rows) =>
  axis(theme, "", {
    tickvals: rows.map((_, i) => i),
    ticktext: rows.map(r => rowName(theme, r).replace(/<br>/g, "  <br>") + "  "),
    range: [rows.length - 0.4, -0.6],
    showgrid: false,
    tickfont: { size: theme.narrow ? 11 : 13, color: theme.ink },
    fixedrange: true,
  });
const rowLines = (theme, rows) =>
  rows.map((_, i) => ({
    type: "line",
    xref: "paper",
    x0: 0,
    x1: 1,
    y0: i,
    y1: i,
    layer: "below",
    line: { color: theme.grid, width: 1 },
  }));
const aside = (theme, text, y, more = {}) => ({
  text,
  y,
  x: 1,
  xref: "paper",
  xanchor: "left",
  xshift: 12,
  showarrow: false,
  font: { size: 12, color: theme.muted },
  ...more,
});

function describe(row) {
  const efficiency = isExact(row) ? "without bound" : figure(efficiencyOf(row));
  return [
    `<b>${plain(row.id)}</b>`,
    `efficiency ${efficiency} ${interval(efficiencyInterval(row))}`,
    `variance ${figure(row.variance)} ${interval(row.variance_ci)}`,
    `${figure(row.micros)} µs ${interval(row.micros_ci)}`,
    ...(row.learn_micros > 0 ? [`of these ${figure(row.learn_micros)} µs of learning`] : []),
    `${count(row.evaluations)} evaluations`,
    verdictOf(row),
  ].join("<br>");
}

// ---------------------------------------------------------------- page

function compareHeadline() {
  const rows = results.estimators;
  const [first, ...rest] = outcome().headline.split(/(?<=\.) /);
  const biased = rows.filter(r => verdictOf(r) === "biased" || isBiased(r.id)).map(r => r.id);
  const left = biased.length
    ? `Biased, here or by design, and so out of the contest: ${biased.join(", ")}.`
    : "";
  const measured = new Set(rows.map(row => row.id));
  const unmeasured = (results.failures || []).filter(f => !measured.has(f.id));
  const failed = unmeasured.map(f => `${f.id} failed: ${f.reason}.`);
  const caveat = results.evaluated?.caveat ? `${results.evaluated.caveat}.` : "";
  headline(first.replace(/\.$/, ""), [...rest, left, ...failed, caveat].filter(Boolean).join(" "));
}

/** What depends on the currency and is no chart. */
function showOutcome() {
  compareHeadline();
  byId("figures").replaceChildren(compareTable(ranked()));
}

/** A sentence on the estimators without a verdict; where their reasons differ, the table has them. */
function unjudged() {
  const rows = results.estimators.filter(row => verdictOf(row) === "unjudged");
  const reasons = new Set(rows.map(row => row.bias.reason));
  if (!rows.length) return "";
  const names = rows.map(row => row.id).join(", ");
  return reasons.size === 1
    ? `Not judged: ${names}, because ${[...reasons][0]}.`
    : `Not judged: ${names}; the table says why.`;
}

function showPage() {
  document.querySelectorAll(".reference").forEach(node => {
    node.textContent = reference;
  });
  const judged = results.estimators.some(row => verdictOf(row) !== "unjudged");
  if (!results.exact && judged)
    notice(
      "No exact gradient is known for this problem. Each estimator is judged against the pooled mean of the others " +
        "that are without bias and ask for values of f alone, so a verdict is only as sharp as both are.",
    );
  if (!judged) notice(unjudged());
  document.querySelectorAll(".currency").forEach(currencySwitch);
  showOutcome();
  rankingChart();
  scanSection(results.estimators);
  costChart();
  biasChart();
  meanChart(results.estimators);
  codeSection(results.estimators);
}
