// Turns the JSON in #data into a headline, charts and tables. It runs as a module, so its names stay private.
// Text and tables come first and need no library; charts follow once Plotly is unpacked.

let doc, results, registry, ids; // a report that is served while it grows reads newer ones

function read(data) {
  doc = data;
  results = doc.results || {};
  registry = doc.estimators || {};
  ids = [
    ...new Set(
      (results.estimators || [])
        .map(r => r.id)
        .concat(
          (results.runs || []).map(r => r.estimator),
          results.solvers || [],
        ),
    ),
  ];
}

read(JSON.parse(document.getElementById("data").textContent));

// What did not get there stands behind all that did.
function median(values) {
  const sorted = values.map(v => (isNumber(v) ? v : Infinity)).sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function fillPage() {
  const kind =
    {
      compare: "comparison",
      train: "training run",
      experiment: "experiment",
      policy: "training of policies",
      flow: "probability flow",
      regression: "study",
      figure: "figure",
      sensitivity: "sensitivity",
      tune: "search",
      search: "comparison on black boxes",
      simopt: "comparison of searches",
      bench: "comparison of speed",
      reproduce: "reproduction",
    }[doc.kind] || "report";
  byId("kind").textContent = kind;
  byId("title").textContent = list(results.title || doc.title || results.model);
  byId("command").textContent = list(doc.command);
  const facts = [
    ["Problem", results.problem || results.model],
    ["Data", results.data],
    ["Draws", results.draws && counted(results.draws)],
    ["Steps", results.steps && counted(results.steps)],
    [
      "Budget",
      !results.steps &&
        results.budget &&
        `${counted(results.budget.amount)} ${results.budget.unit}`,
    ],
    ["Episodes", results.episodes && counted(results.episodes)],
    ["Seeds", results.seeds],
    ["Seed", results.seed],
    ["Commit", results.commit],
    ["Judged against", results.reference],
    ["Thalweg", doc.version],
    ["Date", doc.date],
    ["Machine", doc.machine],
  ].filter(([, value]) => value !== undefined && value !== null && value !== false);
  byId("facts").replaceChildren(
    ...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value)))),
  );
}

function headline(text, deck) {
  byId("headline").replaceChildren(...prose(text));
  byId("deck").replaceChildren(...prose(deck));
}

function notice(text, alert) {
  byId("notices").append(el("p", { class: alert ? "notice alert" : "notice" }, prose(text)));
}

const isEmpty = () =>
  !(
    ids.length ||
    results.pictures ||
    (results.panels || []).length ||
    results.problems ||
    results.parameters ||
    (results.workloads || []).length ||
    (results.tables || []).length ||
    (results.outputs || []).length ||
    (results.growth || []).length
  );

/** Fills the page with all but the charts, which it leaves to be drawn. */
function fill() {
  fillPage();
  if (isEmpty() && doc.live)
    headline("The training begins", "The first measurements will be here soon.");
  else if (isEmpty())
    headline("Nothing was measured", "The run ended before there was anything to show.");
  else {
    byId("content").append(byId(doc.kind).content.cloneNode(true));
    drawLegend();
    if (results.interrupted)
      notice("Interrupted: this is what was measured before the run was stopped.", true);
    showPage();
    estimatorSection();
  }
}

async function start() {
  fill();
  downloadsAndCitation();
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
    document.querySelectorAll(".tools").forEach(tools => tools.remove());
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
