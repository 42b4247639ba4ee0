// The page of searches on problems of SimOpt: what report.js calls for results of that kind.

const GAPS = [0.2, 0.1, 0.05, 0.01];
const LEAST_GAP = 1e-3; // better cannot be told from the best that is known
let solvedGap = 0.1;

const percent = share => {
  const digits = Math.abs(share) < 0.1 ? 2 : 3;
  return `${figure(100 * share, digits)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")}\u00a0%`;
};
const searchOf = (problem, id) => problem.searches.find(s => s.id === id && s.objectives);
const gapOf = (problem, search, objective) =>
  (objective - problem.best_known) / (search.start - problem.best_known);
const finalGaps = (problem, search) =>
  search.objectives.map(of => gapOf(problem, search, of[of.length - 1]));

function quantile(values, level) {
  const rising = [...values].sort((a, b) => a - b),
    place = level * (rising.length - 1),
    below = Math.floor(place),
    above = Math.min(rising.length - 1, below + 1);
  return rising[below] + (place - below) * (rising[above] - rising[below]);
}

/** The share of repetitions that had come within the gap, at each number of runs. */
function solvedOf(problem, search) {
  const had = search.objectives.map(() => false);
  return search.runs.map((_, i) => {
    search.objectives.forEach((of, r) => {
      had[r] = had[r] || gapOf(problem, search, of[i]) <= solvedGap;
    });
    return had.filter(Boolean).length / had.length;
  });
}

/** What is recommended holds until the next measurement. */
const stepped = points =>
  points.flatMap((p, i) => (i ? [{ ...points[i - 1], x: p.x, runs: p.runs }, p] : [p]));

const shareAxis = theme => ({
  ...logAxis(theme, "share of the budget", [-2.02, 0.04]),
  tickvals: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
  ticktext: ["1 %", "2 %", "5 %", "10 %", "20 %", "50 %", "100 %"],
  tickfont: { size: theme.narrow ? 11 : 12, color: theme.muted },
});

/** Powers of ten and, on a wide page, two and five times those, between the first and the last number of runs. */
function budgetAxis(theme, runs) {
  const low = runs[0],
    high = runs[runs.length - 1];
  const ticks = [];
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10)
    for (const m of theme.narrow ? [1] : [1, 2, 5])
      if (m * power >= 0.99 * low && m * power <= 1.01 * high) ticks.push(m * power);
  return {
    ...logAxis(theme, "runs", [Math.log10(low) - 0.02, Math.log10(high) + 0.04]),
    tickvals: ticks,
    ticktext: ticks.map(counted),
    tickfont: { size: theme.narrow ? 11 : 12, color: theme.muted },
  };
}

const solvedAxis = theme =>
  axis(theme, theme.narrow ? "solved" : "repetitions solved", {
    range: [-0.03, 1.05],
    tickvals: [0, 0.25, 0.5, 0.75, 1],
    ticktext: ["0", "25 %", "50 %", "75 %", "100 %"],
  });

// ---------------------------------------------------------------- over all problems

/** The problems on which all searches were begun, which they were not after Ctrl-C; all if there is none. */
function comparedProblems() {
  const whole = results.problems.filter(p => p.searches.length === ids.length);
  return whole.length ? whole : results.problems;
}

/** The mean over problems of what a search had solved; one that failed has not solved its problem. */
function profileOf(id) {
  const begun = comparedProblems().filter(p => p.searches.some(s => s.id === id)),
    ended = begun.filter(p => searchOf(p, id));
  if (!ended.length) return [];
  const solved = ended.map(p => solvedOf(p, searchOf(p, id)));
  const { runs } = searchOf(ended[0], id),
    budget = runs[runs.length - 1];
  return runs.map((made, i) => ({
    x: made / budget,
    y: (mean(solved.map(s => s[i])) * ended.length) / begun.length,
  }));
}

