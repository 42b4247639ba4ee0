// Estimators: one colour and one mark each, the legend that shows and hides them, and the table of what they are.

const hidden = new Set(); // estimators switched off in the legend
const familyOf = id => (registry[id] && registry[id].family) || "others";
const biasOf = id => (registry[id] && registry[id].bias) || "";
const isBiased = id => !["", "none"].includes(biasOf(id));

const MARKS = [
  ["circle", "M6 1a5 5 0 1 0 .01 0z"],
  ["square", "M1.5 1.5h9v9h-9z"],
  ["diamond", "M6 0l6 6-6 6-6-6z"],
  ["triangle-up", "M6 .8l6 10.4H0z"],
  ["triangle-down", "M6 11.2l6-10.4H0z"],
  ["cross", "M4 0h4v4h4v4H8v4H4V8H0V4h4z"],
  ["x", "M3 0l3 3 3-3 3 3-3 3 3 3-3 3-3-3-3 3-3-3 3-3-3-3z"],
  ["hexagon", "M6 0l5.2 3v6L6 12 .8 9V3z"],
];

const slot = id => Math.max(0, ids.indexOf(id));
// Twelve colours against eight marks, which move on by one every 24: the pairs first repeat at the 97th estimator.
const colourName = id => `--e${(slot(id) % 12) + 1}`;
const markOf = id => MARKS[(slot(id) + Math.floor(slot(id) / 24)) % MARKS.length];

function glyph(id) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", markOf(id)[1]);
  path.style.fill = `var(${colourName(id)})`;
  svg.append(path);
  return svg;
}

/** Names of estimators by family, families in the order of their first member. */
function byFamily(names) {
  const families = new Map();
  for (const id of names) families.set(familyOf(id), [...(families.get(familyOf(id)) || []), id]);
  return [...families];
}

// ---------------------------------------------------------------- legend

const legendButtons = []; // {button, members}: each is pressed while its members are shown

/** Shows some estimators and hides the others, in charts, tables and pictures; nothing to show means all. */
function showOnly(names) {
  hidden.clear();
  if (names.length) ids.filter(id => !names.includes(id)).forEach(id => hidden.add(id));
  for (const { button, members } of legendButtons) {
    const off = members.filter(id => hidden.has(id)).length;
    button.setAttribute(
      "aria-pressed",
      off === 0 ? "true" : off < members.length ? "mixed" : "false",
    );
  }
  byId("legend").querySelector(".all").hidden = hidden.size === 0;
  applyHidden();
  drawCharts();
}

/** Hides the rows and pictures of the estimators that are switched off. */
function applyHidden() {
  for (const node of document.querySelectorAll("[data-estimator]"))
    node.hidden = hidden.has(node.dataset.estimator);
}

/** Switches some estimators on if one of them is hidden, and off otherwise. */
function toggle(members) {
  const off = members.some(id => hidden.has(id));
  showOnly(ids.filter(id => (members.includes(id) ? off : !hidden.has(id))));
}

/** A button that switches some estimators on and off, with one beside it that shows them alone. */
function chip(members, name, ...content) {
  const button = el("button", { type: "button", "aria-pressed": "true" }, ...content);
  const only = el(
    "button",
    { type: "button", class: "only", "aria-label": `Show only ${name}` },
    "only",
  );
  button.addEventListener("click", () => toggle(members));
  only.addEventListener("click", () => showOnly(members));
  legendButtons.push({ button, members });
  return el("span", { class: "chip" }, button, only);
}

function drawLegend() {
  if (ids.length < 2) return;
  const grouped = ids.length > 8 && byFamily(ids).length > 1;
  const said = id =>
    /train|policy|experiment/.test(doc.kind) && isBiased(id)
      ? el("small", {}, "biased by design")
      : null;
  const chips = names => names.map(id => chip([id], id, glyph(id), id, said(id)));
  const all = el("button", { type: "button", class: "all", hidden: true }, "Show all");
  all.addEventListener("click", () => showOnly([]));
  const groups = grouped
    ? byFamily(ids).map(([family, members]) =>
        el(
          "div",
          { class: "family", role: "group", "aria-label": family },
          el("span", { class: "heading" }, chip(members, family, family)),
          el("div", { class: "chips" }, chips(members)),
        ),
      )
    : chips(ids);
  const hint = el("span", { class: "hint" }, "A name hides and shows, “only” hides all others");
  byId("legend").append(...groups, el("span", { class: "end" }, all, hint));
  byId("legend").classList.toggle("many", grouped); // a tall legend must not follow the reader
  byId("legend").hidden = false;
}

// ---------------------------------------------------------------- what they are

/** The papers of an estimator, as links where an archive or a journal has them. */
function papersOf(id) {
  const papers = (registry[id] && registry[id].papers) || [];
  return papers
    .filter(({ paper }) => paper !== "-")
    .map(({ paper, link }) => (/^https:/.test(link) ? el("a", { href: link }, paper) : paper));
}

const separated = (nodes, separator) =>
  nodes.flatMap((node, i) => (i ? [separator, node] : [node]));

/** What each estimator is, for a reader who meets the names for the first time. */
function estimatorSection() {
  const rows = byFamily(ids.filter(id => registry[id])).flatMap(([, members]) => members);
  if (!rows.length) return;
  const of = field => id => list(registry[id][field]);
  const column = (title, field) => ({ title, value: of(field), cell: of(field), text: true });
  byId("content").append(byId("about").content.cloneNode(true));
  byId("estimators").append(
    dataTable(
      "estimators",
      "What each estimator is, what it asks of the problem, and where it comes from; families together.",
      [
        { title: "Estimator", value: id => id, cell: id => nameCell(id) },
        { ...column("Family", "family"), text: false },
        ...(rows.some(id => registry[id].description) ? [column("What it is", "description")] : []),
        column("Bias by design", "bias"),
        column("Needs", "needs"),
        column("Evaluations", "evaluations"),
        {
          ...column("Source", "source"),
          cell: id => el("div", {}, papersOf(id).length ? separated(papersOf(id), "; ") : "–"),
        },
      ],
      rows,
    ),
  );
}
