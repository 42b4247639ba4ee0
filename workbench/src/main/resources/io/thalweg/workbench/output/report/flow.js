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

function tall(id, height) {
  byId(id).style.height = `${height}px`;
}

/** Gold where a box gains, grey where it loses; the stronger the more. */
function changeColours(theme, changes) {
  const most = Math.max(...changes.map(Math.abs));
  return changes.map(c =>
    fade(theme.colour(c > 0 ? "--gain" : "--loss"), 0.12 + (0.88 * Math.abs(c)) / most),
  );
}

// ---------------------------------------------------------------- boxes

const widths = edges => edges.slice(1).map((edge, i) => edge - edges[i]);
const centres = edges => edges.slice(1).map((edge, i) => (edge + edges[i]) / 2);
const heights = row => row.masses.map((mass, i) => mass / widths(row.edges)[i]);

function boxTraces(theme, way, n, changes, what) {
  const { before, after } = way,
    colours = changeColours(theme, changes);
  const bar = (row, marker, more) => ({
    type: "bar",
    x: centres(row.edges),
    y: heights(row),
    width: widths(row.edges),
    marker,
    xaxis: `x${n}`,
    yaxis: `y${n + 1}`,
    ...more,
  });
  const text = changes.map(
    (change, i) =>
      `box ${i + 1}<br>mass ${figure(before.masses[i])} → ${figure(after.masses[i])}` +
      `<br>f ${figure(before.values[i])} → ${figure(after.values[i])}<br>change of ${what} ${signed(change)}`,
  );
  return [
    bar(
      after,
      { color: colours, line: { color: theme.muted, width: 0.8 } },
      { text, hoverinfo: "text", textposition: "none" },
    ),
    bar(
      before,
      { color: "rgba(0,0,0,0)", line: { color: theme.ink, width: 1.2 } },
      { hoverinfo: "skip" },
    ),
    {
      type: "scatter",
      mode: "lines",
      x: pictures.boxes.x,
      y: pictures.boxes.after,
      xaxis: `x${n}`,
      yaxis: `y${n + 1}`,
      hoverinfo: "skip",
      line: { color: theme.muted, width: 2, dash: "dot" },
    },
    {
      type: "scatter",
      mode: "lines",
      x: pictures.boxes.x,
      y: pictures.boxes.f,
      xaxis: `x${n}`,
      yaxis: `y${n}`,
      hoverinfo: "skip",
      line: { color: theme.muted, width: 1.6 },
    },
    {
      type: "scatter",
      mode: "markers",
      x: after.middles,
      y: after.values,
      xaxis: `x${n}`,
      yaxis: `y${n}`,
      text,
      hoverinfo: "text",
      marker: { size: 11, color: colours, line: { color: theme.ink, width: 1 } },
    },
  ];
}

