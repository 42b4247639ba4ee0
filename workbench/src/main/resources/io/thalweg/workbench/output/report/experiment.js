// The page of an experiment, whose results say what is measured: what report.js calls for results of that kind.

const measures = results.measures || [],
  goal = measures[0], // the measurement that estimators are compared by
  levels = results.levels || {};
const scoreOf = id => (doc.live ? centreSoFar(id, goal.name) : centre(id, goal.name));
const upwards = measure => measure.better === "higher";
const best = measure => ({ lower: Math.min, higher: Math.max })[measure.better];
const ranked = () =>
  [...ids].sort((a, b) => compareValues(scoreOf(a), scoreOf(b), upwards(goal) ? -1 : 1));
const shownValue = value => (isNumber(value) ? figure(value, 4) : "–");

function experimentHeadline() {
  const [first, second] = ranked(),
    steps = counted(Math.max(...results.runs.map(run => run.steps)));
  const others = Object.entries(levels).map(([name, level]) => `${name}: ${shownValue(level)}`);
  const of = id => `${shownValue(scoreOf(id))} of ${id}`;
  headline(
    doc.live ? (second ? `${first} leads so far` : `${first} is in training`) : results.headline,
    `${goal.title} ${doc.live ? "so far" : `after ${steps} steps`}: ${of(first)}${second ? ` against ${of(second)}` : ""}. ${others.join("; ")}.`,
  );
}

// Words that are nearer to each other than this share of an axis would overlap.
const WORDS = 0.05;

/** A dotted line across a chart at a level. */
const levelLine = (theme, y) => ({
  type: "line",
  xref: "paper",
  x0: 0,
  x1: 1,
  y0: y,
  y1: y,
  line: { color: theme.muted, width: 1.5, dash: "dot" },
});

/** The words at the right end of the lines of one or more levels. */
const levelWords = (theme, group) => ({
  xref: "paper",
  x: 1,
  xanchor: "right",
  y: group.at(-1)[1],
  yanchor: "bottom",
  align: "right",
  text: group.map(([name, y]) => `${name} ${shownValue(y)}`).join(theme.narrow ? "<br>" : "; "),
  showarrow: false,
  font: { size: theme.narrow ? 11 : 12, color: theme.muted },
});

const valuesOf = measure =>
  ids.flatMap(id => runsOf(id).flatMap(run => curve(run, measure.name).map(p => p.y)));

/** Those levels that are so near to the curves that they do not press them flat. */
function nearLevels() {
  const values = valuesOf(goal),
    low = Math.min(...values),
    high = Math.max(...values),
    room = 2 * (high - low);
  return Object.entries(levels).filter(([, y]) => y >= low - room && y <= high + room);
}

/** Near levels from the lowest to the highest, those in one group whose words would overlap. */
function levelGroups() {
  const [low, high] = linearRange(goal),
    groups = [];
  for (const level of nearLevels().sort(([, one], [, other]) => one - other)) {
    const last = groups.at(-1);
    if (last && level[1] - last.at(-1)[1] < WORDS * (high - low)) last.push(level);
    else groups.push([level]);
  }
  return groups;
}

function levelLines(theme) {
  return {
    shapes: nearLevels().map(([, y]) => levelLine(theme, y)),
    annotations: levelGroups().map(group => levelWords(theme, group)),
  };
}

/** The range of a linear axis: all curves and levels, with some room. */
function linearRange(measure) {
  const values = valuesOf(measure).concat(measure === goal ? nearLevels().map(([, y]) => y) : []);
  const low = Math.min(...values),
    high = Math.max(...values),
    pad = 0.1 * (high - low || 1);
  return [low - pad, high + pad];
}

/** Names the levels that lie beyond the axis. */
function farNote() {
  const near = nearLevels().map(([name]) => name),
    far = Object.entries(levels).filter(([name]) => !near.includes(name));
  return far.length
    ? `Beyond the axis: ${far.map(([name, y]) => `${name} ${shownValue(y)}`).join("; ")}. `
    : "";
}

