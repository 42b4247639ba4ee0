// The page of the probability flow: what report.js calls for results of that kind.

const pictures = results.pictures;
// LR, RP and the points of the plane keep their colours through all pictures.
const POINTS = {
  lr: ["LR", "circle"],
  rp: ["RP", "square"],
  optimal: ["best weight of q = p", "diamond"],
  learned: ["learned", "triangle-up"],
  best: ["best of the plane", "star"],
};
const pointName = id => (POINTS[id] || [id])[0];
const pointMark = id => (POINTS[id] || [id, "hexagon"])[1];
const pointColour = (theme, id) => theme.colour(POINTS[id] ? `--${id}` : "--learned");
const signed = value => (value < 0 ? "" : "+") + figure(value);
const heading = (text, x, y) => ({
  text,
  x,
  y,
  xref: "paper",
  yref: "paper",
  xanchor: "left",
  yanchor: "bottom",
  showarrow: false,
  align: "left",
  font: { size: 14 },
});
const fade = (colour, share) =>
  colour +
  Math.round(255 * share)
    .toString(16)
    .padStart(2, "0");

/** Where two panels stand: side by side, or one above the other. */
function pair(narrow) {
  return narrow
    ? [
        { x: [0, 1], y: [0.56, 1] },
        { x: [0, 1], y: [0, 0.44] },
      ]
    : [
        { x: [0, 0.47], y: [0, 1] },
        { x: [0.53, 1], y: [0, 1] },
      ];
}

/** A panel's share of the height, from its foot up. */
const part = ([low, high], from, to) => [low + from * (high - low), low + to * (high - low)];

/** Gold where a box gains, grey where it loses; the stronger the more. */
function changeColours(theme, changes) {
  const most = Math.max(...changes.map(Math.abs));
  return changes.map(c =>
    fade(theme.colour(c > 0 ? "--gain" : "--loss"), 0.12 + (0.88 * Math.abs(c)) / most),
  );
}

function flowHeadline() {
  const surface = surfaceOf("constant"),
    [lr, rp, best, learned] = ["lr", "rp", "best", "learned"].map(id => markOn(surface, id));
  const better = lr.variance < rp.variance ? lr : rp,
    gain = mark => better.variance / mark.variance;
  const most = learned ? Math.max(gain(best), gain(learned)) : gain(best);
  const times = mark => (isNumber(gain(mark)) ? `, ${ratio(gain(mark))} less` : "");
  headline(
    most === Infinity
      ? "Between and beyond LR and RP: no variance at all"
      : most > 1.05
        ? `Between and beyond LR and RP: ${ratio(most)} less variance than the better of the two`
        : `Here nothing of the plane beats ${pointName(better.id)} by much`,
    `The gradient of E f by likelihood ratio (LR) has variance ${figure(lr.variance)}, by reparameterisation (RP) ${figure(rp.variance)}; ` +
      `with the path’s weight w = ${figure(best.weight, 2)} and the tails stretched by t = ${figure(best.tail)} it is ${figure(best.variance)}${times(best)}. ` +
      (learned
        ? `The learned flow, which is off the plane, has ${figure(learned.variance)}${times(learned)}. `
        : "") +
      "All are one flow of probability, counted in different ways: the pictures show how.",
  );
}

function gainTable() {
  const rows = results.table || [];
  if (!rows.length) {
    byId("gains-section").remove();
    return;
  }
  const best = row => Math.min(row.lr.variance, row.rp.variance);
  const gain = (row, method) => Math.min(100, best(row) / method.variance);
  const variance = (title, of) =>
    numberColumn(title, r => of(r).variance, { bounds: r => of(r).ci });
  const gained = (title, of) => ({
    title,
    num: true,
    value: r => gain(r, of(r)),
    cell: r => numberCell(`${figure(gain(r, of(r)))}×`, figure(of(r).variance)),
  });
  byId("gains").append(
    dataTable(
      "gains",
      "Variance of one draw with 95 % intervals, and gains over the better parent, 100 at most. Click a heading to sort.",
      [
        {
          title: "Problem",
          value: r => r.problem,
          cell: r => el("div", {}, r.problem, el("small", {}, r.title)),
        },
        variance("LR", r => r.lr),
        variance("RP", r => r.rp),
        gained("Optimal", r => r.optimal),
        gained("Learned", r => r.learned),
        ...[0, 1]
          .filter(k => rows[0].batches[k])
          .flatMap(k => [
            gained(`${rows[0].batches[k].draws} kept`, r => r.batches[k].kept),
            gained(`${rows[0].batches[k].draws} first`, r => r.batches[k].first),
          ]),
        gained("Antithetic", r => r.even_draws.antithetic),
        gained("Sobol RP", r => r.even_draws.sobol_reparameterization),
        gained("128 kept", r => r.even_draws.optimal),
        gained("Sobol flow", r => r.even_draws.sobol_flow),
      ],
      rows,
    ),
  );
}

function showPage() {
  [flowHeadline, boxesChart, linesChart, slicesChart, planeChart, planeTable, gainTable].forEach(
    show => show(),
  );
}
