/*
 * `StatementEntry.details` as it arrives: JSON whose members depend on the kind (docs/formats.md, "Details"). What is missing or of
 * another type reads as null, so that a later platform's statements still show.
 */

export type ToldDetails = Readonly<Record<string, unknown>>;

export function readDetails(json: string): ToldDetails {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

export function textIn(details: ToldDetails, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' ? value : null;
}

export function numberIn(details: ToldDetails, name: string): number | null {
  const value = details[name];
  return typeof value === 'number' ? value : null;
}

export function namesIn(details: ToldDetails, name: string): readonly string[] {
  const value = details[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function recordIn(details: ToldDetails, name: string): ToldDetails {
  const value = details[name];
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is ToldDetails {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Members that hold an organization's id. */
const PARTIES = ['holder', 'taker', 'previous', 'licensee', 'organizationId', 'organization', 'community'];

/** Organizations that a statement names, to be asked for their names. */
export function partiesIn(details: ToldDetails): string[] {
  const ids = [...PARTIES.flatMap((name) => textIn(details, name) ?? []), ...namesIn(details, 'parties')];
  return ids.filter((id) => /^0x[0-9a-f]{64}$/.test(id));
}
