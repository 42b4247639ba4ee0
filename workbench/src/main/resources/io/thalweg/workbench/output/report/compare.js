// The page of a comparison: what report.js calls for results of that kind.

const verdictOf = row => (row.bias && row.bias.verdict) || "untested";
const reference = results.exact
  ? "the exact gradient"
  : "the pooled mean of the other unbiased estimators";
const rowHeight = rows => (rows.length > 16 ? 28 : 40);
const isExact = row => row.variance === 0;
// Without variance efficiency has no bound; without a figure at all a row belongs last.
const rank = row =>
  isNumber(row.efficiency) ? row.efficiency : isExact(row) ? Infinity : -Infinity;
const marker = (theme, row, size = 12) => ({
  color: theme.of(row.id),
  size,
  symbol: markOf(row.id)[0] + (verdictOf(row) === "biased" ? "-open" : ""),
  line: { width: 2, color: theme.of(row.id) },
});
const bars = (theme, row, value, ci) => ({
  type: "data",
  symmetric: false,
  array: [ci ? ci[1] - value : 0],
  arrayminus: [ci ? value - ci[0] : 0],
  color: theme.of(row.id),
  thickness: 1.8,
  width: 5,
});
function rowName(theme, row) {
  if (row.id === results.winner) return `<b>${plain(row.id)}</b>`;
  return verdictOf(row) === "biased"
    ? `<span style="color:${theme.muted}">${plain(row.id)}</span>`
    : plain(row.id);
}
const rowsAxis = (theme, rows) =>
  axis(theme, "", {
    tickvals: rows.map((_, i) => i),
    ticktext: rows.map(r => rowName(theme, r) + "  "),
    range: [rows.length - 0.4, -0.6],
    showgrid: false,
    tickfont: { size: 13, color: theme.ink },
    fixedrange: true,
  });
const aside = (theme, text, y, more = {}) => ({
  text,
  y,
  x: 1,
  xref: "paper",
  xanchor: "left",
  xshift: 12,
  showarrow: false,
  font: { size: 12, color: theme.muted },
  ...more,
});

function describe(row) {
  const efficiency = isExact(row) ? "without bound" : figure(row.efficiency);
  return [
    `<b>${plain(row.id)}</b>`,
    `efficiency ${efficiency} ${interval(row.efficiency_ci)}`,
    `variance ${figure(row.variance)} ${interval(row.variance_ci)}`,
    `${figure(row.micros)} µs ${interval(row.micros_ci)}`,
    `${list(row.evaluations)} evaluations`,
    verdictOf(row),
  ].join("<br>");
}

function compareHeadline(rows) {
  const [first, ...rest] = results.headline.split(/(?<=\.) /);
  const biased = rows.filter(r => verdictOf(r) === "biased" || isBiased(r.id)).map(r => r.id);
  const left = biased.length
    ? `Biased, here or by design, and so out of the contest: ${biased.join(", ")}.`
    : "";
  const failed = (results.failures || []).map(f => `${f.id} failed: ${f.reason}.`);
  headline(first.replace(/\.$/, ""), [...rest, left, ...failed].filter(Boolean).join(" "));
}