function profileChart() {
  addChart("profile", {
    height: 420,
    alt: () =>
      `Share of repetitions solved to ${percent(solvedGap)} of the gap, in the end: ` +
      ids.map(id => `${id} ${percent((profileOf(id).slice(-1)[0] || { y: NaN }).y)}`).join(", "),
    build: theme => ({
      traces: ids.flatMap(id =>
        bandedLine(theme, id, stepped(profileOf(id)), {
          several: false,
          text: p => `<b>${plain(id)}</b><br>${percent(p.x)} of the budget: ${percent(p.y)} solved`,
        }),
      ),
      layout: { xaxis: shareAxis(theme), yaxis: solvedAxis(theme) },
    }),
  });
  segment(
    byId("gap"),
    GAPS.map(gap => [percent(gap), gap]),
    solvedGap,
    chosen => {
      solvedGap = chosen;
      drawCharts();
    },
  );
}

// ---------------------------------------------------------------- one problem

const pointsOf = search =>
  search.runs.map((runs, i) => {
    const at = search.objectives.map(of => of[i]);
    return {
      x: runs,
      runs,
      y: quantile(at, 0.5),
      low: quantile(at, 0.1),
      high: quantile(at, 0.9),
    };
  });

/** Objectives that are known: the best, and those that SimOpt's own searches reached. */
const levelsOf = problem => [
  { name: "best known", value: problem.best_known, best: true },
  ...problem.recorded.map(r => ({ name: r.search, value: r.objective })),
];

/** Vertical shifts, in pixels, at which names of levels do not cover each other. */
function spread(levels, range, height) {
  const pixel = v => ((v - range[0]) / (range[1] - range[0])) * height;
  const rising = [...levels].sort((a, b) => a.value - b.value);
  let below = -Infinity;
  const places = rising.map(l => (below = Math.max(pixel(l.value), below + 15)));
  let above = height + 6;
  for (let i = rising.length - 1; i >= 0; i--)
    above = (places[i] = Math.min(places[i], above)) - 15;
  return rising.map((l, i) => ({ ...l, shift: places[i] - pixel(l.value) }));
}

function levelMarks(theme, problem, range, height) {
  const inside = levelsOf(problem).filter(l => l.value >= range[0] && l.value <= range[1]);
  return {
    shapes: inside.map(l => ({
      type: "line",
      layer: "below",
      xref: "paper",
      x0: 0,
      x1: 1,
      y0: l.value,
      y1: l.value,
      line: { color: theme.muted, width: l.best ? 1.8 : 1, dash: l.best ? "dot" : "dash" },
    })),
    annotations: theme.narrow
      ? []
      : spread(inside, range, height).map(l => ({
          xref: "paper",
          x: 1,
          xanchor: "left",
          xshift: 8,
          y: l.value,
          yshift: l.shift,
          text: `${plain(l.name)} ${figure(l.value, 4)}`,
          showarrow: false,
          font: { size: 12, color: theme.muted },
        })),
  };
}

const PROGRESS = { height: 400, top: 20, bottom: 56 };

function progressChart(problem, searches) {
  const all = searches.flatMap(s => pointsOf(s).map(p => p.y));
  const ends = [...all, ...levelsOf(problem).map(l => l.value)];
  const start = searches[0].start;
  // Beyond the start there is nothing to learn from a level.
  const beyond = v => (problem.goal === "least" ? v > start : v < start);
  const kept = [...ends.filter(v => !beyond(v) || all.includes(v)), start];
  const low = Math.min(...kept),
    high = Math.max(...kept),
    range = [low - 0.05 * (high - low), high + 0.05 * (high - low)];
  addChart(`progress-${problem.id}`, {
    height: PROGRESS.height,
    alt:
      `Objective of ${problem.id} over runs, from ${figure(start, 4)}; medians in the end: ` +
      searches.map(s => `${s.id} ${figure(pointsOf(s).slice(-1)[0].y, 4)}`).join(", ") +
      `; best known ${figure(problem.best_known, 4)}`,
    build: (theme, narrow) => {
      const several = searches[0].objectives.length > 1;
      return {
        traces: searches.flatMap(s =>
          bandedLine(theme, s.id, stepped(pointsOf(s)), {
            several,
            text: p =>
              `<b>${plain(s.id)}</b>, ${counted(p.runs)} runs<br>${figure(p.y, 4)}` +
              (several ? ` ${interval([p.low, p.high])}` : ""),
          }),
        ),
        layout: {
          margin: { l: 20, r: narrow ? 20 : 170, t: PROGRESS.top, b: PROGRESS.bottom },
          xaxis: budgetAxis(theme, searches[0].runs),
          yaxis: axis(theme, narrow ? "objective" : `objective, the ${problem.goal} is best`, {
            range,
          }),
          ...levelMarks(theme, problem, range, PROGRESS.height - PROGRESS.top - PROGRESS.bottom),
        },
      };
    },
  });
}

