// The curves of policies: interquartile means over seeds with intervals, along episodes, steps of the environment or
// seconds; policy.js calls it.

const ALONG = [
  ["Episodes", "episodes"],
  ["Environment steps", "environment_steps"],
  ["Seconds", "seconds"],
];
const AXES = {
  episodes: "episodes of training",
  environment_steps: "steps of the environment, branches counted",
  seconds: "seconds of a run",
};
let along = "episodes"; // the horizontal axis of all charts of curves

const WAYS = [
  ["Likeliest", "evaluation_greedy"],
  ["Drawn", "evaluation_sampled"],
];
let way = "evaluation_greedy";

/** The points of a method's curve, one for each measurement that all of its seeds have made. */
function pointsOf(id, key) {
  const { x, curves } = methodOf(id),
    { iqm = [], low = [], high = [] } = curves[key] || {};
  return iqm
    .map((y, i) => ({
      x: x[along][i],
      y,
      low: low[i],
      high: high[i],
      at: ALONG.map(([, name]) => x[name][i]),
    }))
    .filter(p => isNumber(p.y));
}

function policyLines(theme, id, key, name) {
  const several = results.seeds > 1;
  const text = p =>
    [
      `<b>${plain(id)}</b>${several ? `, ${methodOf(id).seeds} seeds` : ""}`,
      `episode ${roundly(p.at[0])}, step ${roundly(p.at[1])}, ${figure(p.at[2])} s`,
      `${name} ${score(p.y)} ${several ? interval([p.low, p.high]) : ""}`,
      ...(isBiased(id) ? ["biased by design"] : []),
    ].join("<br>");
  return bandedLine(theme, id, pointsOf(id, key), { several, text });
}

/** A dashed line at the return that counts as solved. */
const goal = theme => ({
  shapes: [
    {
      type: "line",
      xref: "paper",
      x0: 0,
      x1: 1,
      y0: results.solved_at,
      y1: results.solved_at,
      line: { color: theme.muted, width: 1.5, dash: "dot" },
    },
  ],
  annotations: [
    {
      xref: "paper",
      x: 0,
      xanchor: "left",
      y: results.solved_at,
      yanchor: "bottom",
      text: `solved: ${score(results.solved_at)}`,
      showarrow: false,
      font: { size: theme.narrow ? 11 : 12, color: theme.muted },
    },
  ],
});

/** A chart of the curves that key() names, along the axis of the page. */
function policyChart(id, { height, alt, key, name, title, more = () => ({}) }) {
  addChart(id, {
    height,
    alt,
    build: theme => {
      const traces = ids.flatMap(method => policyLines(theme, method, key(), name));
      const xaxis = axis(theme, AXES[along], { rangemode: "tozero", uirevision: along });
      return { traces, layout: { xaxis, yaxis: axis(theme, title), ...more(theme) } };
    },
  });
}

function returnCharts() {
  for (const place of document.querySelectorAll(".along"))
    segment(place, ALONG, along, chosen => {
      along = chosen;
      for (const button of document.querySelectorAll(".along button"))
        button.setAttribute(
          "aria-pressed",
          String(ALONG.some(([name, value]) => name === button.textContent && value === chosen)),
        );
      drawCharts();
    });
  segment(byId("way"), WAYS, way, chosen => {
    way = chosen;
    drawCharts();
  });
  const last = key => ids.map(id => `${id} ${score(finalOf(id, key).iqm)}`).join(", ");
  policyChart("returns", {
    height: 480,
    key: () => "return",
    name: "return",
    title: "return, mean of 100 episodes",
    alt: "Return during training; in the end: " + last("return"),
    more: goal,
  });
  policyChart("evaluation", {
    height: 440,
    key: () => way,
    name: "return",
    title: "return, mean of 20 episodes",
    alt: "Return of evaluation episodes; greedy in the end: " + last("evaluation_greedy"),
    more: goal,
  });
  policyChart("noise", {
    height: 400,
    key: () => "log_variance",
    name: "log-variance",
    title: "log-variance",
    alt: "Log-variance of the gradient; in the end: " + last("log_variance"),
  });
}
