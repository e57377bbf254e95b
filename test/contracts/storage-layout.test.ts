import { toBeHex } from 'ethers';
import type { Addressable } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { storageSlots } from '../../contracts/abi/storage-layout.ts';
import { toHex, type Hex } from '@lanran/protocol/bytes';
import type { AssetId } from '@lanran/protocol/ids';
import { parseAddress } from '@lanran/protocol/signature';
import {
  anchorSlots,
  decodeMember,
  decodeSizes,
  isRevoked,
  LAYOUT,
  licenseSlots,
  memberSlot,
  rootSlot,
  sizesSlot,
} from '@lanran/protocol/storage-layout';
import { TODAY } from '../../scripts/stage/chain.ts';
import { mined, MUSEUM, Platform, ROLE } from '../../scripts/stage/platform.ts';

describe('what bundles prove lies where protocol looks for it', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.fundStudio();
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
    await platform.offer(assetId);
  });

  // eth_getStorageAt answers with lower-case hex, which is what Hex is.
  const read = async (contract: Addressable, slot: Hex) =>
    (await platform.chain.provider.getStorage(contract, slot)) as Hex;

  it('by the slot numbers that solc gives', () => {
    expect(BigInt(LAYOUT.ProvenanceLog.sizes)).toBe(storageSlots.ProvenanceLog._sizes);
    expect(BigInt(LAYOUT.ProvenanceLog.roots)).toBe(storageSlots.ProvenanceLog._roots);
    expect(BigInt(LAYOUT.Organizations.members)).toBe(storageSlots.Organizations._members);
    expect(BigInt(LAYOUT.LicenseToken.licenses)).toBe(storageSlots.LicenseToken._licenses);
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
    expect(await member()).toEqual({ role: ROLE.EDITOR, admittedSize, removedSize: 2n ** 64n - 1n });
    platform.publish();
    await platform.anchor();
    await mined(organizations.connect(people.museum).removeMember(MUSEUM, key));
    expect(await member()).toEqual({ role: ROLE.EDITOR, admittedSize, removedSize: admittedSize + 1n });
  });

  it('a license’s terms and whether it is revoked', async () => {
    const { termsHash } = await platform.purchaseOf(assetId);
    await platform.buy(assetId);
    const [termsSlot, stateSlot] = licenseSlots(1n);
    if (termsSlot === undefined || stateSlot === undefined) throw new Error('There are two slots.');
    const { licenses, chain } = platform;
    expect(await read(licenses, termsSlot)).toBe(termsHash);
    const word = await read(licenses, stateSlot);
    expect(isRevoked(word)).toBe(false);
    expect(await licenses.isRevoked(1n)).toBe(false);

    // Nothing revokes yet, so the mark is written into the chain's state: contract and protocol must see the same one.
    const marked = toBeHex(BigInt(word) | (1n << 168n), 32);
    await chain.request('hardhat_setStorageAt', await licenses.getAddress(), stateSlot, marked);
    expect(isRevoked(await read(licenses, stateSlot))).toBe(true);
    expect(await licenses.isRevoked(1n)).toBe(true);
    expect(await licenses.isLive(1n, TODAY)).toBe(false);
    await platform.buy(assetId);
    expect(await licenses.isRevoked(2n)).toBe(false);
  });
});
