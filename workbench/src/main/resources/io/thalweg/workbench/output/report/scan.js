// Bias and variance against a setting that was scanned; compare.js calls it.

/** Rows that differ in one setting alone, as {setting, id, points}; points in the order of that setting. */
function scans(rows) {
  const groups = new Map();
  for (const row of rows) {
    for (const [setting, value] of Object.entries(row.settings || {})) {
      const others = Object.entries(row.settings).filter(([name]) => name !== setting);
      const key = JSON.stringify([setting, row.name, others]);
      const group = groups.get(key) || { setting, name: row.name, others, points: [] };
      group.points.push({ value, row });
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .filter(group => group.points.length > 1)
    .map(group => ({
      ...group,
      id: group.points[0].row.id,
      title: [group.name, ...group.others.map(([name, value]) => `${name} ${value}`)].join(", "),
      points: group.points.sort((a, b) => a.value - b.value),
    }));
}

/** Squared distance of the mean from the exact gradient, less what noise adds to it; null if noise hides it. */
function squaredBias(row) {
  if (!results.exact) return null;
  const noise = row.variance / row.draws;
  const bias = sum(row.mean.map((m, i) => (m - results.exact[i]) ** 2)) - noise;
  return bias > 2 * noise ? bias : null;
}

const SCANNED = [
  { what: "mean squared error", dash: "solid", of: r => r.variance + (squaredBias(r) || 0) },
  { what: "squared bias", dash: "dash", of: squaredBias },
  { what: "variance", dash: "dot", of: r => r.variance },
];

function scanLines(theme, scan) {
  return SCANNED.map(({ what, dash, of }) => {
    const points = scan.points.filter(({ row }) => of(row) > 0);
    return {
      type: "scatter",
      mode: "lines+markers",
      x: points.map(p => p.value),
      y: points.map(p => of(p.row)),
      line: { color: theme.of(scan.id), dash, width: 2.2 },
      marker: { color: theme.of(scan.id), symbol: markOf(scan.id)[0], size: 9 },
      hoverinfo: "text",
      text: points.map(
        p =>
          `<b>${plain(scan.title)}</b><br>${scan.setting} ${p.value}<br>${what} ${figure(of(p.row))}`,
      ),
    };
  });
}

function scanChart(setting, found) {
  const node = el("div", { class: "chart", id: `scan-${setting}`, role: "img" });
  byId("scans").append(node);
  const values = [...new Set(found.flatMap(scan => scan.points.map(p => p.value)))];
  const heights = found.flatMap(scan =>
    scan.points.flatMap(p => SCANNED.map(line => line.of(p.row))),
  );
  addChart(node.id, {
    height: 420,
    alt: found
      .map(scan => {
        const told = scan.points.map(
          p => `${figure(squaredBias(p.row) || 0)} and ${figure(p.row.variance)} at ${p.value}`,
        );
        return `Squared bias and variance of ${scan.title} against ${setting}: ${told.join(", ")}`;
      })
      .join("; "),
    build: theme => ({
      traces: found.flatMap(scan => scanLines(theme, scan)),
      layout: {
        xaxis: axis(theme, setting, {
          type: "log",
          range: logRange(values),
          tickvals: values,
          ticktext: values.map(String),
        }),
        yaxis: logAxis(theme, "sum over the coordinates", logRange(known(heights))),
        annotations: found.map(scan => {
          const first = scan.points[0];
          return {
            x: Math.log10(first.value),
            y: Math.log10(SCANNED[0].of(first.row)),
            text: plain(scan.title),
            showarrow: false,
            yanchor: "bottom",
            xanchor: "left",
            yshift: 8,
            font: { size: 12, color: theme.ink },
          };
        }),
      },
    }),
  });
}

function scanSection(rows) {
  const found = scans(rows.filter(row => row.variance > 0));
  if (!found.length) return dropSection("scans");
  for (const setting of new Set(found.map(scan => scan.setting))) {
    scanChart(
      setting,
      found.filter(scan => scan.setting === setting),
    );
  }
}
