import type { SeenVersion, SeenVersions } from '@lanran/sdk/publishing/seen-versions';
import { readPreference, writePreference } from '../language/preference.ts';

/** In this browser, by log and asset. Where storage is off, nothing is remembered. */
export const seenVersions: SeenVersions = {
  async find(logId, assetId) {
    return parse(readPreference(nameOf({ logId, assetId })), { logId, assetId });
  },
  async keep(seen) {
    const { version, head } = seen;
    writePreference(nameOf(seen), JSON.stringify({ version, head }));
  },
  howToForget: ({ version }) => `press “Forget version ${version}” on the page of the draft.`,
};

export function forgetSeenVersion(seen: Pick<SeenVersion, 'logId' | 'assetId'>): void {
  writePreference(nameOf(seen), '');
}

function nameOf({ logId, assetId }: Pick<SeenVersion, 'logId' | 'assetId'>): string {
  return `seen.${logId}.${assetId}`;
}

function parse(text: string | null, subject: Pick<SeenVersion, 'logId' | 'assetId'>): SeenVersion | null {
  if (text === null || text === '') return null;
  try {
    const { version, head } = JSON.parse(text) as Partial<SeenVersion>;
    return version === undefined || head === undefined ? null : { ...subject, version, head };
  } catch {
    // Written by another version of this page: as if it were not there.
    return null;
  }
}
