// The page of a search for the best parameters: what report.js calls for results of that kind.

const MOST_PANELS = 24;
const LEAST_RATIO = 1e-3; // below it there is noise alone
let logRuns = false;

/** A value and half of its interval, to the second digit of the latter. */
function within(value, ci) {
  const width = (ci[1] - ci[0]) / 2;
  if (!isNumber(width) || width <= 1e-12 * Math.abs(value)) return figure(value, 4);
  const decimals = 1 - Math.floor(Math.log10(width));
  if (decimals > 8 || decimals < -6) return `${figure(value)} ± ${figure(width, 2)}`;
  const rounded = 10 ** -decimals * Math.round(value * 10 ** decimals);
  const text = decimals > 0 ? rounded.toFixed(decimals) : counted(Math.round(rounded));
  return `${text.replace("-", "−")} ± ${decimals > 0 ? width.toFixed(decimals) : figure(width, 2)}`;
}

/** The mean of each value and its neighbours: few at first, where the search is fast. */
function smooth(values) {
  return values.map((_, i) => {
    const reach = Math.min(12, Math.ceil(values.length / 10), Math.floor(i / 2));
    return mean(known(values.slice(i - reach, i + reach + 1)));
  });
}

/** Runs, linear or logarithmic as the reader chose. */
function runsAxis(theme, more = {}) {
  const end = results.evaluations,
    first = results.path.runs[0];
  if (!logRuns)
    return axis(theme, "runs", {
      range: [0, 1.03 * end],
      nticks: theme.narrow ? 4 : 8,
      separatethousands: true,
      tickformat: ",d",
      ...more,
    });
  const ticks = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].filter(t => t >= first && t <= 1.02 * end);
  return axis(theme, "runs", {
    type: "log",
    tickvals: ticks,
    ticktext: ticks.map(counted),
    ...more,
    range: [Math.log10(first) - 0.05, Math.log10(end) + 0.06],
  });
}

/** Whether half of the way is over in the first twentieth of the runs, which a linear axis would hide. */
function isFast() {
  const { value, runs } = results.path,
    half = (results.before + results.after) / 2;
  const at = smooth(value).findIndex(v => (results.after < results.before ? v <= half : v >= half));
  return at >= 0 && runs[at] < results.evaluations / 20;
}

function runsButtons() {
  logRuns = isFast();
  segment(
    byId("along"),
    [
      ["Linear", false],
      ["Logarithmic", true],
    ],
    logRuns,
    chosen => {
      logRuns = chosen;
      drawCharts();
    },
  );
}

/** Dots for the steps, and a line through their means. */
function dotsAndLine(theme, values, name, smoothed) {
  const { runs } = results.path;
  return [
    {
      type: "scatter",
      mode: "markers",
      x: runs,
      y: values,
      marker: { size: 4, color: theme.colour("--e1"), opacity: 0.35 },
      text: values.map((v, i) => `${counted(runs[i])} runs: ${plain(name)} ${figure(v, 4)}`),
      hoverinfo: "text",
    },
    {
      type: "scatter",
      mode: "lines",
      x: runs,
      y: smoothed,
      line: { color: theme.colour("--e1"), width: 2.6 },
      hoverinfo: "skip",
    },
  ];
}

function level(theme, y, text, dash, above) {
  return {
    shape: {
      type: "line",
      xref: "paper",
      x0: 0,
      x1: 1,
      y0: y,
      y1: y,
      line: { color: theme.muted, width: 1.5, dash },
    },
    annotation: {
      xref: "paper",
      x: 1,
      xanchor: "right",
      y,
      yanchor: above ? "bottom" : "top",
      text,
      showarrow: false,
      bgcolor: theme.card,
      font: { size: theme.narrow ? 11 : 12, color: theme.muted },
    },
  };
}