function boxesChart() {
  const { lr, rp, change } = pictures.boxes;
  const gains = way =>
    way.before[way === lr ? "masses" : "values"].map(
      (v, i) => way.after[way === lr ? "masses" : "values"][i] - v,
    );
  addChart("boxes", {
    height: 520,
    note: `Both sums estimate how E f changes, which is ${signed(change)}.`,
    alt: `Boxes of probability before and after the mean moves: LR adds up ${figure(lr.change)}, RP ${figure(rp.change)}, with many boxes ${figure(change)}`,
    build: (theme, narrow) => {
      tall("boxes", narrow ? 860 : 520);
      const at = pair(narrow),
        top = Math.max(...heights(lr.before), ...heights(lr.after)) * 1.1;
      const axes = {},
        traces = [],
        annotations = [];
      [
        [lr, "ΔP", "LR: edges stay, mass P changes", "Σ ΔP f(x)"],
        [rp, "f", "RP: mass P stays, edges move", "Σ P Δf(x)"],
      ].forEach(([way, what, name, formula], k) => {
        const n = 2 * k + 1,
          colour = theme.colour(k ? "--rp" : "--lr"),
          id = i => (i === 1 ? "" : i);
        traces.push(
          ...boxTraces(theme, way, n, gains(way), k ? "f" : "P"),
          ...moves(theme, way, gains(way), n),
        );
        axes[`xaxis${id(n)}`] = axis(theme, "<i>x</i>", {
          domain: at[k].x,
          anchor: `y${id(n + 1)}`,
          showgrid: false,
        });
        axes[`yaxis${id(n)}`] = axis(theme, "<i>f</i>", {
          domain: part(at[k].y, 0.64, 0.9),
          anchor: `x${id(n)}`,
          showgrid: false,
          nticks: 3,
        });
        axes[`yaxis${n + 1}`] = axis(theme, "density", {
          domain: part(at[k].y, 0, 0.58),
          anchor: `x${id(n)}`,
          range: [0, top],
          showgrid: false,
          nticks: 5,
        });
        annotations.push(
          heading(
            `<b style="color:${colour}">${name}</b><br>${formula} = <b>${signed(way.change)}</b>`,
            at[k].x[0],
            part(at[k].y, 0, 0.92)[1],
          ),
        );
      });
      return {
        traces,
        layout: {
          ...axes,
          annotations,
          barmode: "overlay",
          bargap: 0,
          margin: { l: 20, r: 10, t: 36, b: 50 },
        },
      };
    },
  });
}

/** Arrows from before to after, [from, to] each a point. */
function arrows(pairs, colour, place, more) {
  const ends = pairs.filter(([from, to]) => Math.hypot(to[0] - from[0], to[1] - from[1]) > 0.01),
    flat = k => ends.flatMap(([from, to]) => [from[k], to[k], null]);
  return {
    type: "scatter",
    mode: "lines+markers",
    x: flat(0),
    y: flat(1),
    ...place,
    hoverinfo: "skip",
    line: { color: colour, width: 1.6 },
    marker: {
      symbol: "arrow",
      angleref: "previous",
      size: ends.flatMap(() => [0, 9, 0]),
      opacity: 1,
      color: colour,
      line: { width: 0 },
      ...more,
    },
  };
}

/** How the tops of the boxes move, and their middles along the graph of f. */
function moves(theme, { before, after }, changes, n) {
  const tops = row => heights(row).map((height, i) => [centres(row.edges)[i], height]),
    points = row => row.middles.map((x, i) => [x, row.values[i]]);
  const along = sign =>
    points(before)
      .map((from, i) => [from, points(after)[i]])
      .filter((_, i) => changes[i] * sign > 0);
  return [
    arrows(
      tops(before).map((from, i) => [from, tops(after)[i]]),
      theme.ink,
      { xaxis: `x${n}`, yaxis: `y${n + 1}` },
    ),
    ...[1, -1].map(sign =>
      arrows(
        along(sign),
        theme.colour(sign > 0 ? "--gain" : "--loss"),
        { xaxis: `x${n}`, yaxis: `y${n}` },
        { standoff: 5, size: 11 },
      ),
    ),
  ];
}

// ---------------------------------------------------------------- flow lines

function flowTraces(theme, flow, n) {
  const place = { xaxis: `x${n}`, yaxis: `y${n}`, hoverinfo: "skip", type: "scatter" };
  const curve = { ...place, x: flow.x, y: flow.density, mode: "lines" };
  const lines = flow.lines.map(line => {
    const head = Math.max(1, Math.round(0.55 * (line.x.length - 1)));
    return {
      ...place,
      mode: "lines+markers",
      x: line.x,
      y: line.h,
      line: { color: theme.colour("--rp"), width: 1.7, simplify: false },
      marker: {
        symbol: "arrow",
        angleref: "previous",
        size: line.x.map((_, i) => (i === head ? 13 : 0)),
        color: theme.colour("--rp"),
        line: { width: 0 },
      },
    };
  });
  const most = Math.max(...flow.change.map(Math.abs));
  // What the density gains and loses a moment later.
  const band = sign => {
    const y = flow.density.map(
      (p, i) =>
        p +
        (flow.change[i] * sign > 0
          ? (0.11 * Math.max(...flow.density) * flow.change[i]) / most
          : 0),
    );
    return {
      ...place,
      mode: "lines",
      x: [...flow.x, ...[...flow.x].reverse()],
      y: [...y, ...[...flow.density].reverse()],
      fill: "toself",
      fillcolor: fade(theme.colour(sign > 0 ? "--gain" : "--loss"), 0.6),
      line: { width: 0 },
    };
  };
  return [
    { ...curve, fill: "tozeroy", fillcolor: fade(theme.colour("--lr"), 0.07), line: { width: 0 } },
    band(1),
    band(-1),
    ...lines,
    {
      ...curve,
      line: { color: theme.colour("--lr"), width: 3.6, simplify: false },
      hoverinfo: "text",
      text: flow.x.map(
        (x, i) =>
          `x ${figure(x)}<br>density ${figure(flow.density[i])}<br>dp/dθ ${signed(flow.change[i])}`,
      ),
    },
  ];
}

