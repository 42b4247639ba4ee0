// Runs with seeds and steps, and their curves: means over seeds in bands from the lowest to the highest; the pages of
// models of images and of experiments call it.

const runsOf = id => results.runs.filter(run => run.estimator === id);
const seeds = () => [...new Set(results.runs.map(run => run.seed))];
const finals = (id, key) =>
  known(runsOf(id).map(run => (key === "micros" ? run.micros_per_step : (run.final || {})[key])));
const centre = (id, key) => (finals(id, key).length ? mean(finals(id, key)) : null);

/** The mean over seeds of a measurement at the last step that every run of any estimator has reached. */
function centreSoFar(id, key) {
  const reached = run => (run[key] || []).map(([step]) => step);
  const step = Math.min(...results.runs.map(run => Math.max(0, ...reached(run))));
  const values = runsOf(id).flatMap(run => (run[key] || []).filter(([s]) => s === step));
  return values.length ? mean(values.map(([, value]) => value)) : null;
}

/** What a curve can be drawn along: a name, the curve of a run that holds it, and the title of the axis. */
const CLOCKS = [
  ["Steps", "steps", "steps"],
  ["Evaluations of f", "evaluations", "evaluations of f"],
  ["Seconds", "seconds", "seconds of training"],
];
let clock = "steps"; // the horizontal axis of the page

/** The group of buttons that chooses the horizontal axis. */
function clockButtons() {
  const measured = CLOCKS.filter(([, key]) => key === "steps" || (results.runs[0] || {})[key]);
  segment(byId("clock"), measured, clock, chosen => {
    clock = chosen;
    drawCharts();
  });
}

/** The seconds or evaluations at a step; they were read at some steps only, so lie between its neighbours. */
function clockAt(run, step) {
  if (clock === "steps") return step;
  const read = run[clock] || [],
    after = read.findIndex(([s]) => s >= step);
  if (after < 0) return null;
  const [s1, t1] = read[after],
    [s0, t0] = after ? read[after - 1] : [0, 0];
  return s1 === s0 ? t1 : t0 + ((step - s0) / (s1 - s0)) * (t1 - t0);
}

const curve = (run, key) =>
  (run[key] || [])
    .filter(p => isNumber(p[1]))
    .map(([step, value]) => ({ step, x: clockAt(run, step), y: value }));

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
function lines(theme, id, key, name, dash) {
  const curves = runsOf(id)
    .map(run => curve(run, key))
    .filter(c => c.length);
  const several = curves.length > 1;
  const text = p =>
    [
      `<b>${plain(id)}</b>${several ? ", mean of the seeds" : ""}`,
      `step ${counted(p.step)}${clock === "steps" ? "" : `, ${figure(p.x)} ${clock}`}`,
      `${name} ${figure(p.y, 4)}`,
      ...(several ? [`${curves.length} seeds, ${interval([p.low, p.high])}`] : []),
      ...(isBiased(id) ? ["biased by design"] : []),
    ].join("<br>");
  return bandedLine(theme, id, curves.length ? overSeeds(curves) : [], { dash, several, text });
}

/** A chart of the curves that keys() gives as [key, name, dash], along the axis of the page. */
function runChart(id, { height, alt, note, keys, yaxis, more = () => ({}) }) {
  addChart(id, {
    height,
    alt,
    note,
    build: theme => {
      const traces = ids.flatMap(estimator =>
        keys().flatMap(([key, name, dash]) => lines(theme, estimator, key, name, dash)),
      );
      const title = CLOCKS.find(([, key]) => key === clock)[2];
      // Each of the horizontal axes keeps its own zoom.
      const xaxis = axis(theme, title, { rangemode: "tozero", uirevision: clock });
      return { traces, layout: { xaxis, yaxis: yaxis(theme), ...more(theme) } };
    },
  });
}

const bandNote = () =>
  (seeds().length > 1
    ? `Lines are means of ${seeds().length} seeds; bands reach from the lowest to the highest. `
    : "") + (ids.some(isBiased) ? "A hollow mark means biased by design." : "");

const lasts = (key, show) => ids.map(id => `${id} ${show(centre(id, key))}`).join(", ");

const atTheEnd = () => (doc.live ? "so far" : "at the end of its training");

/** Says what a single seed can tell; several have intervals, which the headline states. */
function seedNotice() {
  if (ids.length > 1 && seeds().length === 1)
    notice(
      "Each estimator was trained once. One seed decides nothing: another may change the order.",
    );
}

/** The column of final figures of estimators, means over seeds with standard deviations; better picks the best. */
function finalColumn(title, key, show, better) {
  const values = known(ids.map(id => centre(id, key))),
    best = values.length > 1 && better ? better(...values) : NaN;
  const spread = id => {
    const values = finals(id, key),
      sd = values.length > 1 ? deviation(values) : null;
    return sd === null ? "" : `± ${show === figure ? figure(sd, 2) : show(sd)}`;
  };
  return {
    title,
    num: true,
    value: id => centre(id, key),
    cell: id => numberCell(show(centre(id, key)), spread(id), centre(id, key) === best),
  };
}

/** Why runs ended, where it is not that they made all of their steps. */
function endingNotice() {
  const words = {
    patience:
      "ended early, as the bound had not risen for as many measurements as --patience allows",
    evaluations: "ended when the evaluations of f were used",
    seconds: "ended when the seconds of training were used, which depends on the machine",
  };
  for (const [ended, what] of Object.entries(words)) {
    const count = results.runs.filter(run => run.ended === ended).length;
    if (count) notice(`${count} of ${results.runs.length} runs ${what}.`);
  }
}

/** Only embedded pictures: a report never reaches for the network. */
const picture = (source, alt) =>
  /^data:image\//.test(source || "") ? el("img", { src: source, alt }) : null;

const named = id => [ids.includes(id) ? glyph(id) : null, breakable(id)];
