// Variance against cost, with lines of equal efficiency; compare.js calls it.

/** Lines of equal efficiency: variance = scale / (efficiency × cost), straight and falling where both axes are logarithmic. */
function isoLines(theme, rows, xs, ys, narrow) {
  const scales = known(rows.map(r => efficiencyOf(r) * r.variance * costOf(r))).sort(
    (a, b) => a - b,
  );
  const scale = Math.log10(scales[Math.floor(scales.length / 2)] || 1);
  const from = scale - xs[1] - ys[1],
    to = scale - xs[0] - ys[0];
  const digits = to - from > 3 ? [1] : [1, 2, 5],
    stride = Math.max(1, Math.ceil((to - from) / 7));
  const traces = [],
    annotations = [];
  for (let power = Math.floor(from); power <= to; power += stride) {
    for (const level of digits
      .map(digit => power + Math.log10(digit))
      .filter(l => l > from && l < to)) {
      const height = x => scale - level - x;
      const x = Math.max(xs[0], scale - level - ys[1]); // where the line enters: the left edge or the top
      traces.push({
        type: "scatter",
        mode: "lines",
        x: xs.map(v => 10 ** v),
        y: xs.map(v => 10 ** height(v)),
        hoverinfo: "skip",
        opacity: 0.45,
        line: { color: theme.muted, width: 1.2, dash: "dot" },
      });
      if (x > xs[1] - 0.25 * (xs[1] - xs[0])) continue; // no room left for words in the far corner
      annotations.push({
        x,
        y: height(x),
        text: `${narrow ? "" : "efficiency "}${figure(10 ** level, 1)}`,
        showarrow: false,
        xanchor: "left",
        yanchor: x > xs[0] ? "top" : "bottom",
        xshift: x > xs[0] ? 8 : 3,
        font: { size: 11, color: theme.muted },
      });
    }
  }
  return { traces, annotations };
}

/** Picks for each point the side where its name runs into the fewest marks and names; near misses are common here. */
function placeNames(points, width, height) {
  const boxes = points.map(p => [
    p.x * width - 9,
    p.y * height - 9,
    p.x * width + 9,
    p.y * height + 9,
  ]);
  const names = [];
  const count = (box, others) =>
    others.filter(b => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]).length;
  // Two names over each other cannot be read; a mark under a name can be seen.
  const hits = box => count(box, boxes) + 5 * count(box, names);
  return points.map((p, i) => {
    const wide = 0.62 * p.size * Math.max(0, ...p.lines.map(line => line.length)),
      tall = 16 * p.lines.length,
      [l, t, r, b] = boxes[i],
      x = p.x * width,
      y = p.y * height;
    const sides = {
      "top center": [x - wide / 2, b, x + wide / 2, b + tall],
      "bottom center": [x - wide / 2, t - tall, x + wide / 2, t],
      "middle right": [r, y - tall / 2, r + wide, y + tall / 2],
      "middle left": [l - wide, y - tall / 2, l, y + tall / 2],
    };
    // A name that is cut is worse than one that covers others.
    const cut = box => (box[0] < 0 || box[2] > width || box[1] < 0 || box[3] > height ? 50 : 0);
    const cost = ([, box]) => hits(box) + cut(box);
    const [side, box] = Object.entries(sides).reduce((best, next) =>
      cost(next) < cost(best) ? next : best,
    );
    names.push(box);
    return side;
  });
}

/** Where all names would cover each other, those that no other beats in both variance and cost. */
function named(rows) {
  const beaten = r =>
    rows.some(o => verdictOf(o) !== "biased" && o.variance < r.variance && costOf(o) <= costOf(r));
  return rows.length > 14
    ? rows.filter(r => !beaten(r) || r.id === outcome().winner || r.id === "reinforce")
    : rows;
}

