// The curves of a training: means over seeds in bands from the lowest to the highest; train.js calls it.

/** Seconds at a step; the clock was read at some steps only, so lie between its neighbours. */
function secondsAt(run, step) {
  const clock = run.seconds || [],
    after = clock.findIndex(([s]) => s >= step);
  if (after < 0) return null;
  const [s1, t1] = clock[after],
    [s0, t0] = after ? clock[after - 1] : [0, 0];
  return s1 === s0 ? t1 : t0 + ((step - s0) / (s1 - s0)) * (t1 - t0);
}

const curve = (run, key, byTime) =>
  (run[key] || [])
    .filter(p => isNumber(p[1]))
    .map(([step, value]) => ({ step, x: byTime ? secondsAt(run, step) : step, y: value }));

/** Mean, lowest and highest over seeds, at the steps that every seed reached: an average over fewer would jump where one ends. */
function overSeeds(curves) {
  const at = new Map();
  curves.flat().forEach(p => at.set(p.step, [...(at.get(p.step) || []), p]));
  return [...at]
    .filter(([, points]) => points.length === curves.length)
    .map(([step, points]) => ({
      step,
      x: mean(points.map(p => p.x)),
      y: mean(points.map(p => p.y)),
      low: Math.min(...points.map(p => p.y)),
      high: Math.max(...points.map(p => p.y)),
    }))
    .sort((a, b) => a.step - b.step);
}

/** Traces of one estimator: band and mean of its seeds. */
function lines(theme, id, key, byTime, dash) {
  const curves = runsOf(id)
    .map(run => curve(run, key, byTime))
    .filter(c => c.length);
  const several = curves.length > 1;
  const text = p =>
    [
      `<b>${plain(id)}</b>${several ? ", mean of the seeds" : ""}`,
      `step ${counted(p.step)}${byTime ? `, ${figure(p.x)} s` : ""}`,
      `${key} ${figure(p.y, 4)}`,
      ...(several ? [`${curves.length} seeds, ${interval([p.low, p.high])}`] : []),
      ...(isBiased(id) ? ["biased by design"] : []),
    ].join("<br>");
  return bandedLine(theme, id, curves.length ? overSeeds(curves) : [], { dash, several, text });
}

/** First view of the ELBO axis: final values and their neighbourhood, as an early -500 would squash what matters. */
function elboRange() {
  const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const paths = results.runs
    .flatMap(run => ["train", "test"].map(key => curve(run, key).map(p => p.y)))
    .filter(p => p.length);
  if (!paths.length) return null;
  const ends = paths.map(p => p[p.length - 1]),
    top = Math.max(...paths.flat());
  const climb = Math.max(
    median(paths.map(p => Math.max(...p) - p[Math.floor(p.length / 4)])),
    0.01 * Math.abs(top),
    1e-6,
  );
  // Medians, so that one run that diverged leaves the picture instead of setting its scale.
  const low = Math.max(Math.min(...ends), top - 5 * Math.max(top - median(ends), climb));
  const pad = Math.max(0.6 * (top - low), Math.min(climb, 3 * (top - low) + 1));
  return [low - pad, top + 0.08 * (top - low + pad)];
}

function trainChart(id, { height, alt, note, keys, byTime, yaxis }) {
  addChart(id, {
    height,
    alt,
    note,
    build: theme => {
      const time = byTime();
      const traces = ids.flatMap(name =>
        keys.flatMap(([key, dash]) => lines(theme, name, key, time, dash)),
      );
      // Each of the two horizontal axes keeps its own zoom.
      const xaxis = axis(theme, time ? "wall seconds" : "steps", {
        rangemode: "tozero",
        uirevision: String(time),
      });
      return { traces, layout: { xaxis, yaxis: yaxis(theme) } };
    },
  });
}

const bandNote = () =>
  (seeds.length > 1
    ? `Lines are means of ${seeds.length} seeds; bands reach from the lowest to the highest. `
    : "") + (ids.some(isBiased) ? "A hollow mark means biased by design." : "");

function trainCharts() {
  let byTime = false;
  const clocks = [
    ["Steps", false],
    ["Wall seconds", true],
  ];
  segment(byId("clock"), clocks, byTime, chosen => {
    byTime = chosen;
    drawCharts();
  });
  const last = (key, show) => ids.map(id => `${id} ${show(centre(id, key))}`).join(", ");
  const range = elboRange(),
    below = range
      ? ids.filter(id => centre(id, "test_elbo") !== null && centre(id, "test_elbo") < range[0])
      : [];
  trainChart("elbo", {
    height: 500,
    keys: [
      ["train", "solid"],
      ["test", "dash"],
    ],
    byTime: () => byTime,
    yaxis: theme => axis(theme, "ELBO, nats", { range }),
    alt: "ELBO during training; in the end on test data: " + last("test_elbo", nats),
    note:
      (below.length ? `Far below this view on test data: ${below.join(", ")}. ` : "") + bandNote(),
  });
  const levels = id => runsOf(id).flatMap(run => curve(run, "variance").map(p => p.y)),
    still = ids.filter(id => !levels(id).some(v => v > 0));
  trainChart("noise", {
    height: 400,
    keys: [["variance", "solid"]],
    byTime: () => false,
    yaxis: theme => logAxis(theme, "gradient variance", logRange(ids.flatMap(levels))),
    alt: "Gradient variance during training; in the end: " + last("gradient_variance", figure),
    note:
      (still.length ? `Without variance, and so without a line: ${still.join(", ")}. ` : "") +
      bandNote(),
  });
}
