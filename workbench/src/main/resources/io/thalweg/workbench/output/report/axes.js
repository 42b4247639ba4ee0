// Axes, their ranges, and marks that stand at the edge of an axis because they lie beyond it.

function axis(theme, title, more = {}) {
  return {
    title: {
      text: title,
      standoff: 12,
      font: { size: theme.narrow ? 12 : 13, color: theme.muted },
    },
    tickfont: { size: theme.narrow ? 11 : 12, color: theme.muted },
    gridcolor: theme.grid,
    linecolor: theme.line,
    zeroline: false,
    automargin: true,
    tickangle: 0,
    ...more,
  };
}

/** Logarithmic axis over a range of exponents: powers of ten alone where there are many, 1 2 5 or all digits where there are few. */
function logAxis(theme, title, range) {
  const decades = range[1] - range[0];
  const ticks =
    decades > 2.2
      ? { minorloglabels: "none", exponentformat: "power", nticks: theme.narrow ? 4 : 6 }
      : // Plotly shrinks the digits between decades, hence the larger face.
        decades > 0.8
        ? {
            minorloglabels: "complete",
            exponentformat: "none",
            dtick: "D2",
            tickfont: { size: theme.narrow ? 12 : 15, color: theme.muted },
          }
        : { exponentformat: "none", nticks: theme.narrow ? 4 : 8 };
  return axis(theme, title, { type: "log", range, ...ticks });
}

const logsOf = values => values.filter(v => v > 0).map(Math.log10);

/** Exponents with a margin, at least half a decade wide. */
function padded(logs) {
  if (!logs.length) return [-1, 1];
  const low = Math.min(...logs),
    high = Math.max(...logs),
    pad = Math.max(0.08 * (high - low), 0.2);
  return [low - pad, high + pad];
}

/** Log10 range of positive values with a margin. */
const logRange = values => padded(logsOf(values));

const CLIPPED = { share: 1 / 8, decades: 4 }; // at most so many values lie beyond an axis, and only one this long

/** The exponents without the few at their ends that would leave the others less than half of an axis. */
function mostOf(logs) {
  const sorted = [...logs].sort((a, b) => a - b);
  const span = part => part[part.length - 1] - part[0];
  if (sorted.length < 4 || span(sorted) < CLIPPED.decades) return sorted;
  for (let out = 1; out <= Math.max(1, CLIPPED.share * sorted.length); out++) {
    const [rest] = Array.from({ length: out + 1 }, (_, low) =>
      sorted.slice(low, sorted.length - out + low),
    ).sort((a, b) => span(a) - span(b));
    if (span(rest) < span(sorted) / 2) return rest;
  }
  return sorted;
}

/** Log10 range for most of some values, and for as much of their intervals as does not double it. */
function rangeOfMost(rows, value, ci) {
  const positive = rows.filter(row => value(row) > 0);
  const most = mostOf(positive.map(row => Math.log10(value(row))));
  if (!most.length) return padded([]);
  const low = most[0],
    high = most[most.length - 1],
    room = Math.max(1, high - low) / 2;
  const ends = positive
    .filter(row => Math.log10(value(row)) >= low && Math.log10(value(row)) <= high)
    .flatMap(row => logsOf(ci(row) || []));
  return padded([...most, ...ends.map(end => Math.min(Math.max(end, low - room), high + room))]);
}

/** Where a value stands on a logarithmic axis, and its side if it lies beyond: -1, 0 or 1. */
function placeOn([low, high], value) {
  const log = Math.log10(value),
    inset = 0.03 * (high - low);
  if (log > high) return { at: 10 ** (high - inset), side: 1 };
  return log < low ? { at: 10 ** (low + inset), side: -1 } : { at: value, side: 0 };
}
