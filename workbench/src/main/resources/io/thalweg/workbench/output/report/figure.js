// The page of a figure: a chart and a table for each of its panels.

const HOVER = 4; // digits of a value where the pointer is

/** A line with the band of its intervals, and marks that tell lines apart without colour. */
function panelLine(theme, line, n) {
  const colour = theme.colour(`--e${(n % 12) + 1}`);
  const at = i => line.points.map(p => p[i]);
  const many = line.points.length > 40;
  return [
    {
      type: "scatter",
      mode: "lines",
      legendgroup: line.name,
      showlegend: false,
      x: [...at(0), ...at(0).reverse()],
      y: [...at(3), ...at(2).reverse()],
      fill: "toself",
      fillcolor: colour + "2e",
      line: { width: 0 },
      hoverinfo: "skip",
    },
    {
      type: "scatter",
      mode: many ? "lines" : "lines+markers",
      legendgroup: line.name,
      name: line.name,
      x: at(0),
      y: at(1),
      line: { color: colour, width: 2.2, dash: ["solid", "dash", "dot", "dashdot"][n % 4] },
      marker: {
        size: 8,
        color: colour,
        symbol: at(4).map(open => MARKS[n % MARKS.length][0] + (open ? "-open" : "")),
      },
      text: line.points.map(
        ([x, y, low, high, open]) =>
          `${plain(line.name)} at ${figure(x, HOVER)}: ${open ? "below " : ""}${figure(y, HOVER)}` +
          (low < high ? ` (${figure(low, HOVER)} .. ${figure(high, HOVER)})` : ""),
      ),
      hoverinfo: "text",
    },
  ];
}

/** A logarithmic axis has no 0: an interval that reaches it is shown by its upper end. */
function positive(line) {
  const points = line.points.map(([x, y, low, high]) =>
    low > 0 ? [x, y, low, high] : [x, high, high, high, true],
  );
  return { ...line, points: points.filter(p => p[1] > 0) };
}

function panelChart(panel) {
  const all = panel.lines.map(line => (panel.y.logarithmic ? positive(line) : line));
  const lines = all.filter(line => line.points.length);
  const values = i => lines.flatMap(line => line.points.map(p => p[i]));
  const scale = (theme, { title, logarithmic }, i) =>
    logarithmic ? logAxis(theme, title, logRange(values(i))) : axis(theme, title, {});
  addChart(panel.id, {
    height: 460,
    alt: `${panel.title}: ${panel.y.title} against ${panel.x.title} of ${list(lines.map(l => l.name))}`,
    build: (theme, narrow) => ({
      traces: lines.flatMap((line, n) => panelLine(theme, line, n)),
      layout: {
        showlegend: true,
        legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0 },
        margin: { l: narrow ? 50 : 70, r: 20, t: narrow ? 130 : 80, b: 55 },
        xaxis: scale(theme, panel.x, 0),
        yaxis: scale(theme, panel.y, 1),
        shapes: panel.marks.map(({ at }) => ({
          type: "line",
          yref: "paper",
          x0: at,
          x1: at,
          y0: 0,
          y1: 1,
          line: { color: theme.muted, width: 1.5, dash: "dash" },
        })),
        annotations: panel.marks.map(({ at, name }) => ({
          text: name,
          x: panel.x.logarithmic ? Math.log10(at) : at,
          yref: "paper",
          y: 1,
          xanchor: "left",
          yanchor: "top",
          showarrow: false,
          font: { size: 12, color: theme.muted },
        })),
      },
    }),
  });
}

function panelTable(panel) {
  const rows = panel.lines.flatMap(line =>
    line.points.map(([x, y, low, high]) => ({ line: line.name, x, y, bounds: [low, high] })),
  );
  return dataTable(
    panel.id,
    `${panel.y.title} against ${panel.x.title}. Small figures in brackets are the interval.`,
    [
      { title: "Line", value: r => r.line, cell: r => r.line },
      numberColumn(panel.x.title, r => r.x),
      numberColumn(panel.y.title, r => r.y, { bounds: r => r.bounds }),
    ],
    rows,
  );
}

function showPage() {
  headline(results.headline, results.subject);
  for (const panel of results.panels) {
    byId("content").append(
      el(
        "section",
        {},
        el("h2", {}, panel.title),
        el("p", { class: "how" }, panel.how),
        el("div", { class: "chart", id: panel.id, role: "img" }),
        el("details", {}, el("summary", {}, "The figures"), panelTable(panel)),
      ),
    );
    panelChart(panel);
  }
}
