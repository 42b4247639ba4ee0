// The page of sensitivities: what report.js calls for results of that kind.

let shownOutput = 0;

const output = () => results.outputs[shownOutput];
const half = ci => (ci[1] - ci[0]) / 2;

/** A value and half of its interval, to the second digit of the latter. */
function within(value, ci) {
  const width = half(ci);
  // What is exact is known but for the rounding of numbers.
  if (!isNumber(width) || width <= 1e-12 * Math.abs(value)) return figure(value, 4);
  const decimals = 1 - Math.floor(Math.log10(width));
  if (decimals > 8 || decimals < -6) return `${figure(value)} ± ${figure(width, 2)}`;
  const rounded = 10 ** -decimals * Math.round(value * 10 ** decimals);
  const text = decimals > 0 ? rounded.toFixed(decimals) : counted(Math.round(rounded));
  const rest = decimals > 0 ? width.toFixed(decimals) : figure(width, 2);
  return `${text.replace("-", "−")} ± ${rest}`;
}

const isExact = p => half(p.change_ci) <= 1e-12 * Math.abs(p.change);
const isKnown = p => isExact(p) || p.change_ci[0] > 0 || p.change_ci[1] < 0;

/** A label for an axis, in two lines if it is long, broken at the space that is nearest to its middle. */
function label(text, longest) {
  const end = "  "; // between the text and the axis
  const spaces = [...text.matchAll(/ /g)].map(match => match.index);
  if (text.length <= longest || !spaces.length) return plain(text) + end;
  const off = at => Math.abs(at - text.length / 2);
  const at = spaces.reduce((best, next) => (off(next) < off(best) ? next : best));
  return plain(text.slice(0, at)) + end + "<br>" + plain(text.slice(at + 1)) + end;
}

function bar(theme, p, y, name) {
  const colour = theme.colour(p.change > 0 ? "--e2" : "--e1");
  return {
    type: "bar",
    orientation: "h",
    x: [p.change],
    y: [y],
    width: 0.56,
    marker: {
      color: isKnown(p) ? colour : theme.colour("--line"),
      line: { color: colour, width: isKnown(p) ? 0 : 1 },
    },
    error_x: {
      type: "data",
      array: [half(p.change_ci)],
      color: theme.ink,
      thickness: 1.5,
      width: 5,
    },
    text: [
      `${plain(p.name)} at ${score(p.at)}<br>${plain(name)} ${within(p.change, p.change_ci)} if ${p.step}` +
        `<br>derivative ${within(p.derivative, p.derivative_ci)}`,
    ],
    textposition: "none",
    hoverinfo: "text",
  };
}

function tornado() {
  const most = Math.max(...results.outputs.map(o => o.parameters.length));
  addChart("tornado", {
    height: 100 + 44 * most,
    alt: () =>
      `Change of ${output().output}: ` +
      output()
        .parameters.map(p => `${p.name} ${within(p.change, p.change_ci)} if ${p.step}`)
        .join("; "),
    build: (theme, narrow) => {
      const shown = output().parameters;
      tall("tornado", 100 + 44 * shown.length);
      const ends = shown.flatMap(p => p.change_ci).concat(0);
      const low = Math.min(...ends),
        high = Math.max(...ends),
        room = 0.06 * (high - low || 1);
      const aside = (p, i) => ({
        x: 1,
        xref: "paper",
        xanchor: "left",
        xshift: 10,
        y: i,
        text: within(p.change, p.change_ci),
        showarrow: false,
        font: { size: 12, color: theme.muted },
      });
      return {
        traces: shown.map((p, i) => bar(theme, p, i, output().output)),
        layout: {
          bargap: 0.4,
          margin: { l: 20, r: narrow ? 20 : 160, t: 20, b: 50 },
          yaxis: axis(theme, "", {
            tickvals: shown.map((_, i) => i),
            ticktext: shown.map(p =>
              narrow ? label(p.name, 16) : label(`${p.name}, ${score(p.at)}`, 32),
            ),
            range: [shown.length - 0.4, -0.6],
            fixedrange: true,
            showgrid: false,
          }),
          xaxis: axis(
            theme,
            narrow
              ? `change of ${plain(output().output)}`
              : `change of ${plain(output().output)} if the parameter is 1 % larger`,
            {
              range: [low - room, high + room],
              zeroline: true,
              zerolinecolor: theme.muted,
              nticks: narrow ? 4 : 8,
            },
          ),
          annotations: narrow ? [] : shown.map(aside),
        },
      };
    },
  });
}

/** Buttons that choose the output of the chart, where there are several. */
function outputButtons() {
  const names = results.outputs.map(o => o.output);
  if (names.length < 2) return byId("outputs").parentNode.remove();
  segment(
    byId("outputs"),
    names.map((name, i) => [name, i]),
    shownOutput,
    chosen => {
      shownOutput = chosen;
      drawCharts();
    },
  );
}

function effectsTable(of, i) {
  const withInterval = (title, name) => ({
    title,
    num: true,
    value: p => p[name],
    bounds: p => p[`${name}_ci`],
    cell: p => numberCell(figure(p[name], 4), interval(p[`${name}_ci`])),
  });
  return dataTable(
    results.outputs.length > 1 ? `effects-${i + 1}` : "effects",
    `${of.output}, which is ${within(of.value, of.value_ci)} on average. Figures in brackets are intervals of ${100 * results.confidence} %.`,
    [
      { title: "Parameter", value: p => p.name, cell: p => el("div", {}, p.name) },
      numberColumn("At", p => p.at, { show: score }),
      withInterval("Derivative", "derivative"),
      withInterval("If 1 % larger", "change"),
    ],
    of.parameters,
  );
}

function showPage() {
  headline(
    results.headline.replace(/(^|[ :])-(?=\d)/g, "$1−"),
    `${counted(results.evaluations)} runs in ${figure(results.seconds)} seconds: ${results.stopped}. ` +
      results.outputs.map(o => `${o.output} is ${within(o.value, o.value_ci)}`).join(", ") +
      ", on average.",
  );
  outputButtons();
  tornado();
  byId("effects").append(...results.outputs.map(effectsTable));
  if (results.outputs.some(o => o.parameters.some(p => p.at === 0)))
    notice("A parameter that is 0 has no hundredth: its step is 0.01.");
  if (results.outputs.some(o => o.parameters.some(p => !isKnown(p))))
    notice("An interval that holds 0 leaves the sign open: more runs would tell. Its bar is grey.");
}
