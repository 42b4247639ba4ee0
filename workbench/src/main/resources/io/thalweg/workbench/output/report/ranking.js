// The efficiency of each estimator, the best at the top; compare.js calls it.

/** The row that others are measured by: the winner, or where it lies beyond the axis the best that does not. */
function yardstick(rows, range) {
  const inside = rows.filter(
    r => isNumber(efficiencyOf(r)) && placeOn(range, efficiencyOf(r)).side === 0,
  );
  return (
    inside.find(r => r.id === outcome().winner) || inside.find(r => r.contests) || inside[0] || null
  );
}

const rankingRange = rows => rangeOfMost(rows, efficiencyOf, efficiencyInterval);

/** The mark of a row, and its interval as far as the axis goes. */
function rankingTrace(theme, row, y, range) {
  const { at, side } = placeOn(range, efficiencyOf(row));
  const mark = side ? beyondMarker(theme, row, "x", side) : marker(theme, row, 13);
  const ends = (efficiencyInterval(row) || [at, at]).map(end =>
    Math.min(Math.max(end, 10 ** range[0]), 10 ** range[1]),
  );
  return {
    type: "scatter",
    mode: "markers",
    legendgroup: row.id,
    x: [at],
    y: [y],
    marker: mark,
    ...(side ? {} : { error_x: bars(theme, row, at, ends) }),
    text: [describe(row)],
    hoverinfo: "text",
  };
}

/** What stands in a row beside its mark: that it has no variance, or that it lies beyond the axis. */
function rankingNote(theme, row, y, range) {
  const note = (text, more) =>
    aside(theme, text, y, {
      xanchor: "right",
      xshift: 0,
      bgcolor: theme.colour("--page"),
      ...more,
    });
  if (isExact(row))
    return [note(theme.narrow ? "no variance →" : "no variance: efficiency without bound →")];
  if (!isNumber(efficiencyOf(row))) return [];
  const { at, side } = placeOn(range, efficiencyOf(row));
  if (side === 0) return [];
  const text = `${theme.narrow ? "" : "beyond this axis: "}${figure(efficiencyOf(row))}`;
  return [
    note(text, {
      x: Math.log10(at),
      xref: "x",
      xanchor: side > 0 ? "right" : "left",
      xshift: -14 * side,
    }),
  ];
}

function rankingChart() {
  const all = ranked();
  addChart("ranking", {
    height: 110 + rowHeight(all) * all.length,
    alt: () =>
      `Estimators from the most to the least efficient in ${CURRENCIES[currency].unit}: ` +
      shownOf(ranked())
        .map(r => `${r.id} ${isExact(r) ? "without bound" : figure(efficiencyOf(r))}`)
        .join(", "),
    build: (theme, narrow) => {
      const rows = shownOf(ranked()),
        range = rankingRange(rows),
        best = yardstick(rows, range);
      tall("ranking", 110 + rowHeight(all) * rows.length);
      const relative = rows.map(r =>
        best && isNumber(efficiencyOf(r)) ? ratio(efficiencyOf(r) / efficiencyOf(best)) : "",
      );
      const widest = Math.max(1, ...relative.map(text => text.length));
      const figures = rows.filter(r => isNumber(efficiencyOf(r)));
      return {
        traces: figures.map(r => rankingTrace(theme, r, rows.indexOf(r), range)),
        layout: {
          margin: { l: 20, r: 22 + 7 * widest, t: 42, b: 50 },
          yaxis: rowsAxis(theme, rows),
          xaxis: {
            ...logAxis(
              theme,
              narrow
                ? `1 / (variance × ${CURRENCIES[currency].unit})`
                : `efficiency, 1 / (variance × ${CURRENCIES[currency].unit})`,
              range,
            ),
            visible: figures.length > 0,
            uirevision: currency + rows.length,
          },
          shapes: rowLines(theme, rows),
          annotations: [
            ...rows.flatMap((r, i) => rankingNote(theme, r, i, range)),
            ...relative.map((text, i) => aside(theme, text, i)),
            ...(best
              ? [
                  aside(theme, `relative to ${inTwoLines(best.id, 99)}`, 1, {
                    yref: "paper",
                    yanchor: "bottom",
                    xanchor: "right",
                    xshift: 12 + 7 * widest,
                    yshift: 4,
                  }),
                ]
              : []),
          ],
        },
      };
    },
  });
}
