import { describe, expect, it } from 'vitest';
import {
  readVersion,
  versionsOnSale,
  type VersionOnSale,
} from '../../../web/features/studio/license/model/use-version.ts';

const buildVersion = (version: number, takeDown: VersionOnSale['takeDown'] = null): VersionOnSale => ({
  version,
  publishedAt: '2027-01-01T00:00:00Z',
  creditLine: null,
  agreement: null,
  takeDown,
});
const asset = { versions: [buildVersion(3), buildVersion(2, { leafIndex: 9 }), buildVersion(1)] };
const read = (search: string) => readVersion(new URLSearchParams(search), asset);

describe('the version that is licensed', () => {
  it('is the newest unless the address names another', () => {
    expect(read('')).toBeNull();
    expect(read('version=1')).toBe(1);
  });

  it('is none that does not exist or was taken down', () => {
    expect(read('version=7')).toBeNull();
    expect(read('version=2')).toBeNull();
    expect(versionsOnSale(asset).map(({ version }) => version)).toEqual([3, 1]);
  });
});
