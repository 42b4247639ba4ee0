// Pictures of the environments, drawn from an observation and an action; film.js plays them.

/** Builds an element of a picture. */
function shape(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const lineTo = (kind, from, to) =>
  shape("line", { class: kind, x1: from[0], y1: from[1], x2: to[0], y2: to[1] });
const dot = (kind, [cx, cy], r) => shape("circle", { class: kind, cx, cy, r });
const pathOf = (kind, points, closed = "") =>
  shape("path", { class: kind, d: `M${points.map(p => p.join(" ")).join("L")}${closed}` });

/** An arrow along the ground, from a place and as long as its force. */
function arrow([x, y], length) {
  if (Math.abs(length) < 2) return [];
  const end = x + length,
    head = Math.sign(length) * Math.min(9, Math.abs(length));
  return [
    lineTo("force", [x, y], [end - head, y]),
    pathOf(
      "force-head",
      [
        [end, y],
        [end - head, y - 6],
        [end - head, y + 6],
      ],
      "Z",
    ),
  ];
}

/** An arrow around a joint, counterclockwise if the torque is positive; its length is the strength, at most 1. */
function turn([x, y], radius, torque) {
  const angle = Math.min(1, Math.abs(torque)) * 2.4;
  if (angle < 0.5) return [];
  const side = Math.sign(torque),
    at = a => [x + radius * Math.sin(a), y - radius * Math.cos(a)];
  const start = (side * angle) / 2,
    end = -start;
  const [from, to, before] = [at(start), at(end), at(end + side * 0.42)];
  const out = r => [x + r * Math.sin(end + side * 0.42), y - r * Math.cos(end + side * 0.42)];
  return [
    shape("path", {
      class: "force arc",
      d: `M${from.join(" ")}A${radius} ${radius} 0 0 ${side > 0 ? 0 : 1} ${before.join(" ")}`,
    }),
    pathOf("force-head", [to, out(radius - 6), out(radius + 6)], "Z"),
  ];
}

/** The picture of a pole on a cart; ghosts are where it was a little before. */
function cart({ scale, length, ends, x, angle, push, ghosts }) {
  const ground = 178,
    place = 300 + scale * x,
    top = ground - 40;
  const tip = (x, angle) => [
    300 + scale * x + scale * length * Math.sin(angle),
    top - scale * length * Math.cos(angle),
  ];
  const side = push < 0 ? place - 38 : place + 38;
  return [
    lineTo("ground", [12, ground], [588, ground]),
    ...(ends ? [-ends, ends] : []).map(end =>
      lineTo("mark", [300 + scale * end, ground - 9], [300 + scale * end, ground + 9]),
    ),
    ...ghosts.map(ghost =>
      lineTo("pole ghost", [300 + scale * ghost.x, top], tip(ghost.x, ghost.angle)),
    ),
    shape("rect", { class: "body", x: place - 34, y: top - 2, width: 68, height: 30, rx: 6 }),
    ...[-18, 18].map(off => dot("wheel", [place + off, ground - 8], 8)),
    lineTo("pole", [place, top], tip(x, angle)),
    dot("joint", [place, top], 5),
    ...arrow([side, top + 13], push),
  ];
}

const PAD = 10 / 3,
  LEG = 0.6; // of the lander, in its world of 20 by 13.3
const CRAFT = [
  [-14, 17],
  [-17, 0],
  [-17, -10],
  [17, -10],
  [17, 0],
  [14, 17],
];

/** The picture of a lander over its hills; a metre of its world is 30 pixels. A wide screen shows more at the sides. */
function lander(film, step, [x, y, , , angle], engine) {
  const world = ([u, v]) => [300 * (u + 1), 440 - 30 * ((v * 20) / 3 + PAD + LEG)];
  const ground = [];
  for (let i = 0; i < film.ground.length; i += 2) ground.push(world(film.ground.slice(i, i + 2)));
  const flag = ([u, v], side) => [
    lineTo("mast", [u, v], [u, v - 34]),
    pathOf(
      "flag",
      [
        [u, v - 34],
        [u + side * 20, v - 27],
        [u, v - 20],
      ],
      "Z",
    ),
  ];
  const [cx, cy] = world([x, y]);
  const leg = side => [
    lineTo("leg", [side * 12, 8], [side * 20, 20]),
    lineTo("leg", [side * 15, 20], [side * 25, 20]),
  ];
  const flames = {
    1: [
      [17, -6],
      [36, -10],
      [17, -14],
    ],
    2: [
      [-8, 11],
      [0, 44],
      [8, 11],
    ],
    3: [
      [-17, -6],
      [-36, -10],
      [-17, -14],
    ],
  };
  return [
    shape("rect", { class: "sky", x: -400, y: 0, width: 1400, height: 440 }),
    ...STARS.map(([sx, sy, r]) => dot("star", [sx, sy], r)),
    pathOf(
      "trail",
      film.observations.slice(0, step + 1).map(o => world(o)),
    ),
    pathOf(
      "soil",
      [[-400, 450], [-400, ground[0][1]], ...ground, [1000, ground[10][1]], [1000, 450]],
      "Z",
    ),
    pathOf("pad", [ground[4], ground[6]]),
    ...flag(ground[4], -1),
    ...flag(ground[6], 1),
    shape(
      "g",
      { transform: `translate(${cx} ${cy}) rotate(${(-angle * 180) / Math.PI})` },
      ...(flames[engine] ? [pathOf("flame", flames[engine], "Z")] : []),
      ...leg(-1),
      ...leg(1),
      pathOf(
        "body",
        CRAFT.map(([u, v]) => [u, -v]),
        "Z",
      ),
      dot("window", [0, -5], 5),
    ),
  ];
}

const STARS = Array.from({ length: 48 }, (_, i) => [
  ((i * 397 + 31) % 1200) - 300,
  (i * 89 + 13) % 230,
  0.7 + ((i * 7) % 5) / 5,
]);

const angleOf = (cos, sin) => Math.atan2(sin, cos);

/** The observations a little before a step, from the eldest on. */
const before = (film, step, times) =>
  times.filter(t => step - t >= 0).map(t => film.observations[step - t]);

/**
 * Each scene has the size of its picture, the steps a second at which it is played, and how much faster than in nature
 * that is; paint makes the picture of a step.
 */
const SCENES = {
  cartpole: {
    size: [600, 200],
    pace: 50,
    paint: (film, step, [x, , angle], [action]) =>
      cart({
        scale: 110,
        length: 1,
        ends: 2.4,
        x,
        angle,
        push: action === 1 ? 34 : -34,
        ghosts: before(film, step, [9, 6, 3]).map(o => ({ x: o[0], angle: o[2] })),
      }),
  },
  invertedpendulum: {
    size: [600, 200],
    pace: 25,
    paint: (film, step, [x, angle], [action]) =>
      cart({
        scale: 210,
        length: 0.6,
        ends: 1,
        x,
        angle,
        push: 24 * Math.max(-3, Math.min(3, action)),
        ghosts: before(film, step, [6, 4, 2]).map(o => ({ x: o[0], angle: o[1] })),
      }),
  },
  acrobot: {
    size: [520, 380],
    pace: 15,
    faster: 3,
    paint: (film, step, observation, [action]) => {
      const joints = o => {
        const upper = angleOf(o[0], o[1]),
          lower = upper + angleOf(o[2], o[3]);
        const elbow = [260 + 85 * Math.sin(upper), 195 + 85 * Math.cos(upper)];
        return [elbow, [elbow[0] + 85 * Math.sin(lower), elbow[1] + 85 * Math.cos(lower)]];
      };
      const [elbow, tip] = joints(observation);
      return [
        lineTo("goal", [40, 110], [480, 110]),
        ...before(film, step, [3, 2, 1]).map(o =>
          pathOf("pole ghost thick", [[260, 195], ...joints(o)]),
        ),
        lineTo("link upper", [260, 195], elbow),
        lineTo("link lower", elbow, tip),
        dot("joint", [260, 195], 7),
        dot("joint", elbow, 6),
        ...turn(elbow, 26, action - 1),
      ];
    },
  },
  pendulum: {
    size: [520, 340],
    pace: 20,
    paint: (film, step, [cos, sin], [action]) => {
      const tip = (c, s) => {
        const length = Math.hypot(c, s) || 1;
        return [260 - (130 * s) / length, 170 - (130 * c) / length];
      };
      return [
        lineTo("goal", [260, 22], [260, 318]),
        ...before(film, step, [6, 4, 2]).map(o =>
          lineTo("pole ghost", [260, 170], tip(o[0], o[1])),
        ),
        lineTo("link lower", [260, 170], tip(cos, sin)),
        dot("joint", [260, 170], 7),
        ...turn([260, 170], 34, Math.max(-2, Math.min(2, action)) / 2),
      ];
    },
  },
  lunarlander: {
    size: [600, 440],
    pace: 50,
    paint: (film, step, observation, [action]) => lander(film, step, observation, action),
  },
};