function rankingChart(rows) {
  const best =
    rows.find(r => r.id === results.winner && isNumber(r.efficiency)) ||
    rows.find(r => isNumber(r.efficiency));
  const range = logRange(rows.flatMap(r => known([r.efficiency].concat(r.efficiency_ci || []))));
  addChart("ranking", {
    height: 110 + rowHeight(rows) * rows.length,
    note: best ? `Figures on the right are relative to ${best.id}.` : "",
    alt:
      "Estimators from the most to the least efficient: " +
      rows.map(r => `${r.id} ${isExact(r) ? "without bound" : figure(r.efficiency)}`).join(", "),
    build: (theme, narrow) => ({
      traces: rows
        .filter(r => isNumber(r.efficiency))
        .map(r => ({
          type: "scatter",
          mode: "markers",
          legendgroup: r.id,
          x: [r.efficiency],
          y: [rows.indexOf(r)],
          marker: marker(theme, r, 13),
          error_x: bars(theme, r, r.efficiency, r.efficiency_ci),
          text: [describe(r)],
          hoverinfo: "text",
        })),
      layout: {
        margin: { l: 20, r: narrow ? 64 : 76, t: 30, b: 50 },
        yaxis: rowsAxis(theme, rows),
        xaxis: {
          ...logAxis(theme, "efficiency, 1 / (variance × µs)", range),
          visible: Boolean(best),
        },
        shapes: rows.map((_, i) => ({
          type: "line",
          xref: "paper",
          x0: 0,
          x1: 1,
          y0: i,
          y1: i,
          layer: "below",
          line: { color: theme.grid, width: 1 },
        })),
        annotations: rows.map((r, i) =>
          isExact(r)
            ? aside(
                theme,
                narrow ? "no variance →" : "no variance: efficiency without bound →",
                i,
                { xanchor: "right", xshift: 0, bgcolor: theme.colour("--page") },
              )
            : aside(
                theme,
                best && isNumber(r.efficiency) ? ratio(r.efficiency / best.efficiency) : "–",
                i,
              ),
        ),
      },
    }),
  });
}

/** Lines of equal efficiency: variance = scale / (efficiency × micros), straight and falling where both axes are logarithmic. */
function isoLines(theme, rows, xs, ys, narrow) {
  const scales = known(rows.map(r => r.efficiency * r.variance * r.micros)).sort((a, b) => a - b);
  const scale = Math.log10(scales[Math.floor(scales.length / 2)] || 1);
  const from = scale - xs[1] - ys[1],
    to = scale - xs[0] - ys[0];
  const digits = to - from > 3 ? [1] : [1, 2, 5],
    stride = Math.max(1, Math.ceil((to - from) / 7));
  const traces = [],
    annotations = [];
  for (let power = Math.floor(from); power <= to; power += stride) {
    for (const level of digits
      .map(digit => power + Math.log10(digit))
      .filter(l => l > from && l < to)) {
      const height = x => scale - level - x;
      const x = Math.max(xs[0], scale - level - ys[1]); // where the line enters: the left edge or the top
      traces.push({
        type: "scatter",
        mode: "lines",
        x: xs.map(v => 10 ** v),
        y: xs.map(v => 10 ** height(v)),
        hoverinfo: "skip",
        opacity: 0.45,
        line: { color: theme.muted, width: 1.2, dash: "dot" },
      });
      if (x > xs[1] - 0.25 * (xs[1] - xs[0])) continue; // no room left for words in the far corner
      annotations.push({
        x,
        y: height(x),
        text: `${narrow ? "" : "efficiency "}${figure(10 ** level, 1)}`,
        showarrow: false,
        xanchor: "left",
        yanchor: x > xs[0] ? "top" : "bottom",
        xshift: x > xs[0] ? 8 : 3,
        font: { size: 11, color: theme.muted },
      });
    }
  }
  return { traces, annotations };
}

/** Picks for each point the side where its name runs into the fewest marks and names; near misses are common here. */
function placeNames(points, width, height) {
  const boxes = points.map(p => [
    p.x * width - 9,
    p.y * height - 9,
    p.x * width + 9,
    p.y * height + 9,
  ]);
  const hits = box =>
    boxes.filter(b => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]).length;
  return points.map((p, i) => {
    const wide = 7.5 * p.name.length,
      [l, t, r, b] = boxes[i],
      x = p.x * width,
      y = p.y * height;
    const sides = {
      "top center": [x - wide / 2, b, x + wide / 2, b + 16],
      "bottom center": [x - wide / 2, t - 16, x + wide / 2, t],
      "middle right": [r, y - 8, r + wide, y + 8],
      "middle left": [l - wide, y - 8, l, y + 8],
    };
    const cost = ([, box]) => hits(box) + (box[0] < 0 || box[2] > width ? 2 : 0);
    const [side, box] = Object.entries(sides).reduce((best, next) =>
      cost(next) < cost(best) ? next : best,
    );
    boxes.push(box);
    return side;
  });
}

/** Where all names would cover each other, those that no other beats in both variance and time. */
function named(rows) {
  const beaten = r =>
    rows.some(o => verdictOf(o) !== "biased" && o.variance < r.variance && o.micros < r.micros);
  return rows.length > 14
    ? rows.filter(r => !beaten(r) || r.id === results.winner || r.id === "reinforce")
    : rows;
}