function solvedChart(problem, searches) {
  addChart(`solved-${problem.id}`, {
    height: 230,
    alt: () =>
      `Repetitions of ${problem.id} solved to ${percent(solvedGap)} of the gap, in the end: ` +
      searches.map(s => `${s.id} ${percent(solvedOf(problem, s).slice(-1)[0])}`).join(", "),
    build: (theme, narrow) => ({
      traces: searches.flatMap(s =>
        bandedLine(
          theme,
          s.id,
          stepped(solvedOf(problem, s).map((y, i) => ({ x: s.runs[i], runs: s.runs[i], y }))),
          {
            several: false,
            text: p => `<b>${plain(s.id)}</b>, ${counted(p.runs)} runs<br>${percent(p.y)} solved`,
          },
        ),
      ),
      layout: {
        margin: { l: 20, r: narrow ? 20 : 170, t: 10, b: 50 },
        xaxis: budgetAxis(theme, searches[0].runs),
        yaxis: solvedAxis(theme),
      },
    }),
  });
}

function problemSection(problem) {
  const searches = ids.map(id => searchOf(problem, id)).filter(Boolean);
  const recorded = [...problem.recorded].sort((a, b) => a.objective - b.objective);
  const start = searches.length ? ` It starts at ${figure(searches[0].start, 4)}.` : "";
  const chart = name => el("div", { class: "chart", id: `${name}-${problem.id}`, role: "img" });
  byId("problems").append(
    el(
      "section",
      { class: "split" },
      el(
        "div",
        {},
        el("h2", {}, breakable(problem.id)),
        el("p", { class: "how" }, `${problem.title}; the ${problem.goal} is best.${start}`),
        el(
          "p",
          { class: "how" },
          `Best known ${figure(problem.best_known, 4)}. SimOpt’s own searches ended at ` +
            recorded.map(r => `${figure(r.objective, 4)} (${r.search})`).join(", ") +
            ".",
        ),
        problem.searches
          .filter(s => s.failure)
          .map(s => el("p", { class: "how" }, `${s.id} failed: ${s.failure}.`)),
      ),
      el("div", { class: "body" }, searches.length ? [chart("progress"), chart("solved")] : []),
    ),
  );
  if (!searches.length) return;
  progressChart(problem, searches);
  solvedChart(problem, searches);
}

// ---------------------------------------------------------------- in the end

const clipped = gap => Math.max(LEAST_GAP, gap);

const gapAxis = (theme, title, values) => {
  const high = Math.max(0.3, ...values);
  const ticks = [0.001, 0.01, 0.1, 1, 10].filter(t => t <= high);
  return {
    ...logAxis(theme, title, [Math.log10(LEAST_GAP) - 0.12, Math.log10(high) + 0.12]),
    tickvals: ticks,
    ticktext: ticks.map((t, i) => (i ? percent(t) : "≤ 0.1 %")),
    tickfont: { size: theme.narrow ? 11 : 12, color: theme.muted },
  };
};