function valueChart() {
  const { output, before, before_ci, after, after_ci, path } = results;
  addChart("value", {
    height: 420,
    alt:
      `Mean ${output} over ${counted(results.evaluations)} runs: ` +
      `${within(before, before_ci)} at the start, ${within(after, after_ci)} at the best`,
    build: (theme, narrow) => {
      const start = level(
        theme,
        before,
        `start: ${within(before, before_ci)}`,
        "dot",
        before > after,
      );
      const best = level(theme, after, `best: ${within(after, after_ci)}`, "dash", before <= after);
      const box = {
        type: "rect",
        layer: "below",
        xref: "paper",
        x0: 0,
        x1: 1,
        y0: after_ci[0],
        y1: after_ci[1],
        fillcolor: theme.colour("--e2") + "33",
        line: { width: 0 },
      };
      return {
        traces: dotsAndLine(theme, path.value, output, smooth(path.value)),
        layout: {
          xaxis: runsAxis(theme),
          yaxis: axis(theme, narrow ? plain(output) : `mean ${plain(output)}`),
          shapes: [box, start.shape, best.shape],
          annotations: [start.annotation, best.annotation],
        },
      };
    },
  });
}

function noiseChart() {
  const above = v => (isNumber(v) ? Math.max(LEAST_RATIO, v) : null);
  const ratios = results.path.signal_to_noise.map(above);
  const smoothed = smooth(results.path.signal_to_noise).map(above);
  addChart("noise", {
    height: 340,
    alt: `Signal-to-noise ratio of the gradient over runs; ${figure(smoothed[0])} at first, ${figure(smoothed[smoothed.length - 1])} at the end`,
    build: theme => ({
      traces: dotsAndLine(theme, ratios, "signal-to-noise", smoothed),
      layout: {
        xaxis: runsAxis(theme),
        yaxis: logAxis(theme, "signal-to-noise", logRange([...known(ratios), 1])),
        shapes: [level(theme, 1, "", "dash", true).shape],
      },
    }),
  });
}

// ---------------------------------------------------------------- parameters

/** What a panel shows: a parameter, or all probabilities of an input that add up to 1. */
function panelsOf() {
  const panels = new Map();
  for (const p of results.parameters.filter(p => p.limits !== "frozen")) {
    const key = p.is_share ? p.input : p.name;
    panels.set(key, [...(panels.get(key) || []), p]);
  }
  const moved = p => Math.abs(p.best - p.start) / (Math.abs(p.start) + Math.abs(p.best) || 1);
  const all = [...panels].map(([title, members]) => ({ title, members }));
  if (all.length <= MOST_PANELS) return all;
  const order = panel => -Math.max(...panel.members.map(moved));
  return all.sort((a, b) => order(a) - order(b)).slice(0, MOST_PANELS);
}

const change = ([p]) => `${short(p.start)} → <b>${short(p.best)}</b>`;

/** Three digits, without zeros at the end. */
const short = value =>
  figure(value)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

/** The name of a panel and how far its parameter went, in two lines where one is too long. */
function panelTitle({ title, members }, isLong) {
  if (members.length > 1) return plain(title);
  return plain(title) + (isLong ? "<br>" : ": ") + change(members);
}

/** A line for a parameter, and its last value, which is the best one, at the end. */
function parameterTraces(theme, { members }, suffix) {
  const { runs } = results.path;
  const end = results.evaluations;
  return members.map((p, k) => ({
    type: "scatter",
    mode: "lines+markers",
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    x: [...runs, end],
    y: [...p.path, p.best],
    line: { color: theme.colour(`--e${(k % 12) + 1}`), width: 2 },
    marker: {
      color: theme.colour(`--e${(k % 12) + 1}`),
      size: [...runs.map(() => 0), 7],
      line: { width: 0 },
    },
    text: [...p.path, p.best].map((v, i) =>
      [
        `<b>${plain(p.name)}</b>`,
        i < runs.length
          ? `${counted(runs[i])} runs: ${figure(v, 4)}`
          : `best of all: ${figure(v, 4)}`,
      ].join("<br>"),
    ),
    hoverinfo: "text",
  }));
}

/** The last word of a share of at least a tenth, beside the end of its line. */
const shareNames = (theme, { members }, suffix) =>
  members.length < 2
    ? []
    : members
        .filter(p => p.best >= 0.1)
        .map(p => ({
          xref: `x${suffix}`,
          yref: `y${suffix}`,
          x: logRuns ? Math.log10(results.evaluations) : results.evaluations,
          y: p.best,
          xanchor: "left",
          xshift: 6,
          text: plain(p.name.split(" ").pop()),
          showarrow: false,
          font: { size: 11, color: theme.muted },
        }));

