import type { Addressable, Result } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TermsStruct } from '../../contracts/abi/LicenseToken.ts';
import { storageSlots } from '../../contracts/abi/storage-layout.ts';
import { toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import { licenseIdFrom, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import {
  accountSlot,
  anchorSlots,
  decodeLicenseRecord,
  decodeMember,
  decodeSizes,
  LAYOUT,
  licenseAccountOf,
  licenseSlots,
  memberSlot,
  rootSlot,
  sizesSlot,
} from '@lanran/protocol/chain/storage-layout';
import { TODAY } from '../../scripts/stage/chain.ts';
import { buildWish, mined, MUSEUM, Platform, ROLE, STUDIO, VERSION } from '../../scripts/stage/platform.ts';

describe('what bundles prove lies where protocol looks for it', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.fundStudio();
  });

  // eth_getStorageAt answers with lower-case hex, which is what Hex is.
  const read = async (contract: Addressable, slot: Hex) =>
    (await platform.chain.provider.getStorage(contract, slot)) as Hex;

  it('by the slot numbers that solc gives', () => {
    expect(BigInt(LAYOUT.ProvenanceLog.sizes)).toBe(storageSlots.ProvenanceLog._sizes);
    expect(BigInt(LAYOUT.ProvenanceLog.roots)).toBe(storageSlots.ProvenanceLog._roots);
    expect(BigInt(LAYOUT.Organizations.members)).toBe(storageSlots.Organizations._members);
    expect(BigInt(LAYOUT.Organizations.accounts)).toBe(storageSlots.Organizations._accounts);
    expect(BigInt(LAYOUT.Organizations.ids)).toBe(storageSlots.Organizations._ids);
    expect(BigInt(LAYOUT.Organizations.councils)).toBe(storageSlots.Organizations._councils);
    expect(BigInt(LAYOUT.AssetRegistry.records)).toBe(storageSlots.AssetRegistry._records);
    const { grants, joined, collections, uses } = LAYOUT.ConsentRegistry;
    expect([grants, joined, collections, uses].map(BigInt)).toEqual(
      Object.values(storageSlots.ConsentRegistry),
    );
    expect(BigInt(LAYOUT.LicenseToken.records)).toBe(storageSlots.LicenseToken._records);
  });

  it('the last four sizes in one slot, and the root of each in its lane', async () => {
    for (let anchored = 0; anchored < 5; anchored++) {
      platform.publish();
      await platform.anchor();
    }
    const sizes = decodeSizes(await read(platform.log, sizesSlot()));
    const newest = platform.tree.size;
    expect(sizes.map(Number).sort((a, b) => a - b)).toEqual([newest - 3, newest - 2, newest - 1, newest]);
    for (const [lane, size] of sizes.entries()) {
      expect(anchorSlots(lane)).toEqual([sizesSlot(), rootSlot(lane)]);
      expect(await read(platform.log, rootSlot(lane))).toBe(toHex(platform.tree.root(Number(size))));
    }
  });

  it('a member’s role and sizes, before and after removal', async () => {
    const { organizations, people, tree } = platform;
    const key = parseAddress(people.stranger.address.toLowerCase());
    await mined(organizations.connect(people.museum).addMember(MUSEUM, key, ROLE.EDITOR));
    const admittedSize = BigInt(tree.size);
    const member = async () => decodeMember(await read(organizations, memberSlot(MUSEUM, key)));
    expect(await member()).toEqual({
      role: ROLE.EDITOR,
      admittedSize,
      removedSize: 2n ** 64n - 1n,
      current: true,
    });
    platform.publish();
    await platform.anchor();
    await mined(organizations.connect(people.museum).removeMember(MUSEUM, key));
    expect(await member()).toEqual({
      role: ROLE.EDITOR,
      admittedSize,
      removedSize: admittedSize + 1n,
      current: false,
    });
  });

  it('a license: whose it is, for which days, with which rights, and whether it is revoked', async () => {
    const { judgement, licenses, people } = platform;
    const revocable = await platform.materializeNew();
    await platform.consent(revocable);
    await platform.offer(revocable, { rights: REVOCABLE, exclusive: true });
    const wish = buildWish({ exclusive: true });
    const { terms, licenseId } = await judgement.quote(revocable, VERSION, STUDIO, wish, TODAY);
    await platform.buy(revocable, { exclusive: true });

    // What ethers answers with is frozen, and it does not take that back as an argument.
    const plain = (terms as unknown as Result).toObject(true) as unknown as TermsStruct;
    const [slot] = licenseSlots(licenseIdFrom(licenseId));
    if (slot === undefined) throw new Error('There is a slot.');
    const record = {
      firstDay: TODAY,
      lastDay: TODAY + 30,
      rights: REVOCABLE,
      exclusive: true,
      revoked: false,
      isSublicense: false,
      account: licenseAccountOf(STUDIO),
    };
    expect(decodeLicenseRecord(await read(licenses, slot))).toEqual(record);
    await mined(licenses.connect(people.museum).revoke(plain, randomBytes32()));
    expect(decodeLicenseRecord(await read(licenses, slot))).toEqual({ ...record, revoked: true });
    expect(await licenses.isRevoked(licenseId)).toBe(true);
  });

  it('the organization that an account belongs to', async () => {
    const slot = accountSlot(licenseAccountOf(STUDIO));
    expect(await read(platform.organizations, slot)).toBe(STUDIO);
  });

  it('a license never issued lies in no account', async () => {
    const [slot] = licenseSlots(licenseIdFrom(5n));
    if (slot === undefined) throw new Error('There is a slot.');
    expect(BigInt(decodeLicenseRecord(await read(platform.licenses, slot)).account)).toBe(0n);
  });
});
