import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';

/** Codes as the platform shows them, as people say them; those of a later list stay codes. */
export function placesText(codes: readonly string[]): string {
  try {
    return territoryText(parseTerritories(codes.join(',')), 'en');
  } catch (error) {
    if (error instanceof FormatError) return codes.join(', ');
    throw error;
  }
}
