// Boxes of probability before and after the mean moves; flow.js calls it.

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
