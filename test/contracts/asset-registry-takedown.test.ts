import { id, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { COMMUNITY, mined, MUSEUM, Platform, ROLE, STUDIO } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const REASON = id('the portrait shows a child');
const FILE = id('{"path":"portrait.tif"}');
const WHOLE = ZeroHash;

describe('taking down', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    assetId = await platform.materializeNew();
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.assets.connect(platform.people[person]);
  const takeDown = (person: Person, organizationId: string, scope = FILE, reason = REASON) =>
    mined(as(person).takeDown(assetId, organizationId, scope, reason));
  const mayNot = (organizationId: string, person: Person) => [
    'AssetRegistryMayNotTakeDown',
    assetId,
    organizationId,
    platform.people[person].address,
  ];
  const namesOf = (receipt: { logs: readonly { topics: readonly string[]; data: string }[] }) =>
    receipt.logs.map((log) => platform.assets.interface.parseLog(log)?.name);

  describe('takeDown', () => {
    it('is for the holder’s editors and the community’s council, each in its own name', async () => {
      const { organizations, people } = platform;
      await mined(organizations.connect(people.museum).addMember(MUSEUM, people.stranger, ROLE.EDITOR));
      await takeDown('stranger', MUSEUM);
      expect(await platform.assets.isTakenDown(assetId, FILE)).toBe(true);
      const receipt = await takeDown('council', COMMUNITY, id('another file'));
      expect(namesOf(receipt)).toEqual(['TakenDown']);
      expect(await refusalOf(takeDown('museum', COMMUNITY, id('a third')))).toEqual(
        mayNot(COMMUNITY, 'museum'),
      );
      expect(await refusalOf(takeDown('council', MUSEUM, id('a third')))).toEqual(mayNot(MUSEUM, 'council'));
    });

    it('is not for viewers, strangers, other organizations, a former holder or another community', async () => {
      const { organizations, people } = platform;
      await mined(organizations.connect(people.museum).addMember(MUSEUM, people.stranger, ROLE.VIEWER));
      expect(await refusalOf(takeDown('stranger', MUSEUM))).toEqual(mayNot(MUSEUM, 'stranger'));
      expect(await refusalOf(takeDown('studio', STUDIO))).toEqual(mayNot(STUDIO, 'studio'));
      expect(await refusalOf(takeDown('stranger', ZeroHash))).toEqual(mayNot(ZeroHash, 'stranger'));
      await mined(as('museum').offerCustody(assetId, STUDIO));
      await mined(as('studio').acceptCustody(assetId, MUSEUM, STUDIO));
      expect(await refusalOf(takeDown('museum', MUSEUM))).toEqual(mayNot(MUSEUM, 'museum'));
      await takeDown('studio', STUDIO);
      const others = await platform.materializeNew({ community: null });
      const attempt = mined(as('council').takeDown(others, COMMUNITY, FILE, REASON));
      expect((await refusalOf(attempt))[0]).toBe('AssetRegistryMayNotTakeDown');
    });

    it('happens once for each scope, also for whoever else may', async () => {
      await takeDown('museum', MUSEUM);
      const again = ['AssetRegistryAlreadyTakenDown', assetId, FILE];
      expect(await refusalOf(takeDown('museum', MUSEUM))).toEqual(again);
      expect(await refusalOf(takeDown('council', COMMUNITY))).toEqual(again);
      await takeDown('museum', MUSEUM, WHOLE);
      const whole = ['AssetRegistryAlreadyTakenDown', assetId, WHOLE];
      expect(await refusalOf(takeDown('council', COMMUNITY, WHOLE))).toEqual(whole);
    });

    it('withdraws the whole asset from sale, a part of it not', async () => {
      await takeDown('museum', MUSEUM);
      expect((await platform.assets.assetOf(assetId)).withdrawn).toBe(false);
      const receipt = await takeDown('council', COMMUNITY, WHOLE);
      expect(namesOf(receipt)).toEqual(['AssetWithdrawn', 'TakenDown']);
      expect((await platform.assets.assetOf(assetId)).withdrawn).toBe(true);
      expect(await refusalOf(mined(as('museum').withdraw(assetId)))).toEqual([
        'AssetRegistryAlreadyWithdrawn',
        assetId,
      ]);
    });

    it('takes down a withdrawn asset without withdrawing it again', async () => {
      await mined(as('museum').withdraw(assetId));
      expect(namesOf(await takeDown('museum', MUSEUM, WHOLE))).toEqual(['TakenDown']);
    });

    it('needs an asset and a reason', async () => {
      const unsaid = takeDown('museum', MUSEUM, FILE, ZeroHash);
      expect(await refusalOf(unsaid)).toEqual(['AssetRegistryReasonMissing', assetId]);
      const unknown = mined(as('museum').takeDown(ZeroHash, MUSEUM, FILE, REASON));
      expect(await refusalOf(unknown)).toEqual(['AssetRegistryUnknown', ZeroHash]);
    });
  });
});
