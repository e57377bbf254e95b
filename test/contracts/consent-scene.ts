import type { TransactionReceipt } from 'ethers';
import type { IConsentRegistry } from '../../contracts/abi/ConsentRegistry.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { admitCommunity, passASecond, StageCollection } from '../../scripts/stage/consents.ts';
import { buildConsent, COMMUNITY, KIND, mined, Platform, type Person } from '../../scripts/stage/platform.ts';

/** An institution whose member is the stranger. */
export const ARCHIVE = organizationIdOf('archive');
/** A community whose council is the deployer. */
export const NEIGHBORS = organizationIdOf('neighbors');

/** A community's three assets, and the collection of them; a second passes after each act, so that the next is later. */
export class CollectionScene {
  private constructor(
    readonly platform: Platform,
    readonly assets: readonly [AssetId, AssetId, AssetId],
    readonly collection: StageCollection,
  ) {}

  static async start(): Promise<CollectionScene> {
    const platform = await Platform.startAdmitted();
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    await admitCommunity(platform, { communityId: NEIGHBORS, council: platform.people.deployer.address });
    const assets = [
      await platform.materializeNew(),
      await platform.materializeNew(),
      await platform.materializeNew(),
    ] as const;
    return new CollectionScene(platform, assets, new StageCollection(assets));
  }

  /** The whole collection by the community's council, unless told otherwise. */
  async grant(
    overrides: Partial<IConsentRegistry.ConsentStruct> = {},
    {
      terms = this.collection.terms,
      by = 'council',
      communityId = COMMUNITY,
    }: { terms?: IConsentRegistry.CollectionStruct; by?: Person; communityId?: Hex } = {},
  ): Promise<TransactionReceipt> {
    const registry = this.platform.consents.connect(this.platform.people[by]);
    const receipt = await mined(registry.grantCollection(communityId, terms, buildConsent(overrides)));
    await passASecond(this.platform);
    return receipt;
  }

  async withdrawCollection(
    root = this.collection.root,
    by: Person = 'council',
  ): Promise<{ receipt: TransactionReceipt; withdrawnAt: number }> {
    const registry = this.platform.consents.connect(this.platform.people[by]);
    const receipt = await mined(registry.withdrawCollection(COMMUNITY, root));
    const withdrawnAt = await this.platform.chain.now();
    await passASecond(this.platform);
    return { receipt, withdrawnAt };
  }

  /** @returns when */
  async withdraw(assetId: AssetId): Promise<number> {
    await mined(this.platform.consents.connect(this.platform.people.council).withdraw(assetId));
    const withdrawnAt = await this.platform.chain.now();
    await passASecond(this.platform);
    return withdrawnAt;
  }

  join(at: 0 | 1 | 2, of = this.collection): Promise<void> {
    return of.join(this.platform, this.assets[at], at);
  }

  /** Joins the scene's collection by whatever proof. */
  joinWith(assetId: string, leafIndex: number, proof: readonly string[]): Promise<TransactionReceipt> {
    const { consents, people } = this.platform;
    const { root } = this.collection;
    return mined(consents.connect(people.stranger).join(assetId, root, leafIndex, [...proof]));
  }

  async shareOf(assetId: AssetId): Promise<bigint> {
    return (await this.platform.consents.consentOf(assetId)).shareBps;
  }

  async holderOf(assetId: AssetId): Promise<string> {
    return (await this.platform.consents.consentOf(assetId)).holder;
  }
}