function linesChart() {
  const { mean: shift, deviation: spread } = pictures.lines;
  addChart("flowlines", {
    height: 430,
    alt: "Lines of the flow under a normal density: level when the mean moves, in at the top and out at the flanks when the deviation grows",
    build: (theme, narrow) => {
      tall("flowlines", narrow ? 740 : 430);
      const at = pair(narrow),
        axes = {},
        traces = [],
        annotations = [];
      [
        [shift, "<b>The mean grows:</b> u = 1"],
        [spread, "<b>The deviation grows:</b> u = x − μ"],
      ].forEach(([flow, name], k) => {
        const n = k + 1,
          id = k ? "2" : "",
          high = Math.max(...flow.density);
        traces.push(...flowTraces(theme, flow, n));
        axes[`xaxis${id}`] = axis(theme, "<i>x</i>", {
          domain: at[k].x,
          anchor: `y${id}`,
          showgrid: false,
          range: [flow.x[0], flow.x[flow.x.length - 1]],
        });
        axes[`yaxis${id}`] = axis(theme, "height <i>h</i>", {
          domain: part(at[k].y, 0, 0.92),
          anchor: `x${id}`,
          showgrid: false,
          range: [0, 1.16 * high],
          nticks: 5,
        });
        annotations.push(heading(name, at[k].x[0], part(at[k].y, 0, 0.93)[1]));
      });
      return { traces, layout: { ...axes, annotations, margin: { l: 20, r: 10, t: 36, b: 50 } } };
    },
  });
}

// ---------------------------------------------------------------- slices

