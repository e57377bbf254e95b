import { type Part, writeGlb } from './glb.ts';

const PLEATS = 72;
const STEPS = PLEATS * 4;
const ROWS = 15;
/** The cloth's picture shows half of the pleats. */
const REPEATS = 2;
/** In meters. */
const [HEM, WAIST, BAND] = [0.02, 0.6, 0.055];
const [HEM_RADIUS, WAIST_RADIUS] = [0.43, 0.145];
const MADDER = [0.39, 0.042, 0.023, 1] as const;
const UNDYED = [0.88, 0.81, 0.68, 1] as const;

type Surface = (u: number, v: number) => readonly [x: number, y: number, z: number];

/** A pleated skirt as it stands when it is worn, with its waistband and ties. */
export function pleatedSkirtGlb(cloth: Uint8Array): Buffer {
  return writeGlb({
    name: 'Pleated skirt',
    copyright: 'Synthetic demonstration model, made by code; not a scan of an object.',
    jpeg: cloth,
    parts: [
      mesh('Batik cloth', skirt, { columns: STEPS, rows: ROWS, color: null }),
      mesh('Waistband', waistband, { columns: 48, rows: 4, color: UNDYED }),
      ...[-1, 1].map((side) =>
        mesh(side < 0 ? 'Left tie' : 'Right tie', tie(side), { columns: 3, rows: 14, color: MADDER }),
      ),
    ],
  });
}

/** 0 at a fold's edge, 1 at its back, straight between, with edges that are a little round. */
function pleat(turns: number): number {
  const wave = Math.abs((((turns % 1) + 1) % 1) - 0.5) * 2;
  return wave * wave * (3 - 2 * wave) * 0.35 + wave * 0.65;
}

/** u around, v from waist to hem. */
const skirt: Surface = (u, v) => {
  const angle = u * 2 * Math.PI;
  // Heavy cloth: it springs from the hips, then falls.
  const flare = v ** 0.78;
  const sway = Math.sin(angle * 5 + 0.6) * 0.016 + Math.sin(angle * 3 - 1) * 0.014;
  const radius = WAIST_RADIUS + (HEM_RADIUS - WAIST_RADIUS) * flare + sway * v * v;
  const depth = (0.006 + 0.03 * v) * pleat(u * PLEATS);
  const y = WAIST + (HEM - WAIST) * v + Math.sin(angle * 5 + 0.6) * 0.006 * v * v;
  return ring(angle, radius - depth, y);
};

const waistband: Surface = (u, v) => {
  const bulge = Math.sin(v * Math.PI) * 0.006;
  return ring(u * 2 * Math.PI, WAIST_RADIUS + 0.004 + bulge, WAIST + BAND - v * (BAND + 0.008));
};

/** A ribbon that hangs from the band on one side of the front, and turns a little as it falls. */
function tie(side: number): Surface {
  return (u, v) => {
    const out =
      WAIST_RADIUS + 0.014 + (HEM_RADIUS - WAIST_RADIUS) * (v * 0.62) ** 0.78 + 0.012 * Math.sin(v * 9);
    const angle = 0.34 + side * (0.1 + v * 0.045) + ((u - 0.5) * 0.026) / out + 0.02 * Math.sin(v * 7 + side);
    return ring(angle, out + (u - 0.5) * 0.012 * side, WAIST + 0.035 - v * 0.4);
  };
}

/** Angle 0 is the front, +Z in glTF. */
function ring(angle: number, radius: number, y: number): readonly [number, number, number] {
  return [Math.sin(angle) * radius, y, Math.cos(angle) * radius * 0.86];
}

interface MeshOptions {
  readonly columns: number;
  readonly rows: number;
  readonly color: Part['color'];
}

function mesh(name: string, surface: Surface, { columns, rows, color }: MeshOptions): Part {
  const count = (columns + 1) * (rows + 1);
  const [positions, normals] = [new Float32Array(count * 3), new Float32Array(count * 3)];
  const coordinates = new Float32Array(count * 2);
  const indices = new Uint16Array(columns * rows * 6);
  for (let vertex = 0; vertex < count; vertex += 1) {
    const [u, v] = [(vertex % (columns + 1)) / columns, Math.floor(vertex / (columns + 1)) / rows];
    positions.set(surface(u, v), vertex * 3);
    normals.set(normalAt(surface, u, v), vertex * 3);
    coordinates.set([u * REPEATS, v], vertex * 2);
  }
  for (let cell = 0; cell < columns * rows; cell += 1) {
    const corner = Math.floor(cell / columns) * (columns + 1) + (cell % columns);
    const below = corner + columns + 1;
    indices.set([corner, below, corner + 1, corner + 1, below, below + 1], cell * 6);
  }
  return { name, positions, normals, coordinates, indices, color };
}

/** Outward, from how the surface runs on both sides. */
function normalAt(surface: Surface, u: number, v: number): readonly [number, number, number] {
  const step = 1e-3;
  const along = difference(surface(u + step, v), surface(u - step, v));
  const down = difference(surface(u, Math.min(1, v + step)), surface(u, Math.max(0, v - step)));
  const [x, y, z] = [
    down[1] * along[2] - down[2] * along[1],
    down[2] * along[0] - down[0] * along[2],
    down[0] * along[1] - down[1] * along[0],
  ];
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function difference(
  [x, y, z]: readonly [number, number, number],
  [fromX, fromY, fromZ]: readonly [number, number, number],
): readonly [number, number, number] {
  return [x - fromX, y - fromY, z - fromZ];
}
