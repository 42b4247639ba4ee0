// When the task was solved: a bar for each method with its interval, and a mark for each seed; policy.js calls it.

const COUNTED = [
  ["Episodes", "episodes"],
  ["Environment steps", "environment_steps"],
];
let countedIn = "episodes";

const countOf = run =>
  countedIn === "episodes" ? run.solved_after : run.environment_steps_to_solve;

/** The rows of the chart, best at the bottom as Plotly counts upwards. */
const solvedRows = () =>
  ranked()
    .filter(id => !hidden.has(id))
    .reverse();

/** Seeds at their counts; those that did not solve stand at the end of their training, as crosses. */
function seedMarks(theme, id, row) {
  const runs = runsOf(id);
  const at = run => countOf(run) ?? run.final[countedIn];
  const jitter = i => (runs.length > 1 ? 0.36 * (i / (runs.length - 1) - 0.5) : 0);
  return {
    type: "scatter",
    mode: "markers",
    legendgroup: id,
    x: runs.map(at),
    y: runs.map((_, i) => row + jitter(i)),
    hoverinfo: "text",
    text: runs.map(run =>
      countOf(run) === null
        ? `<b>${plain(id)}</b>, seed ${run.seed}<br>not solved`
        : `<b>${plain(id)}</b>, seed ${run.seed}<br>solved after ${counted(run.solved_after)} episodes, ` +
          `${counted(run.environment_steps_to_solve)} steps`,
    ),
    marker: {
      symbol: runs.map(run => (countOf(run) === null ? "x-thin" : "circle")),
      size: runs.map(run => (countOf(run) === null ? 8 : 7)),
      color: theme.ink,
      opacity: 0.75,
      line: { width: runs.map(run => (countOf(run) === null ? 2 : 0)), color: theme.ink },
    },
  };
}

function solvedBar(theme, id, row) {
  const { mean, low, high } = toSolve(id, countedIn);
  if (!isNumber(mean)) return [];
  const several = solves(id) > 1;
  return [
    {
      type: "bar",
      orientation: "h",
      legendgroup: id,
      x: [mean],
      y: [row],
      width: 0.62,
      marker: { color: theme.of(id) + "88", line: { color: theme.of(id), width: 1.5 } },
      error_x: several
        ? {
            type: "data",
            symmetric: false,
            array: [high - mean],
            arrayminus: [mean - low],
            color: theme.ink,
            thickness: 1.8,
            width: 7,
          }
        : undefined,
      hoverinfo: "text",
      text: [
        `<b>${plain(id)}</b><br>${roundly(mean)} ${several ? interval([low, high]) : ""}` +
          `<br>${solves(id)} of ${methodOf(id).seeds} seeds`,
      ],
      textposition: "none",
    },
  ];
}

function solvedChart() {
  if (!ids.some(solves)) return dropSection("solved");
  segment(byId("counted"), COUNTED, countedIn, chosen => {
    countedIn = chosen;
    drawCharts();
  });
  addChart("solved", {
    height: 110 + 62 * ids.length,
    alt:
      "Episodes until the task was solved: " +
      ranked()
        .map(
          id =>
            `${id} ${roundly(toSolve(id, "episodes").mean)}, ${solves(id)} of ${methodOf(id).seeds} seeds`,
        )
        .join("; "),
    build: (theme, narrow) => {
      const rows = solvedRows();
      const traces = rows.flatMap((id, row) => [
        ...solvedBar(theme, id, row),
        seedMarks(theme, id, row),
      ]);
      const label = id =>
        `${inTwoLines(id, narrow ? 12 : 20)}<br><span style="font-size:11px">${solves(id)} of ${methodOf(id).seeds}</span>`;
      return {
        traces,
        layout: {
          barmode: "overlay",
          xaxis: axis(theme, AXES[countedIn], { rangemode: "tozero", uirevision: countedIn }),
          yaxis: axis(theme, "", {
            tickvals: rows.map((_, row) => row),
            ticktext: rows.map(label),
            range: [-0.6, rows.length - 0.4],
            showgrid: false,
            fixedrange: true,
          }),
        },
      };
    },
  });
}
