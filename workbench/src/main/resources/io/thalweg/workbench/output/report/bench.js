// The page of a comparison of speed: what report.js calls for results of that kind.

const SIDES = [
  ["ours_us", "ours", "--e1"],
  ["torch_us", "PyTorch", "--e2"],
  ["jax_us", "JAX", "--e3"],
  ["gymnasium_us", "Gymnasium", "--e4"],
];
const threadsOf = row => (row.threads > 1 ? `, ${row.threads} threads` : "");
const nameOf = row => `${row.workload} ${row.variant}${threadsOf(row)}`;
const micros = value => figure(value, 3);

/** The names of rows; the first row of a workload names it, on a line of its own where there is little room. */
function rowAxis(theme, rows, narrow) {
  const label = (row, i) => {
    const variant = plain(row.variant + threadsOf(row));
    const workload =
      i && rows[i - 1].workload === row.workload
        ? ""
        : `<b>${plain(row.workload)}</b>${narrow ? "<br>" : ": "}`;
    return `${workload}${variant}  `;
  };
  return axis(theme, "", {
    tickvals: rows.map((_, i) => i),
    ticktext: rows.map(label),
    range: [rows.length - 0.4, -0.6],
    fixedrange: true,
    tickfont: { size: narrow ? 10 : 12, color: theme.muted },
  });
}

function ratioChart(rows) {
  const [low, high] = logRange(rows.flatMap(row => row.ratio_spread));
  addChart("ratios", {
    height: 120 + 30 * rows.length,
    alt:
      "Time of the fastest peer over ours: " +
      rows.map(row => `${nameOf(row)} ${ratio(row.ratio_to_faster)}`).join("; "),
    build: (theme, narrow) => ({
      traces: [
        {
          type: "scatter",
          mode: "markers",
          x: rows.map(row => row.ratio_to_faster),
          y: rows.map((_, i) => i),
          error_x: {
            type: "data",
            symmetric: false,
            thickness: 2,
            width: 4,
            color: theme.muted,
            array: rows.map(row => row.ratio_spread[1] - row.ratio_to_faster),
            arrayminus: rows.map(row => row.ratio_to_faster - row.ratio_spread[0]),
          },
          marker: {
            size: 11,
            symbol: rows.map(row => (row.ratio_to_faster > 1 ? "circle" : "x")),
            color: rows.map(row => theme.colour(row.ratio_to_faster > 1 ? "--e1" : "--e2")),
          },
          text: rows.map(
            row =>
              `${plain(nameOf(row))}: ${ratio(row.ratio_to_faster)}, ${interval(row.ratio_spread)}`,
          ),
          hoverinfo: "text",
        },
      ],
      layout: {
        yaxis: rowAxis(theme, rows, narrow),
        xaxis: logAxis(theme, "time of the fastest peer / ours", [
          Math.min(low, -0.2),
          Math.max(high, 0.2),
        ]),
        shapes: [
          {
            type: "line",
            yref: "paper",
            x0: 1,
            x1: 1,
            y0: 0,
            y1: 1,
            line: { color: theme.muted, width: 2, dash: "dash" },
          },
        ],
      },
    }),
  });
}

function timeChart(rows) {
  const sides = SIDES.filter(([field]) => rows.some(row => isNumber(row[field])));
  addChart("times", {
    height: 150 + 30 * rows.length,
    alt:
      "Microseconds of one operation: " +
      rows
        .map(
          row =>
            `${nameOf(row)} ${sides.map(([field, name]) => `${name} ${micros(row[field])}`).join(", ")}`,
        )
        .join("; "),
    build: (theme, narrow) => ({
      traces: sides.map(([field, name, colour], n) => ({
        type: "scatter",
        mode: "markers",
        name,
        x: rows.map(row => row[field]),
        y: rows.map((_, i) => i),
        marker: { size: 10, color: theme.colour(colour), symbol: MARKS[n][0] },
        text: rows.map(row => `${plain(nameOf(row))}, ${name}: ${micros(row[field])} µs`),
        hoverinfo: "text",
      })),
      layout: {
        showlegend: true,
        legend: { orientation: "h", y: 1, yanchor: "bottom", x: 0 },
        margin: { l: 20, r: 20, t: 50, b: 50 },
        yaxis: rowAxis(theme, rows, narrow),
        xaxis: logAxis(
          theme,
          "microseconds of one operation",
          logRange(rows.flatMap(row => known(sides.map(([field]) => row[field])))),
        ),
      },
    }),
  });
}

