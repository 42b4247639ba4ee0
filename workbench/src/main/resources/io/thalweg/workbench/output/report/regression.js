// The page of a study of regression: what report.js calls for results of that kind.

const ratiosAfter = (row, n) => row.regression[n].map(variance => row.best_other[n] / variance);
const needed = values =>
  numberCell(
    isNumber(median(values)) ? figure(median(values), 4) : "more",
    `${known(values).length} of ${values.length}`,
  );

function gainsChart(rows, after) {
  const gain = (row, n) => Math.min(1000, median(ratiosAfter(row, n)));
  addChart("gains", {
    height: 150 + 28 * rows.length,
    alt:
      "Best other over regression: " +
      rows
        .map(r => `${r.id} ${results.learned.map((_, n) => figure(gain(r, n))).join(", ")}`)
        .join("; "),
    build: (theme, narrow) => ({
      traces: results.learned.map((_, n) => ({
        type: "scatter",
        mode: "markers",
        name: `after ${after(n)}`,
        x: rows.map(r => gain(r, n)),
        y: rows.map((_, i) => i),
        marker: { size: 11, color: theme.colour(`--e${n + 1}`), symbol: MARKS[n][0] },
        text: rows.map(
          r => `${plain(r.id)}, after ${after(n)}: ${figure(median(ratiosAfter(r, n)))}×`,
        ),
        hoverinfo: "text",
      })),
      layout: {
        showlegend: true,
        legend: { orientation: "h", y: 1, yanchor: "bottom", x: 0 },
        margin: { l: 20, r: 20, t: narrow ? 70 : 50, b: 50 },
        yaxis: axis(theme, "", {
          tickvals: rows.map((_, i) => i),
          ticktext: rows.map(r => plain(r.id) + "  "),
          range: [rows.length - 0.4, -0.6],
          fixedrange: true,
        }),
        xaxis: logAxis(theme, "variance, best other / regression", [-0.1, 3.1]),
        shapes: [
          {
            type: "line",
            yref: "paper",
            x0: 1,
            x1: 1,
            y0: 0,
            y1: 1,
            line: { color: theme.line, width: 2, dash: "dash" },
          },
        ],
      },
    }),
  });
}

function showPage() {
  const rows = [...(results.problems || [])].sort(
    (a, b) => median(ratiosAfter(a, 1)) - median(ratiosAfter(b, 1)),
  );
  const after = n => counted(results.learned[n]);
  const means = results.geometric_mean || [];
  headline(
    `Regression has ${ratio(means[1])} less variance than the best other after ${after(1)} evaluations`,
    "The geometric mean over all problems, in which no ratio counts for more than 1,000. Over those that" +
      ` are not solved exactly it is ${ratio((results.geometric_mean_inexact || [])[1])}.`,
  );
  gainsChart(rows, after);
  const name = {
    title: "Problem",
    value: r => r.id,
    cell: r => el("div", {}, r.id, el("small", {}, r.title)),
  };
  const spread = values => [Math.min(...values), Math.max(...values)];
  byId("variances").append(
    dataTable(
      "variances",
      "Variance times evaluations. Small figures in brackets are the lowest and highest seed.",
      [
        name,
        numberColumn("Best other / regression", r => median(ratiosAfter(r, 1)), {
          bounds: r => spread(ratiosAfter(r, 1)),
        }),
        { title: "Best other", value: r => r.best[1], cell: r => el("div", {}, r.best[1]) },
        numberColumn("Its variance", r => r.best_other[1]),
        numberColumn("RLOO", r => r.rloo),
        ...results.learned.map((_, n) =>
          numberColumn(`After ${after(n)}`, r => median(r.regression[n]), {
            bounds: r => spread(r.regression[n]),
          }),
        ),
        numberColumn("µs without f", r => r.micros),
        numberColumn("Pays from µs of f", r => r.break_even),
      ],
      rows,
    ),
  );
  byId("descents").append(
    dataTable(
      "descents",
      "Evaluations until the mean of f is low. A run that did not get there counts as longer than all others.",
      [
        name,
        numberColumn("Down to", r => r.target),
        {
          title: "RLOO",
          num: true,
          value: r => median(r.rloo_needs),
          cell: r => needed(r.rloo_needs),
        },
        {
          title: "Regression",
          num: true,
          value: r => median(r.regression_needs),
          cell: r => needed(r.regression_needs),
        },
      ],
      rows,
    ),
  );
}
