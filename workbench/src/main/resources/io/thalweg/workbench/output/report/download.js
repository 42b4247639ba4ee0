// What a reader takes along: results, tables and figures as files, and how to cite them.

const stem = ["thalweg", doc.kind, results.problem || results.model]
  .filter(Boolean)
  .join("-")
  .replace(/[^\w.-]+/g, "-");

/** Saves a text or a blob under a name, where the browser keeps downloads. */
function save(name, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A table as CSV, with all digits; a value that is missing or infinite leaves its field empty. */
function csvOf(columns, rows) {
  const field = value => {
    if (value === null || value === undefined || (typeof value === "number" && !isNumber(value)))
      return "";
    return /[",\n]/.test(value) ? `"${String(value).replace(/"/g, '""')}"` : String(value);
  };
  const head = columns.flatMap(({ title, bounds }) =>
    bounds ? [title, `${title} low`, `${title} high`] : [title],
  );
  const body = rows.map(row =>
    columns.flatMap(({ value, bounds }) =>
      bounds ? [value(row), ...[0, 1].map(k => (bounds(row) || [])[k])] : [value(row)],
    ),
  );
  return [head, ...body].map(line => line.map(field).join(",")).join("\n") + "\n";
}

/** The picture of a chart as it stands, in the light colours of paper. */
async function figureOf(chart, format) {
  const root = document.documentElement;
  root.dataset.light = "";
  const { data, layout } = pictureOf(chart, readTheme());
  delete root.dataset.light;
  const { width, height } = layout;
  const image = await window.Plotly.toImage(
    { data, layout: { ...layout, paper_bgcolor: "#ffffff" } },
    { format, width, height, scale: format === "svg" ? 1 : 3, imageDataOnly: true },
  );
  if (format === "svg") return new Blob([image], { type: "image/svg+xml" });
  return new Blob([Uint8Array.from(atob(image), c => c.charCodeAt(0))], { type: "image/png" });
}

function figureButtons(chart) {
  const name = chart.node.id;
  const buttons = ["svg", "png"].map(format => {
    const button = el(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": `Download the figure ${name} as ${format.toUpperCase()}`,
      },
      format.toUpperCase(),
    );
    button.title = "Download this figure, in light colours";
    button.addEventListener("click", async () =>
      save(`${stem}-${name}.${format}`, null, await figureOf(chart, format)),
    );
    return button;
  });
  return el("p", { class: "tools" }, buttons);
}

/** Copies a text where the browser lets a page do so; otherwise selects it, for the reader to copy. */
async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    return "Copied";
  } catch {
    window.getSelection().selectAllChildren(node);
    return "Selected: press Ctrl+C";
  }
}

/** A button that copies what a node holds at that time, and says that it did. */
function copyButton(node) {
  const button = el("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    button.textContent = await copy(node);
    setTimeout(() => (button.textContent = "Copy"), 3_000);
  });
  return button;
}

function bibtex() {
  const kept = text => `{${text}}`; // in braces, which keep capitals, and the name of a group whole
  const fields = {
    title: `Thalweg: gradients of expectations for the ${kept("JVM")}`,
    author: kept("The Thalweg authors"),
    version: list(doc.version),
    year: list(doc.date).slice(0, 4),
  };
  const lines = Object.entries(fields).map(([name, text]) => `  ${name.padEnd(7)} = ${kept(text)}`);
  return `@software{thalweg,\n${lines.join(",\n")}\n}`;
}

function downloadsAndCitation() {
  const json = el("button", { type: "button" }, "results.json");
  json.addEventListener("click", () =>
    save(`${stem}.json`, "application/json", JSON.stringify(results, null, 2) + "\n"),
  );
  byId("downloads").append(json);
  byId("citation").textContent = bibtex();
  byId("cite").append(copyButton(byId("citation")));
  if (!ids.length) byId("cite-papers").remove();
}
