/** What the server processes had used up at one moment. */
export interface Reading {
  readonly atMs: number;
  readonly cpuMs: number;
  readonly commands: number;
  readonly fsyncs: number;
}

/** What is used between two moments. */
export interface Cost {
  readonly cpuMs: number;
  readonly commands: number;
  readonly fsyncs: number;
}

const FIELDS = ['cpuMs', 'commands', 'fsyncs'] as const;

/** What was used between two readings, less what an idle platform uses in the same time. */
export function costBetween(before: Reading, after: Reading, idleASecond: Cost): Cost {
  const seconds = (after.atMs - before.atMs) / 1_000;
  return mapCost((field) => after[field] - before[field] - idleASecond[field] * seconds);
}

export function ratesBetween(before: Reading, after: Reading): Cost {
  const seconds = (after.atMs - before.atMs) / 1_000;
  return mapCost((field) => (after[field] - before[field]) / seconds);
}

/** Of each figure the median. */
export function medianCost(costs: readonly Cost[], items: number): Cost {
  return mapCost((field) => median(costs.map((cost) => cost[field] / items)));
}

/** The upper of the two in the middle, where there are two. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Three digits of it. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function mapCost(of: (field: (typeof FIELDS)[number]) => number): Cost {
  return { cpuMs: of('cpuMs'), commands: of('commands'), fsyncs: of('fsyncs') };
}
