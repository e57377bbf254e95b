import { AbiCoder, getBytes } from 'ethers';
import type { Wallet } from 'ethers';
import type { IConsentRegistry } from '../../contracts/abi/ConsentRegistry.ts';
import { toHex, type Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { KIND, mined, MUSEUM, type Platform } from './platform.ts';

/** Many assets under one root, as a council consents to them. */
export class StageCollection {
  readonly tree: MemoryTree;

  constructor(assetIds: readonly Hex[]) {
    this.tree = new MemoryTree(
      assetIds.map((id) => getBytes(AbiCoder.defaultAbiCoder().encode(['bytes32'], [id]))),
    );
  }

  get root(): Hex {
    return toHex(this.tree.root());
  }

  get terms(): IConsentRegistry.CollectionStruct {
    return { root: this.root, size: this.tree.size };
  }

  proofOf(leafIndex: number): Hex[] {
    return this.tree.inclusionProof(leafIndex).map(toHex);
  }

  /** By anybody: the stranger. */
  async join(platform: Platform, assetId: AssetId, leafIndex: number): Promise<void> {
    const consents = platform.consents.connect(platform.people.stranger);
    await mined(consents.join(assetId, this.root, leafIndex, this.proofOf(leafIndex)));
  }
}

/** A community whose council is any address: a key or a Safe. */
export async function admitCommunity(
  platform: Platform,
  { communityId, council }: { communityId: OrganizationId; council: string },
): Promise<void> {
  const accredited = platform.organizations.connect(platform.people.accreditor);
  await mined(
    accredited.admit({
      organizationId: communityId,
      kind: KIND.COMMUNITY,
      owner: platform.people.stranger.address,
      payout: platform.payoutOf(communityId),
      council,
    }),
  );
}

/** Mines a block: blocks of the same second count as one. */
export async function passASecond({ chain }: Platform): Promise<void> {
  await chain.travelTo((await chain.now()) + 1);
}

/** Hands an asset over, by a member of each side, and lets a second pass. */
export async function moveCustody(
  platform: Platform,
  assetId: AssetId,
  { from = { id: MUSEUM, member: platform.people.museum }, to }: { from?: Custodian; to: Custodian },
): Promise<void> {
  await mined(platform.assets.connect(from.member).offerCustody(assetId, to.id));
  await mined(platform.assets.connect(to.member).acceptCustody(assetId, from.id, to.id));
  await passASecond(platform);
}

export interface Custodian {
  readonly id: OrganizationId;
  readonly member: Wallet;
}
