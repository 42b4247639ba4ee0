// The page of a training: what report.js calls for results of that kind.

const runsOf = id => results.runs.filter(run => run.estimator === id);
const seeds = [...new Set(results.runs.map(run => run.seed))];
const finals = (id, key) =>
  known(runsOf(id).map(run => (key === "micros" ? run.micros_per_step : (run.final || {})[key])));
const centre = (id, key) => (finals(id, key).length ? mean(finals(id, key)) : null);

function trainHeadline() {
  const order = ids
    .filter(id => isNumber(centre(id, "test_bound")))
    .sort((a, b) => centre(b, "test_bound") - centre(a, "test_bound"));
  const [first, second] = order,
    steps = counted(Math.max(...results.runs.map(run => run.steps || 0)));
  if (!first)
    return headline("No run reached a test bound", "The curves below show how far each one came.");
  const bound = nats(centre(first, "test_bound")),
    pace = centre(first, "micros");
  const alone = `After ${steps} steps, at ${figure(pace)} µs a step and ${figure(centre(first, "seconds"))} s in all.`;
  if (!second) return headline(results.headline, alone);
  headline(
    results.headline,
    `Test bound ${bound} nats against ${nats(centre(second, "test_bound"))}, after ${steps} steps ` +
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
  const column = (title, key, show, better) => {
    const values = known(ids.map(id => centre(id, key))),
      best = values.length > 1 ? better(...values) : NaN;
    const spread = id => {
      const values = finals(id, key),
        sd = values.length > 1 ? deviation(values) : null;
      return sd === null ? "" : `± ${show === nats ? nats(sd) : figure(sd, 2)}`;
    };
    return {
      title,
      num: true,
      value: id => centre(id, key),
      cell: id => numberCell(show(centre(id, key)), spread(id), centre(id, key) === best),
    };
  };
  const columns = [
    {
      title: "Estimator",
      value: id => id,
      cell: id => nameCell(id, isBiased(id) ? "biased by design" : ""),
    },
    column("Test bound", "test_bound", nats, Math.max),
    column("Test ELBO", "test_elbo", nats, Math.max),
    column("Train ELBO", "train_elbo", nats, Math.max),
    column("Gradient variance", "gradient_variance", figure, Math.min),
    column("µs a step", "micros", figure, Math.min),
    column("Seconds", "seconds", figure, Math.min),
  ];
  const rows = [...ids].sort((a, b) =>
    compareValues(centre(a, "test_bound"), centre(b, "test_bound"), -1),
  );
  const caption =
    "Each estimator at the end of its training, best test bound first" +
    (seeds.length > 1 ? `: means ± standard deviations over ${seeds.length} seeds` : "") +
    ". Click a heading to sort.";
  byId("figures").append(
    dataTable("figures", caption, columns, rows, id =>
      id === rows[0] && rows.length > 1 ? "winner" : null,
    ),
  );
}

/** Only embedded pictures: a report never reaches for the network. */
const picture = (source, alt) =>
  /^data:image\//.test(source || "") ? el("img", { src: source, alt }) : null;

function trainPictures() {
  const { originals, runs = {} } = doc.images || {};
  const rows = Object.entries(runs).filter(([, images]) => images);
  const named = id => [ids.includes(id) ? glyph(id) : null, breakable(id)];
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

/** Says what a single seed can tell; several have intervals, which the headline states. */
function seedNotice() {
  if (ids.length > 1 && seeds.length === 1)
    notice(
      "Each estimator was trained once. One seed decides nothing: another may change the order.",
    );
}

function showPage() {
  [trainHeadline, seedNotice, trainCharts, trainTable, trainPictures].forEach(show => show());
}
