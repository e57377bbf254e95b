import type { Request } from 'express';
import { BadInputError } from '../../platform/kernel/errors.ts';

/** `?version=2`; null: the newest that the license opens. @throws BadInputError */
export function versionIn({ query }: Request): number | null {
  const { version } = query;
  if (version === undefined) return null;
  if (typeof version === 'string' && /^[1-9]\d{0,8}$/.test(version)) return Number(version);
  throw new BadInputError('version', 'must be the number of a version, such as 2.');
}
