// The table of all figures of a comparison; compare.js calls it.

/** A number rounded up to two digits. */
function roundedUp(value) {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit) * unit;
}

/** Why an estimator has the verdict that it has, or what would give it a better one. */
function reasonOf(row) {
  const { needed, reason } = row.bias || {};
  switch (verdictOf(row)) {
    case "biased":
      return `Not ranked: ${isBiased(row.id) ? biasOf(row.id) : `its mean differs from ${reference}`}`;
    case "underpowered":
      return isNumber(needed)
        ? `${counted(roundedUp(needed))} draws would do`
        : "A bias of interest is below the rounding of f, whatever the number of draws";
    case "unjudged":
      return reason;
    default:
      return null;
  }
}

function verdictCell(row) {
  const said = reasonOf(row);
  return el(
    "div",
    {},
    el("span", { class: `badge ${verdictOf(row)}` }, verdictOf(row)),
    said ? el("small", { class: "reason" }, said) : null,
    verdictOf(row) !== "biased" && isBiased(row.id)
      ? el("small", { class: "reason" }, "Not ranked: biased by design")
      : null,
  );
}

/** The columns of both costs; the one that estimators are charged in comes first. */
function costColumns() {
  const time = numberColumn("µs", r => r.micros, {
    bounds: r => r.micros_ci,
    small: r => (r.learn_micros > 0 ? `${figure(r.learn_micros)} to learn` : ""),
  });
  const evaluations = numberColumn("Evaluations", r => r.evaluations, {
    show: count,
    small: r =>
      r.warm_up_evaluations > 0 ? `${counted(Math.round(r.warm_up_evaluations))} to warm up` : "",
  });
  return currency === "time" ? [time, evaluations] : [evaluations, time];
}

function compareTable(rows) {
  const bias = (row, key) => (row.bias ? row.bias[key] : null);
  const [charged, other] = costColumns();
  const columns = [
    { title: "Estimator", value: r => r.id, cell: r => nameCell(r.id, r.family) },
    { title: "Verdict", value: verdictOf, cell: verdictCell },
    {
      title: `Efficiency per ${currency === "time" ? "µs" : "evaluation"}`,
      num: true,
      value: r => (rank(r) === -Infinity ? null : rank(r)),
      bounds: efficiencyInterval,
      cell: r =>
        numberCell(
          isExact(r) ? "no variance" : figure(efficiencyOf(r)),
          interval(efficiencyInterval(r)),
        ),
    },
    numberColumn("Variance", r => r.variance, {
      bounds: r => r.variance_ci,
      small: r => (r.tail && r.tail.heavy ? "a few draws make most of it" : ""),
    }),
    charged,
    other,
    numberColumn(
      "Worst |z|",
      r => (isNumber(bias(r, "worst_z")) ? Math.abs(r.bias.worst_z) : null),
      { small: r => (isNumber(bias(r, "critical_z")) ? `of ${figure(r.bias.critical_z)}` : "") },
    ),
    numberColumn("Detectable", r => bias(r, "detectable")),
    { title: "Draws", value: r => r.draws },
    { title: "Draws needed", value: r => bias(r, "needed") },
    { title: "Reason", value: reasonOf },
    { title: "µs to learn", value: r => r.learn_micros },
    { title: "Evaluations to warm up", value: r => r.warm_up_evaluations },
  ];
  return dataTable(
    "figures",
    "Every estimator, most efficient first. Click a heading to sort.",
    columns,
    rows,
    r => (r.id === outcome().winner ? "winner" : verdictOf(r) === "biased" ? "biased" : null),
  );
}
