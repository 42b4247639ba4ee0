// The page of published experiments that were run again: what report.js calls for results of that kind.

const capital = words => words[0].toUpperCase() + words.slice(1);
const VERDICTS = { met: "met", missed: "missed", shown: "" };

/** The condition of a row as an interval of differences to the published number; null where there is none. */
const tolerance = row => {
  const width = Number((/^± ([\d.]+)$/.exec(row.condition) || [])[1]);
  return isNumber(width) ? width : null;
};

const digits = row => (row.fine ? 5 : 2);
const shown = (row, value) =>
  isNumber(value)
    ? Math.abs(value) >= 1000 || (value !== 0 && Math.abs(value) < 0.01 && digits(row) < 5)
      ? figure(value)
      : value.toFixed(digits(row)).replace("-", "−")
    : "–";

function rowsTable(table) {
  const columns = [
    { title: "Quantity", value: row => row.what, cell: row => el("div", {}, row.what) },
    {
      title: "Ours",
      num: true,
      value: row => row.ours,
      cell: row =>
        numberCell(
          shown(row, row.ours),
          row.seeds > 1 ? `± ${shown(row, row.spread)}, ${row.seeds} seeds` : "",
        ),
    },
    {
      title: "Published",
      num: true,
      value: row => row.published,
      cell: row =>
        isNumber(row.published)
          ? numberCell(shown(row, row.published), row.origin)
          : numberCell("–", ""),
    },
    { title: "Condition", value: row => row.condition, cell: row => el("div", {}, row.condition) },
    {
      title: "Verdict",
      value: row => row.verdict,
      cell: row => el("div", { class: `verdict-${row.verdict}` }, VERDICTS[row.verdict] || ""),
    },
  ];
  return dataTable(
    `table-${table.id}`,
    "Our numbers beside the published ones. Click a heading to sort.",
    columns,
    table.rows,
  );
}

function rankingTable(table) {
  const columns = [
    {
      title: "Estimator",
      value: r => r.estimator,
      cell: r => nameCell(r.estimator, r.biased_by_design ? "biased by design" : ""),
    },
    numberColumn("Variance", r => r.variance),
    numberColumn("Relative bias", r => r.relative_bias, { show: value => figure(value, 2) }),
    { title: "Verdict", value: r => r.verdict, cell: r => el("div", {}, r.verdict) },
    numberColumn("Evaluations", r => r.evaluations),
    numberColumn("µs", r => r.micros),
  ];
  return dataTable(
    `ranking-${table.id}`,
    "All estimators on the weights of one trained model, least variance first.",
    columns,
    table.ranking,
  );
}

/** Our numbers less the published ones, with the tolerances as bands. */
function differencesChart(table) {
  const rows = table.rows.filter(row => isNumber(row.published) && tolerance(row) >= 0.01);
  if (rows.length < 2) return null;
  const id = `differences-${table.id}`;
  const off = row => row.ours - row.published;
  const reach = Math.max(
    ...rows.map(row => Math.max(Math.abs(off(row)) + (row.spread || 0), tolerance(row))),
  );
  return {
    node: el("div", { class: "chart", id, role: "img" }),
    draw: () =>
      addChart(id, {
        height: 110 + 26 * rows.length,
        alt: rows.map(row => `${row.what}: ours less published ${shown(row, off(row))}`).join("; "),
        build: theme => ({
          traces: [
            {
              type: "scatter",
              mode: "markers",
              x: rows.map(off),
              y: rows.map((_, i) => i),
              error_x: {
                type: "data",
                array: rows.map(row => row.spread || 0),
                color: theme.line,
                thickness: 2,
                width: 0,
              },
              marker: {
                size: 11,
                color: rows.map(row => theme.colour(row.verdict === "met" ? "--e1" : "--e4")),
                symbol: rows.map(row => (row.verdict === "met" ? "circle" : "x")),
              },
              text: rows.map(
                row =>
                  `<b>${plain(row.what)}</b><br>ours ${shown(row, row.ours)}, published ${shown(row, row.published)}`,
              ),
              hoverinfo: "text",
            },
          ],
          layout: {
            margin: { l: 20, r: 20, t: 20, b: 50 },
            yaxis: axis(theme, "", {
              tickvals: rows.map((_, i) => i),
              ticktext: rows.map(row => plain(row.what) + "  "),
              range: [rows.length - 0.4, -0.6],
              fixedrange: true,
            }),
            xaxis: axis(theme, "ours less published", { range: [-1.15 * reach, 1.15 * reach] }),
            shapes: rows
              .map((row, i) => ({
                type: "rect",
                x0: -tolerance(row),
                x1: tolerance(row),
                y0: i - 0.32,
                y1: i + 0.32,
                line: { width: 0 },
                fillcolor: theme.line,
                opacity: 0.5,
                layer: "below",
              }))
              .concat([
                {
                  type: "line",
                  yref: "paper",
                  x0: 0,
                  x1: 0,
                  y0: 0,
                  y1: 1,
                  line: { color: theme.line, width: 2, dash: "dash" },
                },
              ]),
          },
        }),
      }),
  };
}

