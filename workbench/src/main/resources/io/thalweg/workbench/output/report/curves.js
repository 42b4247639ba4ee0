// The curves of models of images: which bounds are shown, and their first view; train.js calls it.

const BOUNDS = [
  ["train", "solid"],
  ["validation", "dashdot"],
  ["test", "dash"],
  ["moving", "dot"],
];
const shown = new Set(["train", "test"]); // the bounds of the first chart

/** First view of the ELBO axis: final values and their neighbourhood, as an early -500 would squash what matters. */
function elboRange() {
  const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const paths = results.runs
    .flatMap(run => [...shown].map(key => curve(run, key).map(p => p.y)))
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

/** Buttons that switch bounds on and off, each with its line and with what it is. */
function boundButtons() {
  const measured = results.measurements || {};
  const buttons = BOUNDS.filter(([key]) => measured[key]).map(([key, dash]) => {
    const button = el(
      "button",
      { type: "button", "aria-pressed": String(shown.has(key)), class: "bound" },
      el("i", { class: dash }),
      el("b", {}, key),
      el("span", {}, measured[key]),
    );
    button.addEventListener("click", () => {
      if (!shown.delete(key)) shown.add(key);
      button.setAttribute("aria-pressed", String(shown.has(key)));
      drawCharts();
    });
    return button;
  });
  byId("bounds").append(...buttons);
}

const shownKeys = () =>
  BOUNDS.filter(([key]) => shown.has(key)).map(([key, dash]) => [key, `${key} ELBO`, dash]);

function trainCharts() {
  clockButtons();
  boundButtons();
  const range = elboRange(),
    below = range
      ? ids.filter(id => centre(id, "test_elbo") !== null && centre(id, "test_elbo") < range[0])
      : [];
  runChart("elbo", {
    height: 500,
    keys: shownKeys,
    yaxis: theme => axis(theme, "ELBO, nats", { range: elboRange() }),
    alt: "ELBO during training; in the end on test data: " + lasts("test_elbo", nats),
    note:
      (below.length ? `Far below this view on test data: ${below.join(", ")}. ` : "") + bandNote(),
  });
  const levels = id => runsOf(id).flatMap(run => curve(run, "variance").map(p => p.y)),
    still = ids.filter(id => !levels(id).some(v => v > 0));
  runChart("noise", {
    height: 400,
    keys: () => [["variance", "variance", "solid"]],
    yaxis: theme => logAxis(theme, "gradient variance", logRange(ids.flatMap(levels))),
    alt: "Gradient variance during training; in the end: " + lasts("gradient_variance", figure),
    note:
      (still.length ? `Without variance, and so without a line: ${still.join(", ")}. ` : "") +
      bandNote(),
  });
}
