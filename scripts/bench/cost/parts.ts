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

/** Runs the parts named, or all, one after the other. */
export async function measureParts(
  known: Readonly<Record<string, Part>>,
  { parts, ...extent }: Extent & { readonly parts: readonly string[] },
): Promise<Record<string, number>> {
  if (extent.isQuick) say('a quick look: fewer items than the bars are for');
  const figures: Record<string, number> = {};
  for (const [name, part] of Object.entries(known)) {
    if (parts.length > 0 && !parts.includes(name)) continue;
    say(`${name} …`);
    const found = await part(extent);
    say(JSON.stringify(found));
    Object.assign(figures, found);
  }
  return figures;
}

export function say(line: string): void {
  process.stderr.write(`  ${line}\n`);
}