function costChart(all) {
  const rows = all.filter(r => r.variance > 0 && r.micros > 0),
    left = all.filter(r => !rows.includes(r)).map(r => r.id);
  if (!rows.length) return dropSection("cost");
  const ends = (r, key) => known([r[key]].concat(r[`${key}_ci`] || []));
  const xs = logRange(rows.flatMap(r => ends(r, "micros"))),
    ys = logRange(rows.flatMap(r => ends(r, "variance")));
  addChart("cost", {
    height: rows.length > 14 ? 620 : 500,
    note:
      (named(rows).length < rows.length
        ? "Only the best are named; point at the others for theirs. "
        : "") +
      (left.length
        ? `Not shown, as a logarithmic axis needs a positive variance: ${left.join(", ")}.`
        : ""),
    alt:
      "Variance and time of one estimate: " +
      rows.map(r => `${r.id} ${figure(r.variance)} at ${figure(r.micros)} microseconds`).join(", "),
    build: (theme, narrow) => {
      const iso = isoLines(theme, rows, xs, ys, narrow);
      const share = (value, [low, high]) => (Math.log10(value) - low) / (high - low);
      const shown = new Set(named(rows));
      const spots = rows.map(r => ({
        name: shown.has(r) ? r.id : "",
        x: share(r.micros, xs),
        y: share(r.variance, ys),
      }));
      const sides = placeNames(spots, narrow ? 320 : 780, 400);
      const points = rows.map((r, i) => ({
        type: "scatter",
        mode: "markers+text",
        legendgroup: r.id,
        x: [r.micros],
        y: [r.variance],
        marker: marker(theme, r),
        text: [shown.has(r) ? plain(r.id) : ""],
        textposition: sides[i],
        textfont: { color: theme.ink, size: narrow ? 11 : 13 },
        hovertext: [describe(r)],
        hoverinfo: "text",
        error_x: bars(theme, r, r.micros, r.micros_ci),
        error_y: bars(theme, r, r.variance, r.variance_ci),
      }));
      const axes = {
        xaxis: logAxis(theme, "microseconds an estimate", xs),
        yaxis: logAxis(theme, "variance", ys),
      };
      return {
        traces: [...iso.traces, ...points],
        layout: { annotations: iso.annotations, ...axes },
      };
    },
  });
}

function biasChart(all) {
  const rows = all.filter(r => r.bias && isNumber(r.bias.worst_z));
  if (!rows.length) return dropSection("bias");
  const size = r => Math.abs(r.bias.worst_z),
    critical = known(rows.map(r => r.bias.critical_z));
  const unit = "worst |z|, standard errors",
    top = Math.max(...rows.map(size), ...critical),
    wide = top > 6 * Math.min(...critical);
  const floor = wide ? 0.1 : 0; // a huge z needs a log axis, and that needs a start above zero
  addChart("bias", {
    height: 130 + rowHeight(rows) * rows.length,
    alt:
      "Worst z of each estimator: " +
      rows.map(r => `${r.id} ${figure(size(r))}, ${verdictOf(r)}`).join("; "),
    build: (theme, narrow) => {
      const verdictColour = r => theme.colour(`--${verdictOf(r)}`);
      const symbol = { unbiased: "circle", biased: "x", underpowered: "circle-open" };
      const stems = rows.map((r, i) => ({
        type: "scatter",
        mode: "lines+markers",
        legendgroup: r.id,
        x: [floor, Math.max(size(r), floor)],
        y: [i, i],
        line: { color: verdictColour(r), width: 3 },
        marker: {
          symbol: symbol[verdictOf(r)],
          size: [0, 13],
          opacity: 1,
          line: { width: 2, color: verdictColour(r) },
        },
        hoverinfo: "text",
        text: [
          "",
          [
            `<b>${plain(r.id)}</b>`,
            `worst |z| ${figure(size(r))}, critical ${figure(r.bias.critical_z)}`,
            `detectable ${figure(r.bias.detectable)}`,
            verdictOf(r),
          ].join("<br>"),
        ],
      }));
      const limits = rows
        .map((r, i) => ({ z: r.bias.critical_z, i }))
        .filter(limit => isNumber(limit.z))
        .map(({ z, i }) => ({
          type: "line",
          x0: z,
          x1: z,
          y0: i - 0.5,
          y1: i + 0.5,
          line: { color: theme.ink, width: 1.5, dash: "dash" },
        }));
      const at = wide ? Math.log10(critical[0]) : critical[0];
      const label = critical.slice(0, 1).map(z => ({
        x: at,
        y: 1,
        yref: "paper",
        yanchor: "bottom",
        text: `critical z = ${figure(z)}`,
        showarrow: false,
        font: { size: 12, color: theme.ink },
      }));
      const yaxis = rowsAxis(theme, rows);
      const below = r =>
        `<span style="color:${verdictColour(r)};font-size:10px">${verdictOf(r)}</span>`;
      if (narrow) yaxis.ticktext = rows.map(r => `${rowName(theme, r)}  <br>${below(r)}  `);
      return {
        traces: stems,
        layout: {
          margin: { l: 20, r: narrow ? 20 : 110, t: 50, b: 50 },
          shapes: limits,
          yaxis,
          annotations: label.concat(
            narrow
              ? []
              : rows.map((r, i) =>
                  aside(theme, verdictOf(r), i, { font: { size: 12, color: verdictColour(r) } }),
                ),
          ),
          xaxis: wide
            ? logAxis(theme, unit, [Math.log10(floor) - 0.06, Math.log10(top) + 0.15])
            : axis(theme, unit, { range: [-0.02 * top, top * 1.12] }),
        },
      };
    },
  });
}

