// The variance over the plane of weights and tails; flow.js calls it.

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
  const choices = Object.entries(BASELINES).map(([baseline, name]) => [name, baseline]);
  segment(byId("baseline"), choices, chosen, baseline => {
    chosen = baseline;
    drawCharts();
  });
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
  const columns = [
    { title: "Point", value: r => pointName(r.id), cell: r => pointName(r.id) },
    { title: "Baseline", value: r => r.baseline, cell: r => BASELINES[r.baseline] },
    numberColumn("Variance", r => r.variance, { bounds: r => r.ci }),
    numberColumn("Weight w", r => r.weight),
    numberColumn("Tail t", r => r.tail),
  ];
  byId("figures").append(
    dataTable(
      "points",
      "The marked points, with 95 % intervals. Click a heading to sort.",
      columns,
      rows,
      r => (r.id === "best" ? "winner" : null),
    ),
  );
}