function slicesChart() {
  const {
    x,
    density,
    edges,
    heights: levels,
    left,
    right,
    bins,
    histogram,
    draws,
  } = pictures.slices;
  const thickness = levels[1] - levels[0];
  addChart("slices", {
    height: 400,
    note: `The histogram is of ${draws.toLocaleString("en")} edges that were drawn.`,
    alt: "Left: horizontal slices under a normal density. Right: the law of their edges, which has two humps and is zero at the mean",
    build: (theme, narrow) => {
      tall("slices", narrow ? 720 : 400);
      const at = pair(narrow),
        lr = theme.colour("--lr"),
        range = [x[0], x[x.length - 1]];
      const line = (n, y, style, more) => ({
        type: "scatter",
        mode: "lines",
        x,
        y,
        xaxis: `x${n}`,
        yaxis: `y${n}`,
        hoverinfo: "skip",
        line: style,
        ...more,
      });
      const slices = {
        type: "bar",
        orientation: "h",
        base: left,
        x: right.map((v, i) => v - left[i]),
        y: levels,
        width: 0.84 * thickness,
        xaxis: "x",
        yaxis: "y",
        marker: { color: fade(theme.muted, 0.28) },
        hoverinfo: "skip",
      };
      const ends = {
        type: "scatter",
        mode: "markers",
        x: [...left, ...right],
        y: [...levels, ...levels],
        xaxis: "x",
        yaxis: "y",
        hoverinfo: "skip",
        marker: {
          size: 13,
          symbol: "line-ns",
          line: {
            width: 4,
            color: [
              ...left.map(() => theme.colour("--loss")),
              ...right.map(() => theme.colour("--gain")),
            ],
          },
        },
      };
      const drawn = {
        type: "bar",
        x: centres(bins),
        y: histogram,
        width: widths(bins),
        xaxis: "x2",
        yaxis: "y2",
        marker: { color: fade(lr, 0.28), line: { width: 0 } },
        text: histogram.map(h => `drawn: ${figure(h)}`),
        textposition: "none",
        hoverinfo: "text",
      };
      const note = (text, n, at, y, more) => ({
        text,
        x: at,
        y,
        xref: `x${n}`,
        yref: `y${n}`,
        showarrow: false,
        xanchor: "left",
        font: { size: 13, ...more },
      });
      const peak = edges.indexOf(Math.max(...edges.slice(x.length / 2)), x.length / 2),
        axes = {};
      ["", "2"].forEach((id, k) => {
        axes[`xaxis${id}`] = axis(theme, "<i>x</i>", {
          domain: at[k].x,
          anchor: `y${id}`,
          showgrid: false,
          range,
        });
        axes[`yaxis${id}`] = axis(theme, k ? "density of an edge" : "height <i>h</i>", {
          domain: part(at[k].y, 0, 0.92),
          anchor: `x${id}`,
          showgrid: false,
          range: [0, 1.06 * Math.max(...density)],
          nticks: 5,
        });
      });
      return {
        traces: [
          slices,
          line(1, density, { color: theme.muted, width: 2 }),
          ends,
          drawn,
          line(2, edges, { color: lr, width: 3 }),
          line(2, density, { color: theme.muted, width: 2, dash: "dot" }),
        ],
        layout: {
          ...axes,
          barmode: "overlay",
          margin: { l: 20, r: 10, t: 36, b: 50 },
          annotations: [
            heading(
              "<b>Horizontal slices,</b> and their edges",
              at[0].x[0],
              part(at[0].y, 0, 0.93)[1],
            ),
            heading(
              `<b style="color:${lr}">Where an edge falls:</b> q(x)`,
              at[1].x[0],
              part(at[1].y, 0, 0.93)[1],
            ),
            note("q", 2, x[peak] + 0.45, edges[peak], { color: lr, size: 15 }),
            note("p", 2, 0.45, 0.98 * Math.max(...density), { color: theme.muted, size: 15 }),
            {
              ...note("<b>− f</b>", 2, -x[peak], edges[peak] / 3, { size: 15 }),
              xanchor: "center",
            },
            { ...note("<b>+ f</b>", 2, x[peak], edges[peak] / 3, { size: 15 }), xanchor: "center" },
          ],
        },
      };
    },
  });
}

// ---------------------------------------------------------------- variance over the plane

const BASELINES = {
  none: "no baseline",
  constant: "best constant for LR",
  score: "best multiple of the score",
};
const surfaceOf = baseline =>
  pictures.plane.surfaces.find(surface => surface.baseline === baseline);
const markOn = (surface, id) => surface.marks.find(mark => mark.id === id);

function markText(mark, baseline) {
  return [
    `<b>${plain(pointName(mark.id))}</b>`,
    `variance ${figure(mark.variance)} ${interval(mark.ci)}`,
    `weight w ${figure(mark.weight)}, tail t ${figure(mark.tail)}`,
    BASELINES[baseline],
  ].join("<br>");
}

/** A mark beyond the picture stands at its edge, and its name says where it is. */
function within(mark) {
  const { weights, tails } = pictures.plane,
    clamp = (v, range) => Math.min(range[range.length - 1], Math.max(range[0], v));
  const weight = clamp(mark.weight, weights),
    tail = clamp(mark.tail, tails),
    beyond = weight !== mark.weight || tail !== mark.tail;
  return {
    ...mark,
    weight,
    tail,
    beyond: beyond ? ` beyond, at w = ${figure(mark.weight)}, t = ${figure(mark.tail)}` : "",
  };
}