const BLOCK = 24; // coordinates that still stand apart in one picture

/** Choices for the coordinate picker: consecutive blocks, then those where the estimators stray furthest. */
function coordinateBlocks(rows, count) {
  const all = Array.from({ length: count }, (_, i) => i);
  const blocks = all
    .filter(i => i % BLOCK === 0)
    .map(i => ({
      name: `${i + 1}–${Math.min(i + BLOCK, count)}`,
      picked: all.slice(i, i + BLOCK),
    }));
  if (blocks.length > 1 && results.exact) {
    const gap = i => Math.max(0, ...known(rows.map(r => Math.abs(r.mean[i] - results.exact[i]))));
    blocks.push({
      name: "furthest from exact",
      picked: [...all]
        .sort((a, b) => gap(b) - gap(a))
        .slice(0, BLOCK)
        .sort((a, b) => a - b),
    });
  }
  return blocks;
}

function meanChart(all) {
  const rows = all.filter(r => Array.isArray(r.mean) && r.mean.length),
    exact = results.exact;
  if (!rows.length) return dropSection("means");
  const blocks = coordinateBlocks(rows, Math.max(...rows.map(r => r.mean.length)));
  let { picked } = blocks[0];
  const picker = el(
    "select",
    {},
    blocks.map((block, i) => el("option", { value: i }, block.name)),
  );
  picker.addEventListener("change", () => {
    picked = blocks[picker.value].picked;
    drawCharts();
  });
  const given = i => (results.parameters || [])[i];
  const label = i => (typeof given(i) === "string" ? given(i) : String(i + 1));
  const place = (k, slotIndex) =>
    k + (rows.length > 1 ? 0.7 * (slotIndex / (rows.length - 1) - 0.5) : 0);
  const text = (r, i) =>
    `<b>${plain(r.id)}</b>, coordinate ${plain(label(i))}` +
    (isNumber(given(i)) ? `, parameter ${figure(given(i))}` : "") +
    `<br>mean ${figure(r.mean[i], 4)}` +
    (exact ? `, exact ${figure(exact[i], 4)}` : "");
  const controls = byId("means").previousElementSibling;
  if (blocks.length > 1) controls.append(el("label", {}, "Coordinates ", picker));
  else controls.remove();
  addChart("means", {
    height: 440,
    note: exact ? "" : "There are no bars, as no exact gradient is known.",
    alt:
      "Mean gradient of each estimator by coordinate" +
      (exact ? ", beside the exact gradient" : ""),
    build: (theme, narrow) => {
      const bar = {
        type: "scatter",
        mode: "lines",
        hoverinfo: "skip",
        line: { color: theme.ink, width: 2 },
        x: picked.flatMap((_, k) => [k - 0.43, k + 0.43, null]),
        y: picked.flatMap(i => [exact && exact[i], exact && exact[i], null]),
      };
      const dots = rows.map((r, j) => ({
        type: "scatter",
        mode: "markers",
        legendgroup: r.id,
        x: picked.map((_, k) => place(k, j)),
        y: picked.map(i => r.mean[i]),
        marker: marker(theme, r, narrow ? 5 : picked.length * rows.length > 80 ? 6 : 9),
        text: picked.map(i => text(r, i)),
        hoverinfo: "text",
      }));
      const xaxis = axis(theme, "coordinate", {
        tickvals: picked.map((_, k) => k),
        ticktext: picked.map(i => plain(label(i))),
        range: [-0.6, picked.length - 0.4],
        showgrid: false,
        uirevision: picked.join(),
      });
      const yaxis = axis(theme, "mean gradient", { zeroline: true, zerolinecolor: theme.line });
      return { traces: exact ? [bar, ...dots] : dots, layout: { xaxis, yaxis } };
    },
  });
}

