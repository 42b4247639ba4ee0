// The page of searches on black boxes: what report.js calls for results of that kind.

function evaluationsColumn(title, values) {
  return {
    title,
    num: true,
    value: row => median(values(row)),
    cell: row => {
      const some = known(values(row));
      const reached = some.length ? `${Math.min(...some)} to ${Math.max(...some)}` : null;
      return numberCell(isNumber(median(values(row))) ? figure(median(values(row)), 4) : "more", [
        reached,
        `${some.length} of ${values(row).length}`,
      ]);
    },
  };
}

function showPage() {
  const problems = results.problems || [];
  const first = row => median(row.needs);
  const wins = problems.filter(p => {
    const least = Math.min(...p.searches.map(first));
    const own = p.searches.find(row => row.name === "surrogate_descent");
    return own && isNumber(least) && first(own) === least;
  });
  headline(
    `Surrogate descent needs the fewest evaluations on ${wins.length} of ${problems.length}`,
    "Black boxes of bits and categories, by the evaluations of f until its mean is low.",
  );
  const after = results.after || [];
  for (const problem of problems) {
    byId("problems").append(
      el(
        "section",
        {},
        el("h2", {}, problem.id),
        el(
          "p",
          { class: "how" },
          `${problem.title}. Best known ${figure(problem.best)}, target ${figure(problem.target)}.`,
        ),
        dataTable(
          problem.id,
          `Searches on ${problem.id}. Small figures are the fewest, the most, and how many arrived.`,
          [
            { title: "Search", value: r => r.name, cell: r => el("span", {}, breakable(r.name)) },
            evaluationsColumn("To target", r => r.needs),
            evaluationsColumn("f seen", r => r.sees),
            ...after
              .filter(n => n <= results.budget.amount)
              .map((n, i) => numberColumn(`E f after ${counted(n)}`, r => r.means[i])),
            numberColumn("µs", r => r.micros),
          ],
          problem.searches,
        ),
      ),
    );
  }
}