/** A name for each mark, LR and RP below theirs and the others above, further off where it would cover another. */
function names(theme, marks, width) {
  const { weights, tails } = pictures.plane;
  const across = width / (weights[weights.length - 1] - weights[0]),
    up = 420 / (tails[tails.length - 1] - tails[0]);
  const placed = marks.map(mark => ({ x: mark.weight * across, y: mark.tail * up, half: 9 }));
  return marks.map(mark => {
    const text = `${pointName(mark.id)} ${figure(mark.variance)}${mark.beyond}`,
      half = 4.2 * text.length + 6,
      side = ["lr", "rp"].includes(mark.id) || mark.tail > tails[tails.length - 3] ? -1 : 1;
    const x = Math.min(
      Math.max(mark.weight * across, weights[0] * across + half),
      weights[weights.length - 1] * across - half,
    );
    const free = y =>
      placed.every(
        other => Math.abs(other.y - y) > 21 || Math.abs(other.x - x) > other.half + half,
      );
    let shift = 22 * side;
    while (!free(mark.tail * up + shift)) shift += 2 * side;
    placed.push({ x, y: mark.tail * up + shift, half });
    return {
      x: mark.weight,
      y: mark.tail,
      xshift: x - mark.weight * across,
      yshift: shift,
      showarrow: false,
      bgcolor: fade(theme.colour("--card"), 0.88),
      borderpad: 2,
      text: `<b style="color:${pointColour(theme, mark.id)}">${plain(pointName(mark.id))}</b> ${figure(mark.variance)}${mark.beyond}`,
      font: { size: 13, color: theme.ink },
    };
  });
}

function planeTraces(theme, surface, range, narrow) {
  const { weights, tails } = pictures.plane,
    logs = surface.variance.map(row => row.map(v => Math.log10(Math.max(v, 10 ** range[0]))));
  const powers = [];
  for (let p = Math.ceil(range[0]); p <= range[1]; p++) powers.push(p);
  const ticks = powers.length > 2 ? powers : [range[0], (range[0] + range[1]) / 2, range[1]];
  const field = {
    type: "contour",
    x: weights,
    y: tails,
    z: logs,
    zmin: range[0],
    zmax: range[1],
    colorscale: "Viridis",
    contours: { coloring: "heatmap", start: Math.floor(range[0]), end: range[1], size: 0.1 },
    line: { color: "rgba(255,255,255,.38)", width: 0.8, smoothing: 1 },
    colorbar: {
      title: {
        text: "variance",
        side: narrow ? "top" : "right",
        font: { size: 13, color: theme.muted },
      },
      tickvals: ticks,
      ticktext: ticks.map(t => figure(10 ** t, 2)),
      tickfont: { size: 12, color: theme.muted },
      outlinewidth: 0,
      thickness: 14,
      ...(narrow ? { orientation: "h", y: -0.2, yanchor: "top" } : {}),
    },
    text: surface.variance.map((row, j) =>
      row.map((v, i) => `w ${figure(weights[i])}, t ${figure(tails[j])}<br>variance ${figure(v)}`),
    ),
    hoverinfo: "text",
  };
  const marks = surface.marks.map(mark => ({
    type: "scatter",
    mode: "markers",
    cliponaxis: false,
    x: [within(mark).weight],
    y: [within(mark).tail],
    hovertext: [markText(mark, surface.baseline)],
    hoverinfo: "text",
    marker: {
      symbol: pointMark(mark.id),
      size: mark.id === "best" ? 19 : 14,
      color: pointColour(theme, mark.id),
      line: { color: "#ffffff", width: 2 },
    },
  }));
  return [field, ...marks];
}

