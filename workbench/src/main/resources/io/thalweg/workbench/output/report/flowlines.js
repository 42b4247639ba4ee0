// Flow lines under a density; flow.js calls it.

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
