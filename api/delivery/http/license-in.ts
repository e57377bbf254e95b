import { FormatError } from '@lanran/protocol/kernel/errors';
import { type LicenseId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { looksLikeShortNumber } from '@lanran/protocol/licensing/short-number';
import { NotFoundError } from '../../platform/kernel/errors.ts';

/** The license that has a short number. @throws BadInputError for a mistyped one, NotFoundError, ConflictError */
export type FindLicenseId = (number: string) => Promise<LicenseId>;

/** What an address names by its id or short number. Throws as `FindLicenseId`. */
export async function licenseIn(text: string, findLicenseId: FindLicenseId): Promise<LicenseId> {
  if (looksLikeShortNumber(text)) return findLicenseId(text);
  try {
    return parseLicenseId(text, 'licenseId');
  } catch (error) {
    if (error instanceof FormatError) throw new NotFoundError(`License ${text.slice(0, 100)}`);
    throw error;
  }
}
