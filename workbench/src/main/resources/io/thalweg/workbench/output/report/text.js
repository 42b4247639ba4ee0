// Elements, figures and names: what all parts of a page are written with.

/** Builds an element; strings become text nodes, so nothing in the data is ever read as markup. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined));
  return node;
}

const byId = id => document.getElementById(id);
const isNumber = Number.isFinite;
const sum = values => values.reduce((a, b) => a + b, 0);
const mean = values => sum(values) / values.length;
const known = values => values.filter(isNumber);
const counted = value => value.toLocaleString("en");
const list = value =>
  Array.isArray(value)
    ? value.join(", ")
    : value === undefined || value === null || value === ""
      ? "–"
      : String(value);

function deviation(values) {
  const centre = mean(values);
  return Math.sqrt(sum(values.map(v => (v - centre) ** 2)) / (values.length - 1));
}

/** Plotly reads a little markup in its labels; this makes text from the data plain again. */
const plain = text =>
  String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** A figure to read: three digits that count, a true minus, powers of ten only where zeros would pile up. */
function figure(value, digits = 3) {
  if (!isNumber(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) {
    const [lead, power] = value.toExponential(digits - 1).split("e");
    const raised = String(Number(power)).replace(
      /./g,
      c => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)],
    );
    return lead.replace("-", "−") + "×10" + raised;
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const text = decimals ? value.toFixed(decimals) : counted(Math.round(value));
  return text.replace("-", "−");
}

/** A score to read: four digits that count, without zeros at the end. */
const score = value =>
  isNumber(value) ? counted(Number(value.toPrecision(4))).replace("-", "−") : "–";

/** A count, or a mean of counts. */
const count = value => (Number.isInteger(value) ? counted(value) : figure(value));

const nats = value => (isNumber(value) ? value.toFixed(2).replace("-", "−") : "–");
const ratio = value => figure(value, value >= 10 ? 3 : 2) + "×";
const interval = ci =>
  Array.isArray(ci) && known(ci).length === 2 ? `[${figure(ci[0])}, ${figure(ci[1])}]` : "";

/** The name of an estimator, which may break after a sign between its words where a line has no room for it. */
const breakable = name =>
  el(
    "span",
    { class: "id" },
    String(name)
      .split(/(?<=[_:=]|,(?=[a-z]))/)
      .flatMap((part, i) => (i ? [el("wbr"), part] : [part])),
  );

/** Prose whose names of estimators may break. */
const prose = text =>
  text
    .split(/(\S*\w[_:=]\w\S*|--[a-z]+)/)
    .map((part, i) =>
      i % 2
        ? /^--[a-z]+$/.test(part)
          ? el("span", { class: "whole" }, part)
          : breakable(part)
        : part,
    );

/** A long name in two lines for a chart, broken after the sign that is nearest to its middle. */
function inTwoLines(name, longest) {
  if (name.length <= longest) return plain(name);
  const signs = [...name.matchAll(/[_:=,]/g)].map(match => match.index + 1);
  if (!signs.length) return plain(name);
  const off = at => Math.abs(at - name.length / 2);
  const at = signs.reduce((best, next) => (off(next) < off(best) ? next : best));
  return `${plain(name.slice(0, at))}<br>${plain(name.slice(at))}`;
}

/** A group of buttons of which one is pressed; choose is called with the value of each that is clicked. */
function segment(node, choices, chosen, choose) {
  const buttons = choices.map(([name, value]) => {
    const button = el("button", { type: "button", "aria-pressed": String(value === chosen) }, name);
    button.addEventListener("click", () => {
      buttons.forEach(other => other.setAttribute("aria-pressed", String(other === button)));
      choose(value);
    });
    return button;
  });
  node.append(...buttons);
}
