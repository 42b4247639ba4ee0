// The film of a trained policy: an episode that plays, and a strip of frames for paper; policy.js calls it.

const STRIP = 8;
const REST = 1.2; // seconds at the end of the episode before it begins again

function film() {
  const reel = (doc.images || {}).film,
    scene = reel && SCENES[reel.task];
  if (!scene) return dropSection("film");
  const steps = reel.actions.length;
  const total = sum(reel.rewards);
  const end = reel.terminated ? "" : ", the limit";
  const speed = scene.faster ? ` It is shown ${scene.faster} times as fast as it was.` : "";
  byId("film-caption").append(
    glyph(reel.method),
    ` ${reel.method}, seed ${reel.seed}: a return of ${score(total)} in ${counted(steps)} steps${end}.${speed}`,
  );
  byId("film").append(player(reel, scene));
  byId("strip").append(
    ...Array.from({ length: STRIP }, (_, i) => Math.round((i * steps) / (STRIP - 1))).map(step =>
      el(
        "figure",
        {},
        frame(reel, scene, step, `Step ${step}`),
        el("figcaption", {}, `step ${counted(step)}`),
      ),
    ),
  );
}

/** An observation between two steps. */
function observationAt(reel, position) {
  const step = Math.min(Math.floor(position), reel.observations.length - 1);
  const here = reel.observations[step],
    next = reel.observations[step + 1] || here;
  const share = position - step;
  return here.map((value, i) => value + share * (next[i] - value));
}

function paint(reel, scene, position) {
  const step = Math.min(Math.floor(position), reel.observations.length - 1);
  const action = reel.actions[Math.min(step, reel.actions.length - 1)];
  return scene.paint(reel, step, observationAt(reel, position), action);
}

/** A picture of one step. */
function frame(reel, scene, position, label) {
  const [width, height] = scene.size;
  return shape(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
    ...paint(reel, scene, position),
  );
}

function player(reel, scene) {
  const steps = reel.actions.length;
  const screen = frame(reel, scene, 0, `An episode of ${reel.method} in ${reel.task}`);
  const button = el("button", { type: "button" }, "Play");
  const slider = el("input", {
    type: "range",
    min: 0,
    max: steps,
    step: 1,
    value: 0,
    "aria-label": "Step of the episode",
  });
  const readout = el("output", {});
  const returns = reel.rewards.map((_, i) => sum(reel.rewards.slice(0, i + 1)));
  let position = 0,
    playing = false,
    last = null,
    rested = 0;

  function show() {
    screen.replaceChildren(...paint(reel, scene, position));
    const step = Math.floor(position);
    slider.value = step;
    readout.textContent = `step ${counted(step)}, return ${score(step ? returns[step - 1] : 0)}`;
  }

  function tick(now) {
    if (!playing) return;
    const seconds = last === null ? 0 : Math.min(0.1, (now - last) / 1000);
    last = now;
    if (position < steps) position = Math.min(steps, position + seconds * scene.pace);
    else if ((rested += seconds) > REST) position = rested = 0;
    show();
    requestAnimationFrame(tick);
  }

  function play(on) {
    playing = on;
    last = null;
    button.textContent = on ? "Pause" : "Play";
    if (on) requestAnimationFrame(tick);
  }

  button.addEventListener("click", () => play(!playing));
  slider.addEventListener("input", () => {
    play(false);
    position = Number(slider.value);
    show();
  });
  show();
  play(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  return el(
    "div",
    { class: "film" },
    el("div", { class: "screen" }, screen),
    el("div", { class: "controls" }, button, slider, readout),
  );
}
