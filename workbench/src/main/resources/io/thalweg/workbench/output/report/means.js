// The mean of each estimator by coordinate; compare.js calls it.

const BLOCK = 24; // coordinates that still stand apart in one picture

/** Choices for the coordinate picker: consecutive blocks, then those where the estimators stray furthest. */
function coordinateBlocks(rows, count) {
  const all = Array.from({ length: count }, (_, i) => i);
  const blocks = all
    .filter(i => i % BLOCK === 0)
    .map(i => ({
      name: `${i + 1}–${Math.min(i + BLOCK, count)}`,
      picked: all.slice(i, i + BLOCK),
    }));
  if (blocks.length > 1 && results.exact) {
    const gap = i => Math.max(0, ...known(rows.map(r => Math.abs(r.mean[i] - results.exact[i]))));
    blocks.push({
      name: "furthest from exact",
      picked: [...all]
        .sort((a, b) => gap(b) - gap(a))
        .slice(0, BLOCK)
        .sort((a, b) => a - b),
    });
  }
  return blocks;
}

function meanChart(all) {
  const rows = all.filter(r => Array.isArray(r.mean) && r.mean.length),
    exact = results.exact;
  if (!rows.length) return dropSection("means");
  const blocks = coordinateBlocks(rows, Math.max(...rows.map(r => r.mean.length)));
  let { picked } = blocks[0];
  const picker = el(
    "select",
    {},
    blocks.map((block, i) => el("option", { value: i }, block.name)),
  );
  picker.addEventListener("change", () => {
    picked = blocks[picker.value].picked;
    drawCharts();
  });
  const given = i => (results.parameters || [])[i];
  const label = i => (typeof given(i) === "string" ? given(i) : String(i + 1));
  const text = (r, i) =>
    `<b>${plain(r.id)}</b>, coordinate ${plain(label(i))}` +
    (isNumber(given(i)) ? `, parameter ${figure(given(i))}` : "") +
    `<br>mean ${figure(r.mean[i], 4)}` +
    (exact ? `, exact ${figure(exact[i], 4)}` : "");
  const controls = byId("means").previousElementSibling;
  if (blocks.length > 1) controls.append(el("label", {}, "Coordinates ", picker));
  else controls.remove();
  addChart("means", {
    height: 440,
    note: exact ? "" : "There are no bars, as no exact gradient is known.",
    alt:
      "Mean gradient of each estimator by coordinate" +
      (exact ? ", beside the exact gradient" : ""),
    build: (theme, narrow) => {
      const bar = {
        type: "scatter",
        mode: "lines",
        hoverinfo: "skip",
        line: { color: theme.ink, width: 2 },
        x: picked.flatMap((_, k) => [k - 0.43, k + 0.43, null]),
        y: picked.flatMap(i => [exact && exact[i], exact && exact[i], null]),
      };
      const shown = shownOf(rows);
      const place = (k, slotIndex) =>
        k + (shown.length > 1 ? 0.7 * (slotIndex / (shown.length - 1) - 0.5) : 0);
      const dots = shown.map((r, j) => ({
        type: "scatter",
        mode: "markers",
        legendgroup: r.id,
        x: picked.map((_, k) => place(k, j)),
        y: picked.map(i => r.mean[i]),
        marker: marker(theme, r, narrow ? 5 : picked.length * rows.length > 80 ? 6 : 9),
        text: picked.map(i => text(r, i)),
        hoverinfo: "text",
      }));
      const widest = Math.max(...picked.map(i => label(i).length));
      const room = Math.floor((byId("means").clientWidth - 90) / (7 * widest + 8));
      const stride = Math.ceil(picked.length / Math.max(1, room));
      const named = picked.map((_, k) => k).filter(k => k % stride === 0);
      const xaxis = axis(theme, "coordinate", {
        tickvals: named,
        ticktext: named.map(k => plain(label(picked[k]))),
        range: [-0.6, picked.length - 0.4],
        showgrid: false,
        uirevision: picked.join(),
      });
      const yaxis = axis(theme, "mean gradient", { zeroline: true, zerolinecolor: theme.line });
      return { traces: exact ? [bar, ...dots] : dots, layout: { xaxis, yaxis } };
    },
  });
}
