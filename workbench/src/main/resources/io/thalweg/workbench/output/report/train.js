// The page of a training: what report.js calls for results of that kind.

const runsOf = id => results.runs.filter(run => run.estimator === id);
const finals = (id, key) =>
  known(runsOf(id).map(run => (key === "micros" ? run.micros_per_step : (run.final || {})[key])));
const centre = (id, key) => (finals(id, key).length ? mean(finals(id, key)) : null);

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

/** Mean over seeds, at the steps that every seed reached: an average over fewer would jump where one ends. */
function meanCurve(curves) {
  const at = new Map();
  curves.flat().forEach(p => at.set(p.step, [...(at.get(p.step) || []), p]));
  return [...at]
    .filter(([, points]) => points.length === curves.length)
    .map(([step, points]) => ({
      step,
      x: mean(points.map(p => p.x)),
      y: mean(points.map(p => p.y)),
    }))
    .sort((a, b) => a.step - b.step);
}

/** Lines of one estimator: each seed thin and, when there are several, their mean; a mark at the end tells estimators apart without colour. */
function lines(theme, id, key, byTime, dash) {
  const curves = runsOf(id)
    .map(run => curve(run, key, byTime))
    .filter(c => c.length);
  const several = curves.length > 1,
    middle = several ? meanCurve(curves) : curves[0] || [];
  const draw = (points, style, name) => ({
    type: "scatter",
    mode: "lines",
    legendgroup: id,
    x: points.map(p => p.x),
    y: points.map(p => p.y),
    hoverinfo: "text",
    line: { color: theme.of(id), dash, ...style },
    opacity: style.width < 1.5 ? 0.4 : 1,
    text: points.map(p =>
      [
        `<b>${plain(id)}</b> ${name}`,
        `step ${p.step.toLocaleString("en")}${byTime ? `, ${figure(p.x)} s` : ""}`,
        `${key} ${figure(p.y, 4)}`,
      ].join("<br>"),
    ),
  });
  const end = {
    ...draw(middle.slice(-1), { width: 2 }, key),
    mode: "markers",
    marker: { symbol: markOf(id)[0], size: 9, color: theme.of(id) },
  };
  const seeds = several ? curves.map(c => draw(c, { width: 1 }, "one seed")) : [];
  return [...seeds, draw(middle, { width: 2.4 }, several ? "mean of the seeds" : ""), end];
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

function trainCharts() {
  let byTime = false;
  const buttons = [
    ["Steps", false],
    ["Wall seconds", true],
  ].map(([name, value]) => {
    const button = el("button", { type: "button", "aria-pressed": String(!value) }, name);
    button.addEventListener("click", () => {
      byTime = value;
      buttons.forEach(other => other.setAttribute("aria-pressed", String(other === button)));
      drawCharts();
    });
    return button;
  });
  byId("clock").append(...buttons);
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
    note: below.length ? `Far below this view on test data: ${below.join(", ")}.` : "",
  });
  const levels = id => runsOf(id).flatMap(run => curve(run, "variance").map(p => p.y)),
    still = ids.filter(id => !levels(id).some(v => v > 0));
  trainChart("noise", {
    height: 400,
    keys: [["variance", "solid"]],
    byTime: () => false,
    yaxis: theme => logAxis(theme, "gradient variance", logRange(ids.flatMap(levels))),
    alt: "Gradient variance during training; in the end: " + last("gradient_variance", figure),
    note: still.length ? `Without variance, and so without a line: ${still.join(", ")}.` : "",
  });
}

function trainHeadline() {
  const order = ids
    .filter(id => isNumber(centre(id, "test_bound")))
    .sort((a, b) => centre(b, "test_bound") - centre(a, "test_bound"));
  const [first, second] = order,
    steps = Math.max(...results.runs.map(run => run.steps || 0)).toLocaleString("en");
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
  const count = id => {
    const n = runsOf(id).length;
    return n > 1 ? `mean ± sd of ${n} seeds` : "";
  };
  const columns = [
    {
      title: "Estimator",
      value: id => id,
      cell: id =>
        nameCell(
          id,
          [isBiased(id) ? "biased by design" : "", count(id)].filter(Boolean).join(", "),
        ),
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
    "Each estimator at the end of its training, best test bound first. Click a heading to sort.";
  byId("figures").append(
    dataTable(caption, columns, rows, id => (id === rows[0] && rows.length > 1 ? "winner" : null)),
  );
}

/** Only embedded pictures: a report never reaches for the network. */
const picture = (source, alt) =>
  /^data:image\//.test(source || "") ? el("img", { src: source, alt }) : null;

function trainPictures() {
  const { originals, runs = {} } = doc.images || {};
  const rows = Object.entries(runs).filter(([, images]) => images);
  const named = id => [ids.includes(id) ? glyph(id) : null, id];
  const shown = (key, verb) =>
    rows
      .map(([id, images]) => [
        id,
        picture(images[key], `Digits ${verb} the model trained with ${id}`),
      ])
      .filter(([, image]) => image);
  const strips = shown("reconstructions", "reconstructed by").map(([id, image]) => [
    el("p", {}, named(id)),
    image,
  ]);
  if (strips.length) {
    const first = picture(originals, "The original digits");
    byId("reconstructions").append(
      ...(first ? [el("p", {}, "Originals"), first] : []),
      ...strips.flat(),
    );
  } else dropSection("reconstructions");
  const samples = shown("samples", "sampled from");
  if (!samples.length) return dropSection("samples");
  byId("samples").append(
    ...samples.map(([id, image]) => el("figure", {}, el("figcaption", {}, named(id)), image)),
  );
}

function showPage() {
  [trainHeadline, trainCharts, trainTable, trainPictures].forEach(show => show());
}
