// The Java of each estimator, to be copied; compare.js calls it.

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

/** The class of an estimator and its papers, as links where there are any. */
function sources(row) {
  const papers = ((registry[row.id] || {}).papers || []).map(({ paper, link }) =>
    link ? el("a", { href: link }, paper) : paper,
  );
  return [el("code", {}, row.class), ...papers.flatMap(paper => [" · ", paper])];
}

function codeSection(rows) {
  const written = rows.filter(row => row.code);
  if (!written.length) return dropSection("code");
  const choice = el(
    "select",
    { "aria-label": "Estimator whose Java is shown" },
    written.map(row => el("option", { selected: row.id === results.winner }, row.id)),
  );
  const button = el("button", { type: "button" }, "Copy");
  const show = () => {
    const row = written.find(r => r.id === choice.value);
    byId("code").textContent = row.code;
    byId("code-source").replaceChildren(...sources(row));
    button.textContent = "Copy";
  };
  choice.addEventListener("change", show);
  button.addEventListener("click", async () => {
    button.textContent = await copy(byId("code"));
  });
  byId("code").closest("section").querySelector(".controls").append(choice, button);
  show();
}
