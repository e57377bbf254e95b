import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { BadInputError } from '../../platform/kernel/errors.ts';

const MAX_NAME = 60;
const MAX_TEXT = 32_768;

/** How an organization's tables are read: what its members agreed on, by a name. What it says is the clients' (docs/import.md). */
export interface SavedMapping {
  readonly organizationId: OrganizationId;
  readonly name: string;
  /** From 1; each saving is the next. */
  readonly version: number;
  /** JSON. */
  readonly text: string;
  readonly savedAt: Date;
  readonly savedBy: Hex;
}

/** A name that a command line tells from a file's. @throws BadInputError */
export function parseMappingName(text: string): string {
  const name = text.normalize('NFC').trim();
  const isPlain = name !== '' && name.length <= MAX_NAME && !/[\p{Cc}\p{Surrogate}/\\]/u.test(name);
  if (isPlain && !/\.json$/i.test(name)) return name;
  throw new BadInputError(
    'name',
    `must be 1 to ${MAX_NAME} characters on one line, without slashes, and not end in .json.`,
  );
}

/** @throws BadInputError for what is no JSON object, or too long */
export function parseMappingText(text: string): string {
  if (text.length > MAX_TEXT)
    throw new BadInputError('mapping', `has ${text.length} characters; at most ${MAX_TEXT} are kept.`);
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadInputError('mapping', 'must be a JSON object; see docs/import.md.');
  return JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
