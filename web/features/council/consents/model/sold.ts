/** A sale as the log tells it (docs/formats.md, "Details"): without its price. */
export interface Sold {
  readonly licenseId: string;
  readonly licensee: string;
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  readonly communityShareBps: number;
}

interface Entry {
  readonly kind: string;
  /** JSON. */
  readonly details: string;
}

/** The licenses among an asset's statements, newest first; of one handed on, who has it now. */
export function soldIn(statements: readonly Entry[]): readonly Sold[] {
  const heldBy = new Map<string, string>();
  const sold: Sold[] = [];
  for (const { kind, details } of statements) {
    if (kind !== 'licensed' && kind !== 'license-transferred') continue;
    // The platform writes them by the format.
    const told = JSON.parse(details) as Partial<Sold>;
    if (told.licenseId === undefined || told.licensee === undefined) continue;
    // Newest first: the first that names a license has its present licensee.
    if (!heldBy.has(told.licenseId)) heldBy.set(told.licenseId, told.licensee);
    if (kind === 'licensed')
      sold.push({ ...(told as Sold), licensee: heldBy.get(told.licenseId) ?? told.licensee });
  }
  return sold;
}
