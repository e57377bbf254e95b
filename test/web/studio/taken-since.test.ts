import { describe, expect, it } from 'vitest';
import type { LicenseCheck } from '../../../web/features/studio/certificate/model/license-check.ts';
import { takenSince } from '../../../web/features/studio/license/model/taken-since.ts';

type Asset = NonNullable<LicenseCheck['asset']>;
type TakeDown = Asset['takeDowns'][number];

const buildTakeDown = (leafIndex: number, scope: TakeDown['scope']): TakeDown => ({
  leafIndex,
  scope,
  takenDownAt: '2027-05-03T08:00:00Z',
});
const scoped = (scope: Partial<NonNullable<TakeDown['scope']>>) => ({
  version: null,
  path: null,
  field: null,
  ...scope,
});

function buildCheck(takeDowns: readonly TakeDown[]): LicenseCheck {
  // Only what the line is made of.
  return {
    asset: { takeDowns },
    version: { version: 1, publishedAt: '2027-01-01T00:00:00Z' },
  } as unknown as LicenseCheck;
}

describe('what was taken down since the sale', () => {
  it('names files and versions of what was sold, with the day', () => {
    const check = buildCheck([
      buildTakeDown(1, scoped({ version: 1, path: 'scan.png' })),
      buildTakeDown(2, scoped({ version: 1 })),
    ]);
    expect(takenSince(check, 'en')).toBe('scan.png, in version 1 (May 3, 2027); version 1 (May 3, 2027)');
    expect(takenSince(check, 'zh')).toBe('第 1 版中的scan.png（2027年5月3日）；第 1 版（2027年5月3日）');
  });

  it('names no field and no other version, and counts what there is no room for', () => {
    const many = [3, 4, 5, 6].map((leaf) => buildTakeDown(leaf, scoped({ path: `${String(leaf)}.png` })));
    const others = [buildTakeDown(1, scoped({ field: 'title' })), buildTakeDown(2, scoped({ version: 2 }))];
    expect(takenSince(buildCheck(others), 'en')).toBeNull();
    expect(takenSince(buildCheck([...others, ...many]), 'en')).toMatch(/and one more$/);
  });
});
