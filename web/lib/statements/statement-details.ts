/*
 * `StatementEntry.details` as it arrives: JSON whose members depend on the kind (docs/formats.md, "Details"). What is missing or of
 * another type reads as null, so that a later platform's statements still show.
 */

export type StatementDetailsJson = Readonly<Record<string, unknown>>;

export function readDetails(json: string): StatementDetailsJson {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

export function textIn(details: StatementDetailsJson, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' ? value : null;
}

export function numberIn(details: StatementDetailsJson, name: string): number | null {
  const value = details[name];
  return typeof value === 'number' ? value : null;
}

export function namesIn(details: StatementDetailsJson, name: string): readonly string[] {
  const value = details[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function recordIn(details: StatementDetailsJson, name: string): StatementDetailsJson {
  const value = details[name];
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is StatementDetailsJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Members that hold an organization's id. */
const PARTIES = ['holder', 'taker', 'previous', 'licensee', 'organizationId', 'organization', 'community'];

/** Organizations that a statement names, to be asked for their names. */
export function partiesIn(details: StatementDetailsJson): string[] {
  const ids = [...PARTIES.flatMap((name) => textIn(details, name) ?? []), ...namesIn(details, 'parties')];
  return ids.filter((id) => /^0x[0-9a-f]{64}$/.test(id));
}
