// The bias of each estimator, in standard errors; compare.js calls it.

function biasChart() {
  const judged = () => ranked().filter(r => r.bias && isNumber(r.bias.worst_z));
  const all = judged();
  if (!all.length) return dropSection("bias");
  const size = r => Math.abs(r.bias.worst_z),
    critical = known(all.map(r => r.bias.critical_z));
  const top = Math.max(...all.map(size), ...critical),
    wide = top > 6 * Math.min(...critical);
  const floor = wide ? 0.1 : 0; // a huge z needs a log axis, and that needs a start above zero
  addChart("bias", {
    height: 130 + rowHeight(all) * all.length,
    note: unjudged(),
    alt: () =>
      "Worst z of each estimator: " +
      shownOf(all)
        .map(r => `${r.id} ${figure(size(r))}, ${verdictOf(r)}`)
        .join("; "),
    build: (theme, narrow) => {
      const rows = shownOf(judged());
      const height = narrow ? Math.max(34, rowHeight(all)) : rowHeight(all);
      tall("bias", 130 + height * rows.length);
      const unit = narrow ? "worst |z|" : "worst |z|, standard errors";
      const verdictColour = r => theme.colour(`--${verdictOf(r)}`);
      const symbol = { unbiased: "circle", biased: "x", underpowered: "circle-open" };
      const stems = rows.map((r, i) => ({
        type: "scatter",
        mode: "lines+markers",
        legendgroup: r.id,
        x: [floor, Math.max(size(r), floor)],
        y: [i, i],
        line: { color: verdictColour(r), width: 3 },
        marker: {
          symbol: symbol[verdictOf(r)],
          size: [0, 13],
          opacity: 1,
          line: { width: 2, color: verdictColour(r) },
        },
        hoverinfo: "text",
        text: [
          "",
          [
            `<b>${plain(r.id)}</b>`,
            `worst |z| ${figure(size(r))}, critical ${figure(r.bias.critical_z)}`,
            `detectable ${figure(r.bias.detectable)}`,
            verdictOf(r),
          ].join("<br>"),
        ],
      }));
      const limits = rows
        .map((r, i) => ({ z: r.bias.critical_z, i }))
        .filter(limit => isNumber(limit.z))
        .map(({ z, i }) => ({
          type: "line",
          x0: z,
          x1: z,
          y0: i - 0.5,
          y1: i + 0.5,
          line: { color: theme.ink, width: 1.5, dash: "dash" },
        }));
      const at = wide ? Math.log10(critical[0]) : critical[0];
      const label = critical.slice(0, 1).map(z => ({
        x: at,
        y: 1,
        yref: "paper",
        yanchor: "bottom",
        xanchor: z > 0.5 * top && !wide ? "right" : "center",
        text: `critical z = ${figure(z)}`,
        showarrow: false,
        font: { size: 12, color: theme.ink },
      }));
      const yaxis = rowsAxis(theme, rows);
      const below = r =>
        `<span style="color:${verdictColour(r)};font-size:10px">${verdictOf(r)}</span>`;
      if (narrow)
        yaxis.ticktext = rows.map(
          r => `${rowName(theme, r).replace("<br>", "")}  <br>${below(r)}  `,
        );
      return {
        traces: stems,
        layout: {
          margin: { l: 20, r: narrow ? 20 : 110, t: 50, b: 50 },
          shapes: limits,
          yaxis,
          annotations: label.concat(
            narrow
              ? []
              : rows.map((r, i) =>
                  aside(theme, verdictOf(r), i, { font: { size: 12, color: verdictColour(r) } }),
                ),
          ),
          xaxis: wide
            ? logAxis(theme, unit, [Math.log10(floor) - 0.06, Math.log10(top) + 0.15])
            : axis(theme, unit, { range: [-0.02 * top, top * 1.12] }),
        },
      };
    },
  });
}