function growthChart(curves) {
  const timed = curves.filter(curve => curve.unit === "µs");
  if (!timed.length) return dropSection("growth");
  const relative = curve =>
    curve.points.map(([x, y]) => [x / curve.points[0][0], y / curve.points[0][1]]);
  const all = timed.flatMap(relative);
  const ends = [0, 1].map(i => Math.max(...all.map(point => point[i])));
  const least = Math.min(...all.map(point => point[1]));
  addChart("growth", {
    height: 420,
    alt:
      "Slopes of time against size: " +
      timed
        .map(curve => `${curve.estimator} against ${curve.against} ${figure(curve.slope)}`)
        .join("; "),
    build: (theme, narrow) => ({
      traces: [
        ...timed.map((curve, n) => ({
          type: "scatter",
          mode: "lines+markers",
          name: plain(`${curve.estimator}, ${curve.against}`),
          x: relative(curve).map(p => p[0]),
          y: relative(curve).map(p => p[1]),
          line: { color: theme.colour(`--e${n + 1}`), width: 2 },
          marker: { size: 9, symbol: MARKS[n][0] },
          text: curve.points.map(
            ([x, y]) =>
              `${plain(curve.estimator)}, ${figure(x)} ${plain(curve.against)}: ${micros(y)} µs`,
          ),
          hoverinfo: "text",
        })),
        {
          type: "scatter",
          mode: "lines",
          name: "proportional",
          x: [1, ends[0]],
          y: [1, ends[0]],
          hoverinfo: "skip",
          line: { color: theme.muted, width: 2, dash: "dash" },
        },
      ],
      layout: {
        showlegend: true,
        legend: { orientation: "h", y: 1, yanchor: "bottom", x: 0 },
        margin: { l: 20, r: 20, t: narrow ? 120 : 90, b: 50 },
        xaxis: logAxis(theme, "size / smallest", [-0.1, Math.log10(ends[0]) + 0.1]),
        yaxis: logAxis(theme, "time / that of smallest", [
          Math.log10(least) - 0.2,
          Math.log10(Math.max(...ends)) + 0.2,
        ]),
      },
    }),
  });
}

function growthTable(curves) {
  const end = (title, at) => ({
    title,
    num: true,
    value: c => at(c)[1],
    cell: c =>
      numberCell(
        figure(at(c)[1], 3),
        `at ${at(c)[0].toLocaleString("en", { maximumFractionDigits: 1 })}`,
      ),
  });
  byId("slopes").append(
    dataTable(
      "slopes",
      "Figures at the smallest and the largest size, and the slope of one logarithm against the other.",
      [
        { title: "Estimator", value: c => c.estimator, cell: c => c.estimator, text: true },
        { title: "Of", value: c => c.unit, cell: c => c.unit, text: true },
        { title: "Against", value: c => c.against, cell: c => c.against, text: true },
        end("Smallest", c => c.points[0]),
        end("Largest", c => c.points[c.points.length - 1]),
        {
          title: "Slope",
          num: true,
          value: c => c.slope,
          cell: c => numberCell(c.slope.toFixed(2)),
        },
      ],
      curves,
    ),
  );
}

function showPage() {
  const rows = results.workloads || [];
  const compared = rows.filter(row => isNumber(row.ratio_to_faster));
  const won = compared.filter(row => row.ratio_to_faster > 1).length;
  if (compared.length) {
    headline(
      `Faster than the fastest peer in ${won} of ${compared.length} comparisons, slower in ${compared.length - won}`,
      "A comparison is a workload, an estimator and a number of threads; the fastest of PyTorch, JAX and Gymnasium counts.",
    );
  } else
    headline(
      "Our times, with no peer to compare them with",
      "Give a Python that has PyTorch, JAX and Gymnasium with --peers.",
    );
  for (const note of results.notes || []) notice(`${note}.`, true);
  if (compared.length) ratioChart(compared);
  else dropSection("ratios");
  if (rows.length) {
    timeChart(rows);
    const ratios = {
      ...numberColumn("Ratio", row => row.ratio_to_faster, { bounds: row => row.ratio_spread }),
      cell: row =>
        numberCell(
          figure(row.ratio_to_faster),
          interval(row.ratio_spread),
          row.ratio_to_faster > 1,
        ),
    };
    const sides = SIDES.filter(([field]) => rows.some(row => isNumber(row[field]))).map(
      ([field, name]) => numberColumn(name[0].toUpperCase() + name.slice(1), row => row[field]),
    );
    byId("figures").append(
      dataTable(
        "figures",
        "Microseconds of one operation, medians of rounds; lowest and highest ratio of a round in brackets.",
        [
          {
            title: "Workload",
            value: row => nameOf(row),
            cell: row => el("div", {}, row.variant, el("small", {}, row.workload)),
          },
          ...(compared.length ? [ratios] : []),
          ...sides,
          ...(rows.some(row => row.steps)
            ? [
                numberColumn("Ours, million steps/s", row =>
                  row.steps ? row.steps / row.ours_us : null,
                ),
              ]
            : []),
          numberColumn("Threads", row => row.threads, { show: count }),
        ],
        rows,
      ),
    );
  } else ["times", "figures"].forEach(dropSection);
  const curves = results.growth || [];
  if (curves.length) growthTable(curves);
  else dropSection("slopes");
  growthChart(curves);
}