/** A mark of each repetition where it ended, in a row for each problem; what SimOpt recorded stands below. */
function terminalChart() {
  const problems = results.problems.filter(p => ids.some(id => searchOf(p, id)));
  const lanes = ids.length + 1;
  const lane = k => ((k + 0.5) / lanes - 0.5) * 0.8;
  const startOf = p =>
    searchOf(
      p,
      ids.find(id => searchOf(p, id)),
    );
  const recordedGap = (p, r) => gapOf(p, startOf(p), r.objective);
  const values = problems.flatMap(p => [
    ...ids.flatMap(id => (searchOf(p, id) ? finalGaps(p, searchOf(p, id)) : [])),
    ...p.recorded.map(r => recordedGap(p, r)),
  ]);
  const marks = (theme, id, k) => {
    const of = problems.flatMap((p, row) =>
      searchOf(p, id) ? finalGaps(p, searchOf(p, id)).map((gap, r) => ({ p, row, gap, r })) : [],
    );
    return {
      type: "scatter",
      mode: "markers",
      legendgroup: id,
      x: of.map(m => clipped(m.gap)),
      y: of.map(m => m.row + lane(k)),
      marker: { symbol: markOf(id)[0], size: 9, opacity: 0.75, color: theme.of(id) },
      text: of.map(
        m =>
          `<b>${plain(id)}</b> on ${plain(m.p.id)}, repetition ${m.r + 1}<br>${percent(m.gap)} of the gap left`,
      ),
      hoverinfo: "text",
    };
  };
  addChart("terminal", {
    height: 110 + 58 * problems.length,
    alt:
      "Median share of the gap that was left: " +
      problems
        .map(
          p =>
            `${p.id} ` +
            ids
              .filter(id => searchOf(p, id))
              .map(id => `${id} ${percent(quantile(finalGaps(p, searchOf(p, id)), 0.5))}`)
              .join(", "),
        )
        .join("; "),
    build: (theme, narrow) => {
      const recorded = problems.flatMap((p, row) =>
        p.recorded.map(r => ({ p, row, r, gap: recordedGap(p, r) })),
      );
      return {
        traces: [
          ...ids.map((id, k) => marks(theme, id, k)),
          {
            type: "scatter",
            mode: "markers",
            x: recorded.map(m => clipped(m.gap)),
            y: recorded.map(m => m.row + lane(ids.length)),
            marker: { symbol: "line-ns-open", size: 12, color: theme.ink, line: { width: 2 } },
            text: recorded.map(
              m =>
                `<b>${plain(m.r.search)}</b> of SimOpt on ${plain(m.p.id)}<br>${percent(m.gap)} of the gap left`,
            ),
            hoverinfo: "text",
          },
        ],
        layout: {
          margin: { l: 20, r: 20, t: 10, b: 50 },
          xaxis: gapAxis(
            theme,
            narrow ? "gap left" : "share of the gap that is left at the end",
            values,
          ),
          yaxis: axis(theme, "", {
            tickvals: problems.map((_, i) => i),
            ticktext: problems.map(p => inTwoLines(p.id, narrow ? 10 : 16) + "  "),
            range: [problems.length - 0.45, -0.55],
            fixedrange: true,
            showgrid: false,
          }),
          shapes: problems.slice(1).map((_, i) => ({
            type: "line",
            xref: "paper",
            x0: 0,
            x1: 1,
            y0: i + 0.5,
            y1: i + 0.5,
            line: { color: theme.grid, width: 1 },
          })),
        },
      };
    },
  });
}

