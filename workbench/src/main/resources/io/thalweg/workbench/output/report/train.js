// The page of a training: what report.js calls for results of that kind.

/** What estimators are ranked by: the final bound, or the ELBO of models that train on, at equal steps. */
const reached = id => (doc.live ? centreSoFar(id, "test") : centre(id, "test_bound"));

function trainHeadline() {
  const order = ids.filter(id => isNumber(reached(id))).sort((a, b) => reached(b) - reached(a));
  const [first, second] = order,
    most = Math.max(...results.runs.map(run => run.steps || 0)),
    steps = counted(most);
  if (!first)
    return headline("No run reached a test bound", "The curves below show how far each one came.");
  if (doc.live)
    return headline(
      second ? `${first} leads so far` : `${first} is in training`,
      `Test ELBO ${nats(reached(first))} nats` +
        (second ? ` against ${nats(reached(second))} of ${second}` : "") +
        ", where all have made as many steps.",
    );
  const pace = centre(first, "micros");
  const alone = `After ${steps} steps, at ${figure(pace)} µs a step and ${figure(centre(first, "seconds"))} s in all.`;
  if (!second) return headline(results.headline, alone);
  const least = Math.min(...results.runs.map(run => run.steps || 0));
  headline(
    results.headline,
    `Test bound ${nats(reached(first))} nats against ${nats(reached(second))}, after ` +
      `${least < most ? `${counted(least)} to ` : ""}${steps} steps ` +
      `at ${figure(pace)} µs each against ${figure(centre(second, "micros"))} µs.${reason(first, order[order.length - 1])}`,
  );
}

/** Why the first is first, in the one figure that tells estimators apart at equal steps: the noise of their gradients. */
function reason(first, last) {
  const calm = centre(first, "gradient_variance"),
    loud = centre(last, "gradient_variance");
  if (!(calm > 0 && loud > 0)) return "";
  const bias = isBiased(first) ? " It is biased by design, yet at" : " At";
  return `${bias} the end its gradients have a variance of ${figure(calm)}; those of ${last}, which comes last, have ${figure(loud)}.`;
}

function trainTable() {
  const columns = [
    {
      title: "Estimator",
      value: id => id,
      cell: id => nameCell(id, isBiased(id) ? "biased by design" : ""),
    },
    ...(ids.some(id => centre(id, "test_bound") !== null)
      ? [finalColumn("Test bound", "test_bound", nats, Math.max)]
      : []),
    finalColumn("Test ELBO", "test_elbo", nats, Math.max),
    finalColumn("Train ELBO", "train_elbo", nats, Math.max),
    finalColumn("Gradient variance", "gradient_variance", figure, Math.min),
    finalColumn("Evaluations of f", "evaluations", count),
    finalColumn("µs a step", "micros", figure, Math.min),
    finalColumn("Seconds", "seconds", figure, Math.min),
  ];
  const rows = [...ids].sort((a, b) => compareValues(reached(a), reached(b), -1));
  const caption =
    `Each estimator ${atTheEnd()}, best first` +
    (seeds().length > 1 ? `: means ± standard deviations over ${seeds().length} seeds` : "") +
    ". Click a heading to sort.";
  byId("figures").append(
    dataTable("figures", caption, columns, rows, id =>
      id === rows[0] && rows.length > 1 ? "winner" : null,
    ),
  );
}

function trainPictures() {
  const { originals, runs = {} } = doc.images || {};
  const rows = Object.entries(runs).filter(([, images]) => images);
  const shown = (key, verb) =>
    rows
      .map(([id, images]) => [
        id,
        picture(images[key], `Digits ${verb} the model trained with ${id}`),
      ])
      .filter(([, image]) => image);
  const strips = shown("reconstructions", "reconstructed by").map(([id, image]) =>
    el("div", { class: "strip", "data-estimator": id }, el("p", {}, named(id)), image),
  );
  if (strips.length) {
    const first = picture(originals, "The original digits");
    byId("reconstructions").append(
      ...(first ? [el("div", { class: "strip" }, el("p", {}, "Originals"), first)] : []),
      ...strips,
    );
  } else dropSection("reconstructions");
  const samples = shown("samples", "sampled from");
  if (!samples.length) return dropSection("samples");
  byId("samples").append(
    ...samples.map(([id, image]) =>
      el("figure", { "data-estimator": id }, el("figcaption", {}, named(id)), image),
    ),
  );
}

/** The steps in which estimators learned before their models moved. */
function warmUpNotice() {
  const { steps, estimators } = results.warm_up || {};
  if (steps)
    notice(
      `Before the first step, ${estimators.join(", ")} learned for ${counted(steps)} ${steps === 1 ? "step" : "steps"} in which no model moved:` +
        " surrogate_warmup. Evaluations of f, seconds and µs a step include them.",
    );
}

/** All settings, those that differ from the defaults first. */
function trainSettings() {
  const settings = results.settings || [];
  const differs = row => row.value !== row.default;
  const column = (title, field, text) => ({
    title,
    text,
    value: row => row[field],
    cell: row => row[field],
  });
  const columns = [
    { ...column("Setting", "name"), cell: row => breakable(row.name) },
    { ...column("Value", "value"), cell: row => el("b", {}, row.value) },
    column("Default", "default"),
    column("Meaning", "meaning", true),
  ];
  if (!settings.length) return dropSection("settings");
  const several = settings.filter(differs).length;
  const caption = several
    ? `${several} of ${settings.length} settings differ from the defaults; they stand first.`
    : `All ${settings.length} settings are the defaults.`;
  byId("settings").append(
    dataTable("settings", caption, columns, settings, row => (differs(row) ? "differs" : null)),
  );
}

function showPage() {
  [
    trainHeadline,
    seedNotice,
    endingNotice,
    warmUpNotice,
    trainCharts,
    trainTable,
    trainPictures,
    trainSettings,
  ].forEach(show => show());
}
