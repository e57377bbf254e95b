export type Figures = Readonly<Record<string, number>>;

/** How much is measured. */
export interface Extent {
  /** A look in minutes instead of the figures that are compared with the bars. */
  readonly isQuick: boolean;
  /** Of which the median is taken. */
  readonly rounds: number;
  /** From the start to the measurement of an idle platform. */
  readonly idleMinutes: number;
}

/** Measures some of the figures, each on a platform of its own. */
export type Part = (extent: Extent) => Promise<Figures>;

export function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
