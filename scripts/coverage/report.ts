/** In percent; issue 3 asks for it. */
export const REQUIRED_BRANCHES = 98;

/** Something that tests should execute. */
export interface Marker {
  readonly id: number;
  readonly path: string;
  readonly line: number;
  /** A condition as it is written, or a function's name. */
  readonly subject: string;
  /** What to say when it was not executed. A function is no branch, all others are. */
  readonly missed: 'never true' | 'never false' | 'never taken' | 'never called';
}

export interface Summary {
  readonly text: string;
  /** Executed, in percent. */
  readonly branches: number;
}

export function summarize(markers: readonly Marker[], hits: ReadonlySet<number>): Summary {
  const missed = markers
    .filter(({ id }) => !hits.has(id))
    .sort((one, other) => one.path.localeCompare(other.path) || one.line - other.line)
    .map(({ path, line, subject, missed: how }) => `${path}:${line} ${subject} — ${how}`);
  const branches = count(
    markers.filter((marker) => marker.missed !== 'never called'),
    hits,
  );
  const functions = count(
    markers.filter((marker) => marker.missed === 'never called'),
    hits,
  );
  return {
    text: [
      ...missed,
      `Branches: ${branches.hit} of ${branches.all} (${branches.percent.toFixed(1)} %)`,
      `Functions: ${functions.hit} of ${functions.all} (${functions.percent.toFixed(1)} %)`,
    ].join('\n'),
    branches: branches.percent,
  };
}

function count(markers: readonly Marker[], hits: ReadonlySet<number>) {
  const all = markers.length;
  const hit = markers.filter(({ id }) => hits.has(id)).length;
  return { all, hit, percent: all === 0 ? 100 : (100 * hit) / all };
}
