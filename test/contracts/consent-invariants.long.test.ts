import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { StageCollection } from '../../scripts/stage/consents.ts';
import { KIND, MUSEUM, Platform } from '../../scripts/stage/platform.ts';
import { LOWERING_PERIOD } from './consent-model.ts';
import { ARCHIVE, ConsentRun, type Act, type Scene } from './consent-run.ts';
import { walks } from '../support/walks.ts';

/* Small domains, so that acts meet: two assets, two collections of both, three shares, two holders. */
const arbitraryAct: fc.Arbitrary<Act> = fc.record({
  deed: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('grantCollection' as const, 'join' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom('grant' as const, 'withdraw' as const, 'withdrawCollection' as const),
    },
    { weight: 2, arbitrary: fc.constantFrom('moveCustody' as const, 'succeed' as const) },
  ),
  outsider: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('museum' as const, 'accreditor' as const, 'stranger' as const),
    },
  ),
  // Acts of one second are those that the order of blocks can't tell apart.
  seconds: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 5, arbitrary: fc.constantFrom(1, 60, 3 * 86_400, LOWERING_PERIOD - 1, LOWERING_PERIOD) },
  ),
  asset: fc.constantFrom(0 as const, 1 as const),
  collection: fc.constantFrom(0 as const, 1 as const),
  consent: fc.record({
    holder: fc.constantFrom(MUSEUM, MUSEUM, ARCHIVE),
    media: fc.constantFrom(1, 3),
    shareBps: fc.constantFrom(1_000, 2_000, 3_000),
  }),
});

describe('consent, whatever anybody does', () => {
  let scene: Scene;
  beforeAll(async () => {
    const platform = await Platform.startAdmitted();
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    const assets: [AssetId, AssetId] = [await platform.materializeNew(), await platform.materializeNew()];
    const collections = [new StageCollection(assets), new StageCollection(assets.toReversed())] as const;
    scene = { platform, assets, collections };
  });

  it('is what a brute-force model says, obeys the council alone, and lowers no share but after seven days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryAct, { minLength: 12, maxLength: 24 }), async (acts) => {
        const { chain } = scene.platform;
        const restore = await chain.snapshot();
        const run = new ConsentRun(scene, (await chain.now()) + 1);
        for (const act of acts) await run.perform(act);
        await restore();
      }),
      { numRuns: walks(6), endOnFailure: true },
    );
  });
});
