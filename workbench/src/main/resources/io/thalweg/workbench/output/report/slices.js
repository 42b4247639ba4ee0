// Horizontal slices under a density, and the law of their edges; flow.js calls it.

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