function parameterLayout(theme, panels, columns) {
  const rows = Math.ceil(panels.length / columns);
  const isLong = panels.some(({ title, members }) => members.length < 2 && title.length > 18);
  const layout = { margin: { l: 46, r: 24, t: 60, b: 50 }, annotations: [] };
  const across = 0.1,
    down = rows > 1 ? (isLong ? 66 : 48) / (170 * rows) : 0;
  const width = (1 - across * (columns - 1)) / columns,
    height = (1 - down * (rows - 1)) / rows;
  panels.forEach((panel, i) => {
    const column = i % columns,
      row = Math.floor(i / columns);
    const suffix = i ? String(i + 1) : "";
    const left = column * (width + across),
      top = 1 - row * (height + down);
    const isLowest = i + columns >= panels.length;
    layout[`xaxis${suffix}`] = runsAxis(theme, {
      title: { text: isLowest ? "runs" : "", standoff: 6, font: { size: 12, color: theme.muted } },
      domain: [left, left + width],
      anchor: `y${suffix}`,
      showticklabels: isLowest,
      automargin: false,
      nticks: 3,
    });
    layout[`yaxis${suffix}`] = axis(theme, "", {
      domain: [Math.max(0, top - height), top],
      anchor: `x${suffix}`,
      automargin: false,
      nticks: 4,
      ...(panel.members.length > 1 ? { range: [0, 1.02] } : {}),
    });
    layout.annotations.push(
      {
        xref: "paper",
        yref: "paper",
        x: left,
        y: top,
        xanchor: "left",
        yanchor: "bottom",
        yshift: 4,
        text: panelTitle(panel, isLong),
        align: "left",
        showarrow: false,
        font: { size: 12, color: theme.ink },
      },
      ...shareNames(theme, panel, suffix),
    );
  });
  return layout;
}

function parametersChart() {
  const panels = panelsOf();
  const all = results.parameters.filter(p => p.limits !== "frozen").length;
  const shown = sum(panels.map(panel => panel.members.length));
  addChart("parameters", {
    height: 400,
    alt:
      "Parameters at the start and at the best: " +
      panels
        .flatMap(panel => panel.members)
        .map(p => `${p.name} ${figure(p.start)}, ${figure(p.best)}`)
        .join("; "),
    note: shown < all ? `Of ${all} parameters that moved, the ${shown} that moved most.` : "",
    build: (theme, narrow) => {
      const columns = narrow ? 1 : Math.min(panels.length, panels.length > 4 ? 3 : 2);
      tall("parameters", 90 + (panels.length < 3 ? 260 : 170) * Math.ceil(panels.length / columns));
      return {
        traces: panels.flatMap((panel, i) => parameterTraces(theme, panel, i ? String(i + 1) : "")),
        layout: parameterLayout(theme, panels, columns),
      };
    },
  });
}

function parametersTable() {
  const digits = value => figure(value, 4);
  return dataTable(
    "parameters",
    "Parameters in the units in which they are stated.",
    [
      { title: "Parameter", value: p => p.name, cell: p => el("div", {}, p.name) },
      numberColumn("Start", p => p.start, { show: digits }),
      numberColumn("Best", p => p.best, { show: digits }),
      { title: "Limits", value: p => p.limits, cell: p => p.limits || "–" },
    ],
    results.parameters,
  );
}

function showPage() {
  headline(
    results.headline.replace(/(^|[ :])-(?=\d)/g, "$1−").replace(/ ± /g, "\u00a0±\u00a0"),
    `The ${results.goal} mean ${results.output} was searched. ` +
      `${counted(results.evaluations)} runs in ${figure(results.seconds)} seconds: ${results.stopped}. ` +
      `The gain is ${within(results.gain, results.gain_ci)}, over ${counted(results.fresh_runs)} fresh runs.`,
  );
  results.warnings.forEach(warning =>
    notice(warning[0].toUpperCase() + warning.slice(1) + ".", true),
  );
  runsButtons();
  valueChart();
  parametersChart();
  noiseChart();
  byId("figures").append(parametersTable());
}
