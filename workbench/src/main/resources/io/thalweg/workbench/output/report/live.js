// A report that is served while it grows: asks for newer data every few seconds and fills the page with them. What the
// reader chose stays: estimators, axes, bounds, zoom, the order of tables, the place on the page.

const REFRESH = 3_000;
let tag = "",
  trouble = 0;

/** The share of its length that a run has made. */
function share(run) {
  if (run.ended && run.ended !== "interrupted") return 1;
  if (doc.kind === "policy") return ((run.final || {}).episodes || 0) / results.episodes;
  const { unit, amount } = results.budget;
  const used = unit === "steps" ? run.steps : (run.final || {})[unit];
  return Math.min(1, used / amount);
}

/** The line at the top that says how far the training is. */
function liveLine() {
  const runs = results.runs || [];
  const done = runs.length ? mean(runs.map(share)) : 0;
  const percent = Math.floor(100 * done);
  const words = !doc.live
    ? "The training has ended. This is its report; it stays here as long as this page is open."
    : trouble
      ? "The training does not answer: it has ended, or was interrupted. This is what it showed last."
      : `Live: ${percent} % of the training is done.`;
  byId("live").replaceChildren(
    el("span", { class: doc.live && !trouble ? "beat" : "beat off", "aria-hidden": "true" }),
    el("span", { role: "status" }, words),
    el("progress", { max: 100, value: doc.live ? percent : 100, "aria-label": "Training done" }),
  );
}

const focusable = () => [...document.querySelectorAll("button, input, select, a, [tabindex]")];

/** Fills the page with newer data. */
async function refill(data) {
  const before = ids.join(),
    at = focusable().indexOf(document.activeElement),
    slid = [...document.querySelectorAll(".scroll")].map(box => box.scrollLeft),
    top = window.scrollY;
  read(data);
  charts.length = 0;
  const page = byId("content");
  page.style.minHeight = `${page.offsetHeight}px`; // a page that is short for a moment would scroll
  page.replaceChildren();
  byId("notices").replaceChildren();
  byId("legend").replaceChildren();
  legendButtons.length = 0;
  if (before !== ids.join()) hidden.clear();
  fill();
  if (hidden.size) showOnly(ids.filter(id => !hidden.has(id)));
  liveLine();
  await drawCharts();
  page.style.minHeight = "";
  document.querySelectorAll(".scroll").forEach((box, i) => (box.scrollLeft = slid[i] || 0));
  window.scrollTo({ top, behavior: "instant" });
  if (at >= 0 && focusable()[at]) focusable()[at].focus({ preventScroll: true });
}

async function refresh() {
  try {
    const answer = await fetch("data", { headers: { "If-None-Match": tag }, cache: "no-store" });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag") || "";
      trouble = 0;
      await refill(await answer.json());
    }
    trouble = 0;
  } catch {
    trouble++;
  }
  liveLine();
  if (doc.live && trouble < 3) setTimeout(refresh, REFRESH);
}

document.addEventListener("DOMContentLoaded", () => {
  byId("title").before(el("p", { class: "live", id: "live" }));
  liveLine();
  setTimeout(refresh, REFRESH);
});