function chartOf(measure) {
  const values = id => runsOf(id).flatMap(run => curve(run, measure.name).map(p => p.y)),
    logarithmic = measure.chart === "logarithmic",
    still = logarithmic ? ids.filter(id => !values(id).some(v => v > 0)) : [];
  runChart(measure.name, {
    height: measure === goal ? 480 : 400,
    keys: () => [[measure.name, measure.title, "solid"]],
    yaxis: theme =>
      logarithmic
        ? logAxis(theme, measure.title, logRange(ids.flatMap(values)))
        : axis(theme, measure.title, { range: linearRange(measure) }),
    alt: `${measure.title} during training; in the end: ${lasts(measure.name, shownValue)}`,
    note:
      (still.length ? `Always 0, and so without a line: ${still.join(", ")}. ` : "") +
      (measure === goal ? farNote() : "") +
      bandNote(),
    more: measure === goal ? levelLines : () => ({}),
  });
}

/** A section for each measurement that has a chart, below the one that holds the buttons of the axis. */
function experimentCharts() {
  const charted = measures.filter(measure => measure.chart !== "none");
  byId("charts").replaceWith(
    ...charted.map(measure =>
      el(
        "section",
        { class: "split" },
        el(
          "div",
          {},
          el("h2", {}, capitalised(measure.title)),
          el("p", { class: "how" }, `${measure.meaning}${direction(measure)}`),
        ),
        el(
          "div",
          { class: "body" },
          measure === goal
            ? el(
                "div",
                { class: "controls" },
                el("span", {}, "Along"),
                el("span", {
                  class: "segment",
                  id: "clock",
                  role: "group",
                  "aria-label": "Horizontal axis",
                }),
              )
            : null,
          el("div", { class: "chart", id: measure.name, role: "img" }),
        ),
      ),
    ),
  );
  clockButtons();
  charted.forEach(chartOf);
}

const direction = measure =>
  measure.better === "neither" ? "" : ` ${upwards(measure) ? "Higher" : "Lower"} is better.`;

function experimentTable() {
  const columns = [
    { title: "Estimator", value: id => id, cell: id => nameCell(id) },
    ...measures.map(measure =>
      finalColumn(capitalised(measure.title), measure.name, shownValue, best(measure)),
    ),
    finalColumn("Evaluations of f", "evaluations", count),
    finalColumn("µs a step", "micros", figure, Math.min),
    finalColumn("Seconds", "seconds", figure, Math.min),
  ];
  const rows = ranked();
  const caption =
    `Each estimator ${atTheEnd()}, the best first` +
    (seeds().length > 1 ? `: means ± standard deviations over ${seeds().length} seeds` : "") +
    ". Click a heading to sort.";
  byId("figures").append(
    dataTable("figures", caption, columns, rows, id =>
      id === rows[0] && rows.length > 1 ? "winner" : null,
    ),
  );
  byId("meanings").replaceChildren(
    ...measures
      .filter(measure => measure.chart === "none")
      .map(measure =>
        el(
          "div",
          {},
          el("dt", {}, measure.title),
          el("dd", {}, `${measure.meaning}${direction(measure)}`),
        ),
      ),
  );
}

const capitalised = text => text.charAt(0).toUpperCase() + text.slice(1);

function experimentPictures() {
  const pictures = (doc.images || {}).pictures || [];
  if (!pictures.length) return dropSection("pictures");
  byId("about-pictures").textContent = results.about_pictures;
  const place = one => (one.estimator ? ranked().indexOf(one.estimator) : -1);
  byId("pictures").append(
    ...[...pictures]
      .sort((a, b) => place(a) - place(b))
      .map(one =>
        el(
          "figure",
          one.estimator ? { "data-estimator": one.estimator } : {},
          el("figcaption", {}, one.estimator ? named(one.estimator) : one.caption),
          picture(one.picture, one.estimator ? `Reached with ${one.estimator}` : one.caption),
          el("small", {}, one.note),
        ),
      ),
  );
}

function experimentSettings() {
  byId("common").append(
    ...Object.entries(results.settings || {}).map(([name, setting]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, setting)),
    ),
  );
}

function showPage() {
  [
    experimentHeadline,
    seedNotice,
    endingNotice,
    experimentCharts,
    experimentTable,
    experimentPictures,
    experimentSettings,
  ].forEach(show => show());
}
