// The page of a toy whose E f is known: what report.js calls for results of that kind.

const value = v => (isNumber(v) ? v.toFixed(4) : "–");
const valueOf = id => (doc.live ? centreSoFar(id, "value") : centre(id, "value"));
const byValue = () => [...ids].sort((a, b) => compareValues(valueOf(a), valueOf(b), 1));

function toyHeadline() {
  const [first, second] = byValue(),
    steps = counted(Math.max(...results.runs.map(run => run.steps)));
  const range = `It began at ${value(results.start)}; the least is ${value(results.optimum)}.`;
  const of = id => `${value(valueOf(id))} of ${id}`;
  headline(
    doc.live ? (second ? `${first} leads so far` : `${first} is in training`) : results.headline,
    `E f ${doc.live ? "so far" : `after ${steps} steps`}: ${of(first)}${second ? ` against ${of(second)}` : ""}. ${range}`,
  );
}

/** A dotted line across a chart at a level, with words at its right end. */
const level = (theme, y, text, yanchor) => ({
  shape: {
    type: "line",
    xref: "paper",
    x0: 0,
    x1: 1,
    y0: y,
    y1: y,
    line: { color: theme.muted, width: 1.5, dash: "dot" },
  },
  annotation: {
    xref: "paper",
    x: 1,
    xanchor: "right",
    y,
    yanchor,
    text: `${text} ${value(y)}`,
    showarrow: false,
    font: { size: theme.narrow ? 11 : 12, color: theme.muted },
  },
});

function levels(theme) {
  const both = [
    level(theme, results.start, "start", "bottom"),
    level(theme, results.optimum, "optimum", "top"),
  ];
  return { shapes: both.map(b => b.shape), annotations: both.map(b => b.annotation) };
}

function toyCharts() {
  clockButtons();
  const points = results.runs.flatMap(run => curve(run, "value").map(p => p.y));
  const top = Math.max(results.start, ...points),
    pad = 0.08 * (top - results.optimum);
  runChart("value", {
    height: 480,
    keys: () => [["value", "E f", "solid"]],
    yaxis: theme => axis(theme, "E f", { range: [results.optimum - 1.3 * pad, top + 1.3 * pad] }),
    alt: "E f during training; in the end: " + lasts("value", value),
    note: bandNote(),
    more: levels,
  });
  const deviations = id => runsOf(id).flatMap(run => curve(run, "deviation").map(p => p.y)),
    still = ids.filter(id => !deviations(id).some(v => v > 0));
  runChart("noise", {
    height: 420,
    keys: () => [["deviation", "deviation", "solid"]],
    yaxis: theme => logAxis(theme, "deviation of the gradient", logRange(ids.flatMap(deviations))),
    alt: "Deviation of the gradient during training; in the end: " + lasts("deviation", figure),
    note:
      (still.length ? `Without deviation, and so without a line: ${still.join(", ")}. ` : "") +
      bandNote(),
  });
}

function toyTable() {
  const columns = [
    { title: "Estimator", value: id => id, cell: id => nameCell(id) },
    finalColumn("E f", "value", value, Math.min),
    finalColumn("Best order", "best", figure, Math.max),
    finalColumn("Deviation", "deviation", figure, Math.min),
    finalColumn("Evaluations of f", "evaluations", count),
    finalColumn("µs a step", "micros", figure, Math.min),
    finalColumn("Seconds", "seconds", figure, Math.min),
  ];
  const rows = byValue();
  const caption =
    `Each estimator ${atTheEnd()}, lowest E f first` +
    (seeds().length > 1 ? `: means ± standard deviations over ${seeds().length} seeds` : "") +
    ". Click a heading to sort.";
  byId("figures").append(
    dataTable("figures", caption, columns, rows, id =>
      id === rows[0] && rows.length > 1 ? "winner" : null,
    ),
  );
}

function toyMatrices() {
  const { target, runs = {} } = doc.images || {};
  if (!target) return dropSection("matrices");
  const grid = (id, name, { picture: source, largest }, alt) =>
    el(
      "figure",
      { "data-estimator": id },
      el("figcaption", {}, name),
      picture(source, alt),
      el("small", {}, `black is ${figure(largest)}`),
    );
  byId("matrices").append(
    grid(null, "T, the target", target, "The matrix T"),
    ...byValue()
      .filter(id => runs[id])
      .map(id => grid(id, named(id), runs[id], `Mean permutation matrix reached with ${id}`)),
  );
}

function toySettings() {
  byId("common").append(
    ...Object.entries(results.toy || {}).map(([name, setting]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, setting)),
    ),
  );
}

function showPage() {
  [toyHeadline, seedNotice, endingNotice, toyCharts, toyTable, toyMatrices, toySettings].forEach(
    show => show(),
  );
}
