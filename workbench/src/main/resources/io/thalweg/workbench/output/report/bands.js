// Curves with bands, one for each estimator, of the pages of trainings; curves.js and returns.js call it.

/** The area between the lower and the upper end of an estimator's points. */
const band = (theme, id, points) => ({
  type: "scatter",
  mode: "lines",
  legendgroup: id,
  x: [...points.map(p => p.x), ...points.map(p => p.x).reverse()],
  y: [...points.map(p => p.high), ...points.map(p => p.low).reverse()],
  fill: "toself",
  fillcolor: theme.of(id) + "2e",
  line: { width: 0 },
  hoverinfo: "skip",
});

/**
 * Traces of one estimator: a band where there are several seeds, a line, and a mark at its end, which tells estimators
 * apart without colour. A point has x, y, low and high; text(point) is said where the pointer is.
 */
function bandedLine(theme, id, points, { dash, several, text }) {
  const line = {
    type: "scatter",
    mode: "lines",
    legendgroup: id,
    x: points.map(p => p.x),
    y: points.map(p => p.y),
    hoverinfo: "text",
    line: { color: theme.of(id), dash, width: 2.4 },
    text: points.map(text),
  };
  const end = {
    ...line,
    mode: "markers",
    x: line.x.slice(-1),
    y: line.y.slice(-1),
    text: line.text.slice(-1),
    marker: {
      symbol: markOf(id)[0] + (isBiased(id) ? "-open" : ""),
      size: 9,
      color: theme.of(id),
      line: { width: 2, color: theme.of(id) },
    },
  };
  return [...(several ? [band(theme, id, points)] : []), line, end];
}