function verdictCell(row) {
  const verdict = verdictOf(row);
  const why = isBiased(row.id) ? biasOf(row.id) : `its mean differs from ${reference}`;
  const reasons = {
    biased: () => `Not ranked: ${why}`,
    underpowered: () =>
      row.bias && isNumber(row.bias.needed) ? `${figure(row.bias.needed)} draws would do` : null,
    unjudged: () => row.bias && row.bias.reason,
  };
  const said = reasons[verdict] && reasons[verdict]();
  const reason = said ? el("small", { class: "reason" }, said) : null;
  return el("div", {}, el("span", { class: `badge ${verdict}` }, verdict), reason);
}

function compareTable(rows) {
  const bias = (row, key) => (row.bias ? row.bias[key] : null);
  const number = (title, value, small) => ({
    title,
    num: true,
    value,
    cell: row => numberCell(figure(value(row)), small && small(row)),
  });
  const columns = [
    { title: "Estimator", value: r => r.id, cell: r => nameCell(r.id, r.family) },
    { title: "Verdict", value: verdictOf, cell: verdictCell },
    number(
      "Worst |z|",
      r => (isNumber(bias(r, "worst_z")) ? Math.abs(r.bias.worst_z) : null),
      r => (isNumber(bias(r, "critical_z")) ? `critical ${figure(r.bias.critical_z)}` : ""),
    ),
    number("Detectable", r => bias(r, "detectable")),
    number(
      "Variance",
      r => r.variance,
      r => interval(r.variance_ci),
    ),
    {
      title: "Evaluations",
      num: true,
      value: r => r.evaluations,
      cell: r => numberCell(list(r.evaluations)),
    },
    number(
      "µs",
      r => r.micros,
      r => interval(r.micros_ci),
    ),
    {
      title: "Efficiency",
      num: true,
      value: r => (rank(r) === -Infinity ? null : rank(r)),
      cell: r =>
        numberCell(isExact(r) ? "no variance" : figure(r.efficiency), interval(r.efficiency_ci)),
    },
  ];
  byId("figures").append(
    dataTable(
      "Every estimator, most efficient first. Click a heading to sort.",
      columns,
      rows,
      r => (r.id === results.winner ? "winner" : verdictOf(r) === "biased" ? "biased" : null),
    ),
  );
}

function showPage() {
  document.querySelectorAll(".reference").forEach(node => {
    node.textContent = reference;
  });
  if (!results.exact)
    notice(
      "No exact gradient is known for this problem. Each estimator is judged against the pooled mean of the others " +
        "that are without bias and ask for values of f alone, so a verdict is only as sharp as both are.",
    );
  const rows = [...results.estimators].sort((a, b) =>
    rank(a) === rank(b) ? 0 : rank(b) - rank(a),
  );
  compareHeadline(rows);
  [rankingChart, scanSection, costChart, biasChart, meanChart, compareTable, codeSection].forEach(
    show => show(rows),
  );
}
