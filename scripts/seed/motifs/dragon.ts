import {
  circle,
  COLOR,
  group,
  mirrored,
  moved,
  path,
  point,
  polar,
  rectangle,
  svg,
  times,
  type Point,
} from './drawing.ts';
import { dotRing, petal, spiral, tapered, teethRow } from './strokes.ts';

const SIZE = 1000;

interface Spine extends Point {
  /** Direction of travel in degrees, 0 is up. */
  readonly degrees: number;
}

/** The body as a coil: from the tail at the rim inward to the head. */
function spine(count: number): Spine[] {
  const at = (part: number): Point => {
    const degrees = -150 + part * 560;
    const radius = 362 - part * 286 + 14 * Math.sin(part * 26);
    return polar(point(500, 520), degrees, radius);
  };
  return times(count).map((index) => {
    const part = index / (count - 1);
    const [here, next] = [at(part), at(part + 0.001)];
    return { ...here, degrees: (Math.atan2(next.x - here.x, -(next.y - here.y)) * 180) / Math.PI };
  });
}

function widthAt(part: number): number {
  return 14 + 62 * Math.sin(Math.min(1, part * 1.25 + 0.04) * Math.PI * 0.5);
}

/** Satin stitches across the body, color by color like scales of silk. */
function scales(body: readonly Spine[]): string {
  const colors = [COLOR.madder, COLOR.rose, COLOR.ochre, COLOR.rose];
  return body
    .map((at, index) => {
      const width = widthAt(index / body.length);
      const color = colors[Math.floor(index / 3) % colors.length] ?? COLOR.madder;
      const arc = `M${-width / 2} 6Q0 ${-width * 0.34} ${width / 2} 6`;
      return moved(
        path(arc, { fill: 'none', stroke: color, 'stroke-width': 6.4, 'stroke-linecap': 'round' }),
        at,
        { degrees: at.degrees },
      );
    })
    .join('');
}

/** Tufts along both sides. */
function fins(body: readonly Spine[]): string {
  return body
    .flatMap((at, index) => {
      if (index % 6 !== 0 || index < 8) return [];
      const width = widthAt(index / body.length) / 2 + 4;
      const tuft = path(petal(30, 9), { fill: index % 12 === 0 ? COLOR.leaf : COLOR.pale });
      return [
        moved(moved(tuft, point(width, 0), { degrees: 128 }), at, { degrees: at.degrees }),
        moved(moved(tuft, point(-width, 0), { degrees: -128 }), at, { degrees: at.degrees }),
      ];
    })
    .join('');
}

/** A buffalo-horned head, drawn at the origin looking up. */
function head(): string {
  const horn = path('M16 -34C46 -58 92 -66 104 -128C128 -78 100 -24 34 -10Z', {
    fill: COLOR.ochre,
    stroke: COLOR.wax,
    'stroke-width': 4,
  });
  const whisker = path('M20 -84C60 -112 66 -146 104 -150', {
    fill: 'none',
    stroke: COLOR.wax,
    'stroke-width': 6,
    'stroke-linecap': 'round',
  });
  const eye =
    circle(point(20, -42), 13, { fill: COLOR.wax }) + circle(point(20, -44), 6, { fill: COLOR.vat });
  const ear = moved(path(petal(52, 14), { fill: COLOR.leaf }), point(36, -4), { degrees: 112 });
  return [
    mirrored(horn + ear + whisker),
    path('M0 30C44 26 52 -26 40 -58C34 -84 20 -104 0 -108C-20 -104 -34 -84 -40 -58C-52 -26 -44 26 0 30Z', {
      fill: COLOR.madder,
      stroke: COLOR.wax,
      'stroke-width': 5,
    }),
    mirrored(eye),
    path('M-16 -80Q0 -92 16 -80', {
      fill: 'none',
      stroke: COLOR.wax,
      'stroke-width': 5,
      'stroke-linecap': 'round',
    }),
    path('M0 -66L0 -16M-10 -4Q0 6 10 -4', {
      fill: 'none',
      stroke: COLOR.ochre,
      'stroke-width': 5,
      'stroke-linecap': 'round',
    }),
  ].join('');
}

function flower(radius: number): string {
  const leaf = path(petal(radius, radius * 0.42), { fill: COLOR.rose });
  return (
    times(6)
      .map((at) => moved(leaf, point(0, 0), { degrees: at * 60 }))
      .join('') + circle(point(0, 0), radius * 0.24, { fill: COLOR.ochre })
  );
}

function cloud(): string {
  const curl = spiral(point(0, 0), { radius: 30, turns: 1.8, start: 120, inner: 4 });
  return path(tapered(curl, 10, 5), { fill: COLOR.pale });
}

function frame(): string {
  const side = [
    rectangle(point(-470, -470), point(940, 8), { fill: COLOR.madder }),
    teethRow(point(-454, -430), { width: 908, count: 32, height: 22 }, { fill: COLOR.ochre }),
    rectangle(point(-454, -426), point(908, 4), { fill: COLOR.pale }),
  ].join('');
  return times(4)
    .map((at) => `<g transform="translate(500 500) rotate(${at * 90})">${side}</g>`)
    .join('');
}

/** Satin-stitched dragon 苗龙纹 with buffalo horns, coiled on indigo, flowers around it. */
export function dragon(): string {
  const body = spine(150);
  const tip = body.at(-1) ?? { x: 500, y: 500, degrees: 0 };
  const outline = path(
    tapered(
      body.map(({ x, y }) => point(x, y)),
      20,
      86,
    ),
    { fill: COLOR.cloth, stroke: COLOR.wax, 'stroke-width': 3 },
  );
  const tail = body[0] ?? tip;
  const tailTuft = [-40, -14, 14, 40].map((degrees) =>
    moved(path(petal(70, 15), { fill: COLOR.leaf }), tail, { degrees: tail.degrees + 180 + degrees }),
  );
  return svg(SIZE, SIZE, [
    rectangle(point(0, 0), point(SIZE, SIZE), { fill: COLOR.vat }),
    frame(),
    ...[
      [120, 150],
      [880, 150],
      [120, 880],
      [880, 880],
    ].map(([x = 0, y = 0]) => moved(flower(52), point(x, y))),
    ...[
      [320, 116],
      [680, 116],
      [884, 420],
      [884, 640],
      [116, 420],
      [116, 640],
    ].map(([x = 0, y = 0]) => moved(cloud(), point(x, y))),
    ...tailTuft,
    fins(body),
    outline,
    scales(body),
    moved(head(), tip, { degrees: tip.degrees, scale: point(0.96, 0.96) }),
    group(dotRing(424, { count: 60, size: 3.2 }, { fill: COLOR.pale }), {
      transform: 'translate(500 520)',
      opacity: 0.6,
    }),
  ]);
}