/** Where a row stands in the chart, its mark, and its name, which says more where it lies beyond an axis. */
function costPoint(row, [xs, ys]) {
  const x = placeOn(xs, costOf(row)),
    y = placeOn(ys, row.variance);
  const far = [
    ...(x.side ? [`${figure(costOf(row))} ${CURRENCIES[currency].unit}`] : []),
    ...(y.side ? [`variance ${figure(row.variance)}`] : []),
  ];
  return { row, x, y, far, along: y.side ? "y" : "x", side: y.side || x.side };
}

/** The ranges of both axes: most of the costs and of the variances. */
const costRanges = rows => [
  rangeOfMost(rows, costOf, costInterval),
  rangeOfMost(
    rows,
    r => r.variance,
    r => r.variance_ci,
  ),
];

/** The words beside a mark, in lines: a name that stands alone, or where it lies beyond an axis its figures too. */
function costLines({ row, far }, narrow) {
  const words = [...(narrow ? inTwoLines(row.id, 16).split("<br>") : [plain(row.id)]), ...far];
  return narrow ? words : [words.join(", ")];
}

function costTrace(theme, { row, x, y, along, side }, lines, position) {
  const within = (ci, range) =>
    ci.map(end => Math.min(Math.max(end, 10 ** range[0]), 10 ** range[1]));
  return {
    type: "scatter",
    mode: "markers+text",
    legendgroup: row.id,
    x: [x.at],
    y: [y.at],
    marker: side ? beyondMarker(theme, row, along, side) : marker(theme, row),
    text: [lines.join("<br>")],
    textposition: position,
    textfont: { color: theme.ink, size: theme.narrow ? 11 : 13 },
    hovertext: [describe(row)],
    hoverinfo: "text",
    ...(side || !costInterval(row)
      ? {}
      : { error_x: bars(theme, row, x.at, within(costInterval(row), theme.xs)) }),
    ...(side || !row.variance_ci
      ? {}
      : { error_y: bars(theme, row, y.at, within(row.variance_ci, theme.ys)) }),
  };
}

function costChart() {
  const possible = rows => rows.filter(r => r.variance > 0 && costOf(r) > 0);
  const all = possible(results.estimators),
    left = results.estimators.filter(r => !all.includes(r)).map(r => r.id);
  if (!all.length) return dropSection("cost");
  addChart("cost", {
    height: all.length > 14 ? 620 : 500,
    note:
      (named(all).length < all.length
        ? "Only the best are named; point at the others for theirs. "
        : "") +
      (left.length
        ? `Not shown, as a logarithmic axis needs a positive variance: ${left.join(", ")}.`
        : ""),
    alt: () =>
      "Variance and cost of one estimate: " +
      shownOf(all)
        .map(
          r => `${r.id} ${figure(r.variance)} at ${figure(costOf(r))} ${CURRENCIES[currency].unit}`,
        )
        .join(", "),
    build: (theme, narrow) => {
      const rows = possible(shownOf(results.estimators));
      const [xs, ys] = costRanges(rows);
      const iso = isoLines(theme, rows, xs, ys, narrow);
      const share = (value, [low, high]) => (Math.log10(value) - low) / (high - low);
      const points = rows.map(row => costPoint(row, [xs, ys]));
      const size = narrow ? 11 : 13;
      const best = named(rows);
      const texts = points.map(p =>
        p.far.length || best.includes(p.row) ? costLines(p, narrow) : [],
      );
      const spots = points.map((p, i) => ({
        lines: texts[i],
        x: share(p.x.at, xs),
        y: share(p.y.at, ys),
        size,
      }));
      const sides = placeNames(spots, byId("cost").clientWidth - 90, narrow ? 380 : 500);
      return {
        traces: [
          ...iso.traces,
          ...points.map((p, i) => costTrace({ ...theme, xs, ys }, p, texts[i], sides[i])),
        ],
        layout: {
          annotations: iso.annotations,
          xaxis: {
            ...logAxis(theme, CURRENCIES[currency].axis, xs),
            uirevision: currency + rows.length,
          },
          yaxis: { ...logAxis(theme, "variance", ys), uirevision: currency + rows.length },
        },
      };
    },
  });
}
