import { ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf, type AssetId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { KIND, mined, MUSEUM, Platform, ROLE, STUDIO } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const ARCHIVE = organizationIdOf('archive');
const UNKNOWN = organizationIdOf('nobody');

describe('custody', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    assetId = await platform.materializeNew();
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.assets.connect(platform.people[person]);
  const address = (person: Person) => platform.people[person].address;
  const offer = (person: Person, taker: string, asset: string = assetId) =>
    mined(as(person).offerCustody(asset, taker));
  const accept = (person: Person, holder: OrganizationId, taker: string) =>
    mined(as(person).acceptCustody(assetId, holder, taker));
  const notOffered = (taker: string) => ['AssetRegistryNotOfferedCustody', assetId, taker];

  describe('offerCustody', () => {
    it('names who may take the asset over, in place of whom it named before', async () => {
      await offer('museum', STUDIO);
      await offer('museum', ARCHIVE);
      expect(await platform.assets.custodyOfferOf(assetId)).toBe(ARCHIVE);
      expect(await refusalOf(accept('studio', MUSEUM, STUDIO))).toEqual(notOffered(STUDIO));
      expect((await platform.assets.assetOf(assetId)).holder).toBe(MUSEUM);
    });

    it('is taken back with zero', async () => {
      await offer('museum', ARCHIVE);
      await offer('museum', ZeroHash);
      expect(await platform.assets.custodyOfferOf(assetId)).toBe(ZeroHash);
      expect(await refusalOf(accept('stranger', MUSEUM, ARCHIVE))).toEqual(notOffered(ARCHIVE));
    });

    it('is for the holder’s owners and editors, not for its viewers or anybody else', async () => {
      const { organizations, people } = platform;
      const members = organizations.connect(people.museum);
      await mined(members.addMember(MUSEUM, address('studio'), ROLE.EDITOR));
      await mined(members.addMember(MUSEUM, address('deployer'), ROLE.VIEWER));
      await offer('studio', ARCHIVE);
      for (const person of ['deployer', 'stranger', 'council', 'accreditor', 'sealer'] as const) {
        const refusal = ['AssetRegistryNotHolder', MUSEUM, address(person)];
        expect(await refusalOf(offer(person, STUDIO))).toEqual(refusal);
      }
    });

    it('refuses the holder itself, organizations never admitted and unknown assets', async () => {
      for (const taker of [MUSEUM, UNKNOWN]) {
        const refusal = ['AssetRegistryTakerInvalid', assetId, taker];
        expect(await refusalOf(offer('museum', taker))).toEqual(refusal);
      }
      expect(await refusalOf(offer('museum', ARCHIVE, ZeroHash))).toEqual(['AssetRegistryUnknown', ZeroHash]);
    });
  });

  describe('acceptCustody', () => {
    it('gives the asset to its taker, at the time of the block, and uses the offer up', async () => {
      await offer('museum', ARCHIVE);
      await accept('stranger', MUSEUM, ARCHIVE);
      const asset = await platform.assets.assetOf(assetId);
      expect([asset.holder, asset.custodySince]).toEqual([ARCHIVE, BigInt(await platform.chain.now())]);
      expect(await platform.assets.custodyOfferOf(assetId)).toBe(ZeroHash);
      expect(await refusalOf(accept('stranger', MUSEUM, ARCHIVE))).toEqual(notOffered(ARCHIVE));
      expect(await refusalOf(offer('museum', STUDIO))).toEqual([
        'AssetRegistryNotHolder',
        ARCHIVE,
        address('museum'),
      ]);
    });

    it('is for the taker’s owners and editors alone', async () => {
      await offer('museum', ARCHIVE);
      const { organizations, people } = platform;
      const members = organizations.connect(people.stranger);
      await mined(members.addMember(ARCHIVE, address('deployer'), ROLE.VIEWER));
      for (const person of ['deployer', 'museum', 'council', 'accreditor', 'sealer'] as const) {
        const refusal = ['AssetRegistryNotMember', ARCHIVE, address(person)];
        expect(await refusalOf(accept(person, MUSEUM, ARCHIVE))).toEqual(refusal);
      }
    });

    it('names the holder, so that it never meets the offer of another one', async () => {
      await offer('museum', ARCHIVE);
      expect(await refusalOf(accept('stranger', STUDIO, ARCHIVE))).toEqual(notOffered(ARCHIVE));
      // The asset goes to the studio and is offered to the archive anew, before the archive's answer arrives.
      await offer('museum', STUDIO);
      await accept('studio', MUSEUM, STUDIO);
      await offer('studio', ARCHIVE);
      expect(await refusalOf(accept('stranger', MUSEUM, ARCHIVE))).toEqual(notOffered(ARCHIVE));
      await accept('stranger', STUDIO, ARCHIVE);
    });

    it('is refused when nothing was offered, and for nobody', async () => {
      expect(await refusalOf(accept('stranger', MUSEUM, ARCHIVE))).toEqual(notOffered(ARCHIVE));
      expect(await refusalOf(accept('stranger', MUSEUM, ZeroHash))).toEqual(notOffered(ZeroHash));
      const unknown = mined(as('stranger').acceptCustody(ZeroHash, MUSEUM, ARCHIVE));
      expect(await refusalOf(unknown)).toEqual(['AssetRegistryUnknown', ZeroHash]);
    });

    it('keeps withdrawal and community, and works for a withdrawn asset', async () => {
      const before = await platform.assets.assetOf(assetId);
      await mined(as('museum').withdraw(assetId));
      await offer('museum', ARCHIVE);
      await accept('stranger', MUSEUM, ARCHIVE);
      const asset = await platform.assets.assetOf(assetId);
      expect([asset.holder, asset.community, asset.withdrawn]).toEqual([ARCHIVE, before.community, true]);
    });

    it('leads back to the first holder only by the same two steps', async () => {
      await offer('museum', ARCHIVE);
      await accept('stranger', MUSEUM, ARCHIVE);
      expect(await refusalOf(accept('museum', ARCHIVE, MUSEUM))).toEqual(notOffered(MUSEUM));
      await offer('stranger', MUSEUM);
      await accept('museum', ARCHIVE, MUSEUM);
      expect((await platform.assets.recordOf(assetId)).holder).toBe(1n);
    });
  });
});
