// The page of policies: what report.js calls for results of that kind.

const methodOf = id => results.methods.find(method => method.method === id);
const runsOf = id => results.runs.filter(run => run.estimator === id);
const finalOf = (id, key) => methodOf(id).final[key] || {};
const toSolve = (id, key) => methodOf(id)[`${key}_to_solve`] || {};
const solves = id => methodOf(id).solved;

/** Methods that solve with more seeds first, of equal ones those that need fewer episodes. */
const ranked = () =>
  [...ids].sort(
    (a, b) =>
      solves(b) - solves(a) ||
      compareValues(toSolve(a, "episodes").mean, toSolve(b, "episodes").mean, 1) ||
      compareValues(finalOf(a, "return").iqm, finalOf(b, "return").iqm, -1),
  );

/** Counts to read: whole numbers, with three digits that count where they are large. */
const roundly = value =>
  isNumber(value)
    ? counted(value < 10_000 ? Math.round(value) : Number(value.toPrecision(3)))
    : "–";

function policyHeadline() {
  const [best] = ranked();
  if (doc.live)
    return headline(
      `${best} leads so far`,
      `With it, ${solves(best)} of ${methodOf(best).seeds} seeds have reached a return of ${score(results.solved_at)}.`,
    );
  const cost = solves(best)
    ? `It takes ${roundly(toSolve(best, "environment_steps").mean)} steps of the environment.`
    : "";
  headline(
    results.headline,
    [
      results.details || cost,
      `Solved means a return of ${score(results.solved_at)}, the mean of 100 episodes of training.`,
    ].join(" "),
  );
}

function policyNotices() {
  const failed = results.runs.filter(run => run.failure);
  if (failed.length)
    notice(
      `${counted(failed.length)} of ${counted(results.runs.length)} runs failed; ` +
        `${failed[0].estimator}, seed ${failed[0].seed}: ${failed[0].failure}.`,
      true,
    );
  if (ids.length > 1 && results.seeds === 1 && !results.details.includes("one seed"))
    notice("Each method was trained once. One seed decides nothing: another may change the order.");
}

function policyTable() {
  const iqm = (title, key, better) => {
    const values = known(ids.map(id => finalOf(id, key).iqm)),
      best = values.length > 1 && better ? better(...values) : NaN;
    return {
      title,
      num: true,
      value: id => finalOf(id, key).iqm,
      bounds: id => [finalOf(id, key).low, finalOf(id, key).high],
      cell: id =>
        numberCell(
          score(finalOf(id, key).iqm),
          results.seeds > 1 ? interval([finalOf(id, key).low, finalOf(id, key).high]) : "",
          finalOf(id, key).iqm === best,
        ),
    };
  };
  const counts = (title, key) => {
    const values = known(ids.map(id => toSolve(id, key).mean)),
      best = values.length > 1 ? Math.min(...values) : NaN;
    return {
      title,
      num: true,
      value: id => toSolve(id, key).mean,
      cell: id => {
        const { mean, deviation } = toSolve(id, key);
        return numberCell(
          roundly(mean),
          isNumber(deviation) ? `± ${roundly(deviation)}` : "",
          mean === best,
        );
      },
    };
  };
  const columns = [
    {
      title: "Method",
      value: id => id,
      cell: id => nameCell(id, isBiased(id) ? "biased by design" : ""),
    },
    {
      title: "Solved",
      num: true,
      value: solves,
      cell: id => numberCell(`${solves(id)} of ${methodOf(id).seeds}`, "", false),
    },
    counts("Episodes", "episodes"),
    counts("Steps", "environment_steps"),
    iqm("Return", "return", Math.max),
    iqm("Greedy", "evaluation_greedy", Math.max),
    iqm("Sampled", "evaluation_sampled", Math.max),
    iqm("Entropy", "entropy"),
    iqm("Log-variance", "log_variance", Math.min),
    iqm("Seconds", "seconds", Math.min),
  ];
  const rows = ranked();
  const caption =
    "Each method at the end of its training, best first. Episodes and steps are those until the task was solved, " +
    "means ± standard deviations over the seeds that solved it; the others are interquartile means with intervals. " +
    "Click a heading to sort.";
  byId("figures").append(
    dataTable("figures", caption, columns, rows, id =>
      id === rows[0] && rows.length > 1 && solves(id) ? "winner" : null,
    ),
  );
}

/** The settings of all methods: those that are equal once, the others for each method. */
function settingsTable() {
  const all = Object.fromEntries(ids.map(id => [id, runsOf(id)[0].settings]));
  const names = Object.keys(all[ids[0]]).filter(name => name !== "method");
  const values = name => ids.map(id => all[id][name]);
  const own = names.filter(name => new Set(values(name)).size > 1);
  byId("common").append(
    ...names
      .filter(name => !own.includes(name))
      .map(name => el("div", {}, el("dt", {}, name), el("dd", {}, all[ids[0]][name]))),
  );
  if (!own.length) return;
  const columns = [
    { title: "Method", value: id => id, cell: id => nameCell(id) },
    ...own.map(name => ({
      title: name,
      value: id => all[id][name],
      cell: id => all[id][name],
      text: true,
    })),
  ];
  byId("settings").append(
    dataTable("settings", "Settings in which the methods differ.", columns, ids),
  );
}

function showPage() {
  [
    policyHeadline,
    policyNotices,
    film,
    returnCharts,
    solvedChart,
    policyTable,
    settingsTable,
  ].forEach(show => show());
}