/** As SimOpt draws it: the mean of the gap that is left against its deviation, a mark for each problem. */
function spreadChart() {
  const of = id =>
    results.problems
      .filter(p => searchOf(p, id) && searchOf(p, id).objectives.length > 1)
      .map(p => {
        const gaps = finalGaps(p, searchOf(p, id));
        return { p, mean: mean(gaps), deviation: deviation(gaps) };
      });
  const all = ids.flatMap(of);
  if (!all.length) return dropSection("spread");
  addChart("spread", {
    height: 420,
    alt:
      "Mean and deviation of the gap that was left: " +
      ids
        .map(
          id =>
            `${id} ` +
            of(id)
              .map(m => `${m.p.id} ${percent(m.mean)}, ${percent(m.deviation)}`)
              .join("; "),
        )
        .join("; "),
    build: (theme, narrow) => ({
      traces: ids.map(id => ({
        type: "scatter",
        mode: "markers",
        legendgroup: id,
        x: of(id).map(m => clipped(m.mean)),
        y: of(id).map(m => clipped(m.deviation)),
        marker: { symbol: markOf(id)[0], size: 11, opacity: 0.8, color: theme.of(id) },
        text: of(id).map(
          m =>
            `<b>${plain(id)}</b> on ${plain(m.p.id)}<br>mean ${percent(m.mean)}, deviation ${percent(m.deviation)}`,
        ),
        hoverinfo: "text",
      })),
      layout: {
        xaxis: gapAxis(
          theme,
          narrow ? "mean of the gap" : "mean of the gap that is left",
          all.map(m => m.mean),
        ),
        yaxis: gapAxis(
          theme,
          "deviation",
          all.map(m => m.deviation),
        ),
      },
    }),
  });
}

// ---------------------------------------------------------------- figures

function figuresTable() {
  const rows = results.problems.flatMap(p => [
    ...p.searches.map(s => ({ ...s, of: p.id, name: s.id })),
    ...p.recorded.map(r => ({ of: p.id, name: `SimOpt: ${r.search}`, recorded: r.objective })),
  ]);
  const at = (row, name, k) => (row[name] ? row[name][k] : null);
  const objective = (title, k) =>
    numberColumn(
      title,
      row => (k === 2 && isNumber(row.recorded) ? row.recorded : at(row, "objective", k)),
      { show: v => figure(v, 4) },
    );
  const solved = (title, k) =>
    numberColumn(title, row => at(row, "solved", k), {
      show: v => (isNumber(v) ? percent(v) : "–"),
    });
  return dataTable(
    "figures",
    "Medians over repetitions at 5, 25 and 100 % of the budget, and the share that had solved the problem there.",
    [
      { title: "Problem", value: r => r.of, cell: r => breakable(r.of) },
      {
        title: "Search",
        value: r => r.name,
        cell: r =>
          el(
            "div",
            {},
            breakable(r.name),
            r.failure ? el("small", {}, `failed: ${r.failure}`) : null,
          ),
      },
      objective("At 5 %", 0),
      objective("At 25 %", 1),
      objective("At 100 %", 2),
      solved("Solved at 5 %", 0),
      solved("Solved at 25 %", 1),
      solved("Solved at 100 %", 2),
      numberColumn("Runs to solve", r => r.runs_to_solve, {
        show: v => (isNumber(v) ? counted(v) : "–"),
      }),
      numberColumn("Repetitions", r => r.repetitions, {
        show: v => (isNumber(v) ? counted(v) : "–"),
      }),
    ],
    rows,
  );
}

function showPage() {
  const made = results.problems.flatMap(p => p.searches.map(s => s.repetitions)).filter(isNumber),
    most = made.length ? Math.max(...made) : 0,
    fewest = made.length ? Math.min(...made) : 0;
  const range = fewest < most ? `${counted(fewest)} to ${counted(most)}` : counted(most);
  headline(
    results.headline,
    `${results.summary}. ${results.problems.length} ${results.problems.length === 1 ? "problem" : "problems"}, ` +
      `${range} ${most === 1 ? "repetition" : "repetitions"} of each search. ` +
      "The gap is what lies between the objective at the start and the best that is known; a problem is solved when " +
      `${percent(results.gap)} of it are left.`,
  );
  for (const { problem, search } of results.problems.flatMap(problem =>
    problem.searches.filter(s => s.failure).map(search => ({ problem, search })),
  ))
    notice(`${search.id} failed on ${problem.id}: ${search.failure}.`, true);
  profileChart();
  results.problems.forEach(problemSection);
  terminalChart();
  spreadChart();
  byId("figures").append(figuresTable());
}
