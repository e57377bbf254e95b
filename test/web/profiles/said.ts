import type { SavedDetails } from '../../../web/lib/profiles/profile-details.ts';

/** Of an organization that said nothing. */
export const NOTHING_SAID: SavedDetails = {
  ...{ contact: null, website: null, pictureAsset: null, logoAsset: null, bankDetails: null, billing: null },
  ...{ welcome: null, never: null, answersWithinDays: null, closedUntil: null, closedReason: null },
};