function planeChart() {
  const all = pictures.plane.surfaces
    .flatMap(surface => surface.variance.flat())
    .filter(v => v > 0)
    .map(Math.log10)
    .sort((a, b) => a - b);
  // One scale for all baselines; the steepest corner may leave it, so that the valley keeps its contours.
  const top = all[Math.floor(0.98 * (all.length - 1))],
    range = [Math.max(all[0], top - 6), top];
  let chosen = "constant";
  const buttons = Object.entries(BASELINES).map(([baseline, name]) => {
    const button = el(
      "button",
      { type: "button", "aria-pressed": String(baseline === chosen) },
      name,
    );
    button.addEventListener("click", () => {
      chosen = baseline;
      buttons.forEach(other => other.setAttribute("aria-pressed", String(other === button)));
      drawCharts();
    });
    return button;
  });
  byId("baseline").append(...buttons);
  const { weights, tails } = pictures.plane;
  addChart("plane", {
    height: 560,
    alt:
      "Variance over weight and tail: " +
      surfaceOf(chosen)
        .marks.map(
          m =>
            `${pointName(m.id)} ${figure(m.variance)} at w ${figure(m.weight)}, t ${figure(m.tail)}`,
        )
        .join(", "),
    build: (theme, narrow) => {
      tall("plane", narrow ? 600 : 560);
      const inside = surfaceOf(chosen).marks.map(within);
      return {
        traces: planeTraces(theme, surfaceOf(chosen), range, narrow),
        layout: {
          margin: { l: 20, r: 10, t: 36, b: 60 },
          annotations: names(theme, inside, byId("plane").clientWidth - (narrow ? 70 : 160)),
          xaxis: axis(theme, "weight <i>w</i> of the path, u = <i>w</i> dx/dθ", {
            range: [weights[0], weights[weights.length - 1]],
            showgrid: false,
          }),
          yaxis: axis(theme, "tail weight <i>t</i> of q", {
            range: [tails[0], tails[tails.length - 1]],
            showgrid: false,
          }),
        },
      };
    },
  });
}

function planeTable() {
  const rows = pictures.plane.surfaces.flatMap(surface =>
    surface.marks.map(mark => ({ ...mark, baseline: surface.baseline })),
  );
  const number = (title, value, small) => ({
    title,
    num: true,
    value,
    cell: row => numberCell(figure(value(row)), small && small(row)),
  });
  const columns = [
    { title: "Point", value: r => pointName(r.id), cell: r => pointName(r.id) },
    { title: "Baseline", value: r => r.baseline, cell: r => BASELINES[r.baseline] },
    number("Weight w", r => r.weight),
    number("Tail t", r => r.tail),
    number(
      "Variance",
      r => r.variance,
      r => interval(r.ci),
    ),
  ];
  byId("figures").append(
    dataTable(
      "The marked points, with 95 % intervals. Click a heading to sort.",
      columns,
      rows,
      r => (r.id === "best" ? "winner" : null),
    ),
  );
}

function flowHeadline() {
  const surface = surfaceOf("constant"),
    [lr, rp, best] = ["lr", "rp", "best"].map(id => markOn(surface, id));
  const better = lr.variance < rp.variance ? lr : rp,
    gain = better.variance / best.variance;
  headline(
    gain === Infinity
      ? "Between and beyond LR and RP: no variance at all"
      : gain > 1.05
        ? `Between and beyond LR and RP: ${ratio(gain)} less variance than the better of the two`
        : `Here nothing of the plane beats ${pointName(better.id)} by much`,
    `The gradient of E f by likelihood ratio (LR) has variance ${figure(lr.variance)}, by reparameterisation (RP) ${figure(rp.variance)}; ` +
      `with the path’s weight w = ${figure(best.weight, 2)} and the tails stretched by t = ${figure(best.tail)} it is ${figure(best.variance)}. ` +
      "Both are one flow of probability, counted in two ways: the pictures show how.",
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
  const variance = (title, of) => ({
    title,
    num: true,
    value: r => of(r).variance,
    cell: r => numberCell(figure(of(r).variance), interval(of(r).ci)),
  });
  const gained = (title, of) => ({
    title,
    num: true,
    value: r => gain(r, of(r)),
    cell: r => numberCell(`${figure(gain(r, of(r)))}×`, figure(of(r).variance)),
  });
  byId("gains").append(
    dataTable(
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