/** The variance of every estimator on a logarithmic axis; hollow marks are biased by design. */
function rankingChart(table) {
  const rows = (table.ranking || []).filter(r => r.variance > 0);
  if (!rows.length) return null;
  const id = `variances-${table.id}`;
  return {
    node: el("div", { class: "chart", id, role: "img" }),
    draw: () =>
      addChart(id, {
        height: 90 + 22 * rows.length,
        alt: rows.map(r => `${r.estimator}: variance ${figure(r.variance)}`).join("; "),
        note: "A hollow mark means biased by design. Enumeration has no variance.",
        build: theme => ({
          traces: [
            {
              type: "scatter",
              mode: "markers",
              x: rows.map(r => r.variance),
              y: rows.map((_, i) => i),
              marker: {
                size: 10,
                color: theme.colour("--e1"),
                symbol: rows.map(r => (r.biased_by_design ? "circle-open" : "circle")),
              },
              text: rows.map(
                r =>
                  `<b>${plain(r.estimator)}</b><br>variance ${figure(r.variance)}, relative bias ` +
                  `${figure(r.relative_bias, 2)}<br>${figure(r.evaluations)} evaluations, ${figure(r.micros)} µs`,
              ),
              hoverinfo: "text",
            },
          ],
          layout: {
            margin: { l: 20, r: 20, t: 20, b: 50 },
            yaxis: axis(theme, "", {
              tickvals: rows.map((_, i) => i),
              ticktext: rows.map(r => plain(r.estimator) + "  "),
              range: [rows.length - 0.4, -0.6],
              fixedrange: true,
            }),
            xaxis: logAxis(theme, "variance", logRange(rows.map(r => r.variance))),
          },
        }),
      }),
  };
}

function section(table) {
  const drawn = table.failure ? [] : [differencesChart(table), rankingChart(table)].filter(Boolean);
  byId("tables").append(
    el(
      "section",
      { id: table.id },
      el("h2", {}, table.id),
      el(
        "p",
        { class: "how" },
        `${capital(table.title)}. Source: ${table.source}. It took ${figure(table.minutes, 2)} minutes.`,
      ),
      table.remarks ? el("p", { class: "how" }, table.remarks) : "",
      table.failure ? el("p", { class: "notice alert" }, `It failed: ${table.failure}.`) : "",
      drawn.map(chart => chart.node),
      table.rows.length ? rowsTable(table) : "",
      table.ranking ? rankingTable(table) : "",
    ),
  );
  drawn.forEach(chart => chart.draw());
}

function showPage() {
  const missed = results.tables.flatMap(t =>
    t.rows.filter(r => r.verdict === "missed").map(r => r.what),
  );
  headline(
    results.headline,
    (missed.length ? `Missed: ${missed.join("; ")}. ` : "") +
      "Charts show ours less the published number: a dot within its grey band meets it, a cross does not.",
  );
  results.tables.forEach(section);
}
