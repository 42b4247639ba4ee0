// Charts: their theme, how they are drawn and redrawn, and how each is saved as a figure.

const charts = []; // {node, build, describe}: always redrawn whole from the state of the page, never patched
const NARROW = 560;
const PAPER = 660; // the width of a page between its margins; paper cannot tell us

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(name).trim();
  const [ink, muted, grid, line, card, sans] = [
    "--ink",
    "--muted",
    "--grid",
    "--line",
    "--card",
    "--sans",
  ].map(colour);
  return { colour, of: id => colour(colourName(id)), ink, muted, grid, line, card, sans };
}

function layout(theme, more) {
  return {
    font: { family: theme.sans, size: 13, color: theme.ink },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    margin: { l: 20, r: 20, t: 30, b: 50 },
    showlegend: false,
    hovermode: "closest",
    dragmode: theme.narrow ? false : "zoom", // a finger on a telephone scrolls the page
    uirevision: "keep",
    modebar: { bgcolor: "rgba(0,0,0,0)", color: theme.line, activecolor: theme.muted },
    hoverlabel: {
      bgcolor: theme.card,
      bordercolor: theme.muted,
      align: "left",
      font: { family: theme.sans, size: 13, color: theme.ink },
    },
    ...more,
  };
}

const config = narrow => ({
  displaylogo: false,
  displayModeBar: narrow ? false : "hover",
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toImage"],
});

const isPrinting = () => "print" in document.documentElement.dataset;

/** The picture of a chart as it should look now; its size is that of its place. */
function pictureOf({ node, build }, theme) {
  const width = isPrinting() ? PAPER : node.clientWidth;
  const narrow = isPrinting() || width < NARROW;
  const picture = build({ ...theme, narrow }, narrow);
  for (const trace of picture.traces) trace.visible = !hidden.has(trace.legendgroup);
  const size = { width, height: parseFloat(node.style.height) };
  return {
    narrow,
    data: picture.traces,
    layout: layout({ ...theme, narrow }, { ...picture.layout, ...size }),
  };
}

async function draw(chart, theme) {
  const { node } = chart;
  const { data, layout, narrow } = pictureOf(chart, theme);
  // Plotly.react keeps the title of a colour bar that lay when a new one stands, and the other way round.
  if (node.dataset.narrow && node.dataset.narrow !== String(narrow)) window.Plotly.purge(node);
  node.dataset.narrow = narrow;
  node.setAttribute("aria-label", chart.describe());
  await window.Plotly.react(node, data, layout, config(narrow));
}

function drawCharts() {
  if (!window.Plotly) return Promise.resolve();
  const theme = readTheme();
  return Promise.all(charts.map(chart => draw(chart, theme)));
}

const drawn = new Map(); // nodes of charts by their places; they keep their zoom when the page is filled again

/** The place of a chart in the page: the node that was drawn before, if there is one. */
function placeOf(id) {
  const node = drawn.get(id) || byId(id);
  if (node !== byId(id)) byId(id).replaceWith(node);
  drawn.set(id, node);
  return node;
}

/**
 * Registers a chart for its place in the template. Its alternative text alt is a text, or a function if it changes
 * with the page; note adds a sentence that depends on the data.
 */
function addChart(id, { alt, height, build, note }) {
  const node = placeOf(id);
  const describe = typeof alt === "function" ? alt : () => alt;
  node.setAttribute("aria-label", describe());
  tall(id, height);
  if (note)
    node
      .closest("section")
      .querySelector(".how")
      .append(" " + note);
  const chart = { node, build, describe };
  charts.push(chart);
  node.after(figureButtons(chart));
}

function tall(id, height) {
  byId(id).style.height = `${height}px`;
}

const dropSection = id => byId(id).closest("section").remove();

/** Colours and widths are drawn into the charts, so they are redrawn when those change. */
function watchSurroundings() {
  const root = document.documentElement;
  let waiting = null,
    width = window.innerWidth;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
  window.addEventListener("resize", () => {
    if (width === window.innerWidth) return; // a telephone changes the height as it scrolls
    width = window.innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(drawCharts, 80);
  });
  window.addEventListener("beforeprint", () => {
    root.dataset.print = "";
    drawCharts();
  });
  window.addEventListener("afterprint", () => {
    delete root.dataset.print;
    drawCharts();
  });
}

/** Plotly travels compressed, as it is by far the largest part of the report. */
async function unpackPlotly() {
  if (!("DecompressionStream" in window)) {
    throw new Error(
      "This browser is too old to unpack the charts, as it has no DecompressionStream. " +
        "All figures are in the tables; any browser since 2023 shows the charts too.",
    );
  }
  const packed = byId("plotly").textContent.trim();
  // The quick way, which saves a quarter of a second, is in browsers since 2025 (Chrome 140).
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(packed)
    : Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const code = await new Response(stream).text();
  try {
    // Compiled once for all reports that a tab shows; the text of a script element is compiled anew.
    (0, eval)(code);
  } catch (error) {
    // Some viewers of files forbid to evaluate text and allow scripts within the page.
    if (!(error instanceof EvalError)) throw error;
    document.head.append(el("script", {}, code));
  }
  if (!window.Plotly)
    throw new Error("The charts could not be started. The figures are all in the tables.");
}
