// The Java of each estimator, to be copied; compare.js calls it.

/** The class of an estimator and its papers, as links where there are any. */
const sources = row => separated([el("code", {}, row.class), ...papersOf(row.id)], " · ");

function codeSection(rows) {
  const written = rows.filter(row => row.code);
  if (!written.length) return dropSection("code");
  const choice = el(
    "select",
    { "aria-label": "Estimator whose Java is shown" },
    written.map(row => el("option", { selected: row.id === outcome().winner }, row.id)),
  );
  const show = () => {
    const row = written.find(r => r.id === choice.value);
    byId("code").textContent = row.code;
    byId("code-source").replaceChildren(...sources(row));
  };
  choice.addEventListener("change", show);
  byId("code")
    .closest("section")
    .querySelector(".controls")
    .append(choice, copyButton(byId("code")));
  show();
}
