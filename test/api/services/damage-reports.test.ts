import { describe, expect, it } from 'vitest';
import type { FixityState } from '@lanran/api/fixity/domain/fixity';
import { DamageReports } from '@lanran/api/fixity/services/damage-reports';
import type { AssetId } from '@lanran/protocol/kernel/ids';

const HOUR_MS = 3_600_000;
const CONTENT = { sha256: `0x${'1'.repeat(64)}`, cid: 'bafk' };
const assetOf = (number: number) => `asset ${number}` as AssetId;

function openReports() {
  const checked: (AssetId | null)[] = [];
  const stage = {
    now: 0,
    state: null as FixityState | null,
    isAway: false,
    nudges: 0,
    restricted: [] as readonly AssetId[],
  };
  const reports = new DamageReports({
    fixityFiles: {
      find: async () => ({ state: stage.state }) as never,
      listByCid: async (cid) =>
        cid === CONTENT.cid
          ? [7, 8].map((number) => ({ ...CONTENT, assetId: assetOf(number) }) as never)
          : [],
    },
    runs: {
      begin: async ({ assetId }) => {
        if (stage.isAway) throw new Error('away');
        checked.push(assetId);
        return {} as never;
      },
      register: async () => 0,
    },
    assets: {
      findMany: async (ids) =>
        ids.map(
          (id) =>
            ({ id, metadata: { access: stage.restricted.includes(id) ? 'RESTRICTED' : 'OPEN' } }) as never,
        ),
    },
    clock: { now: () => new Date(stage.now) },
    logger: { warn: () => undefined },
    onBegin: () => (stage.nudges += 1),
  });
  return { stage, checked, reports, report: (number: number) => reports.report(assetOf(number), CONTENT) };
}

describe('damage that a download finds', () => {
  it('has the asset checked once, however often and at once it is found, and again an hour later', async () => {
    const { stage, checked, report } = openReports();
    await Promise.all(Array.from({ length: 50 }, () => report(1)));
    await report(2);
    expect(checked).toEqual([assetOf(1), assetOf(2)]);
    expect(stage.nudges).toBe(2);
    stage.now = HOUR_MS - 1;
    await report(1);
    expect(checked).toHaveLength(2);
    stage.now = HOUR_MS;
    await report(1);
    expect(checked).toHaveLength(3);
  });

  it('has no more than twenty assets checked within an hour', async () => {
    const { stage, checked, report } = openReports();
    for (let number = 0; number < 30; number++) await report(number);
    expect(checked).toHaveLength(20);
    stage.now = HOUR_MS;
    await report(30);
    expect(checked.at(-1)).toBe(assetOf(30));
  });

  it.each(['DAMAGED', 'MISSING', 'UNREADABLE'] as const)(
    'is not looked for again where it is %s already',
    async (state) => {
      const { stage, checked, report } = openReports();
      stage.state = state;
      await report(1);
      expect(checked).toEqual([]);
      stage.state = 'OK';
      await report(1);
      expect(checked).toHaveLength(1);
    },
  );

  it('has an asset that has the content checked where the reader knows none', async () => {
    const { checked, reports } = openReports();
    await reports.reportContent('bafk of no original');
    expect(checked).toEqual([]);
    await reports.reportContent(CONTENT.cid);
    expect(checked).toEqual([assetOf(7)]);
  });

  it('has one checked that is not RESTRICTED, if there is any, where several have the content', async () => {
    const { stage, checked, reports } = openReports();
    stage.restricted = [assetOf(7)];
    await reports.reportContent(CONTENT.cid);
    stage.restricted = [assetOf(7), assetOf(8)];
    await reports.reportContent(CONTENT.cid);
    expect(checked).toEqual([assetOf(8), assetOf(7)]);
  });

  it('is reported again where no check could be begun', async () => {
    const { stage, checked, report } = openReports();
    stage.isAway = true;
    await report(1);
    stage.isAway = false;
    await report(1);
    expect(checked).toEqual([assetOf(1)]);
  });
});

describe('an original that a download reaches', () => {
  it.each([
    ['UNREADABLE', 1],
    ['MISSING', 1],
    ['DAMAGED', 0],
    ['OK', 0],
    [null, 0],
  ] as const)('that was %s has its asset checked %i times an hour', async (state, times) => {
    const { stage, checked, reports } = openReports();
    stage.state = state;
    for (let each = 0; each < 3; each++) await reports.reportReadable(assetOf(1), CONTENT);
    expect(checked).toHaveLength(times);
  });

  it('soon after it was found gone is checked all the same', async () => {
    const { stage, checked, report, reports } = openReports();
    await report(1);
    stage.state = 'MISSING';
    await reports.reportReadable(assetOf(1), CONTENT);
    expect(checked).toEqual([assetOf(1), assetOf(1)]);
  });
});
