import { id, MaxUint256, type TransactionReceipt } from 'ethers';
import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import { toHex, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { encodeEvidence, type Evidence } from '@lanran/protocol/log/evidence';
import { assetIdOf, communityCommitment, type AssetId } from '@lanran/protocol/kernel/ids';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { signDigest } from '@lanran/protocol/kernel/signature';
import type { Statement } from '@lanran/protocol/log/statement';
import type { IAssetRegistry } from '../../contracts/abi/AssetRegistry.ts';
import type { WishStruct } from '../../contracts/abi/OfferBook.ts';
import { DAY_SECONDS, TODAY } from '../stage/chain.ts';
import { COMMUNITY, LOG_ID, mined, MUSEUM, NO_PERMIT, Platform } from '../stage/platform.ts';
import { signStatement } from '../stage/signatures.ts';
import { UniformTree } from './uniform-tree.ts';

/** Leaves in the log: inclusion proofs have 20 hashes. */
const LOG_SIZE = 2 ** 20;
/** Fixed salts and keys, so that calldata always has the same zero bytes. */
const fixed = (name: string): Hex => id(`gas ${name}`) as Hex; // ethers types its hashes as strings

interface Logged {
  readonly name: string;
  readonly statement: Statement;
  readonly evidence: Evidence;
  readonly leafIndex: number;
}

/** A platform whose log has 2^20 leaves, a few of them of assets; the studio lets the market take what it costs. */
export class GasStage {
  readonly #tree: UniformTree;
  readonly #logged: ReadonlyMap<string, Logged>;

  private constructor(
    readonly platform: Platform,
    logged: readonly Logged[],
  ) {
    this.#logged = new Map(logged.map((entry) => [entry.name, entry]));
    this.#tree = new UniformTree(
      new Map(
        logged.map(({ leafIndex, statement, evidence }) => [leafIndex, encodeLeaf(statement, evidence)]),
      ),
    );
  }

  /** @param assets names of assets in the log; one named `batched` is of a batch of 1,000 */
  static async start(assets: readonly string[]): Promise<GasStage> {
    const platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    const { studio } = platform.people;
    await platform.fundStudio();
    await mined(platform.token.connect(studio).approve(await platform.market.getAddress(), MaxUint256));
    const museumKey = platform.people.museum.privateKey as Hex; // ethers types its keys as strings
    const logged = assets.map((name, at) => {
      const statement = statementOf(name);
      const evidence =
        name === 'batched'
          ? batchEvidence(statement, museumKey)
          : signStatement(statement, { signer: platform.people.museum, logId: LOG_ID });
      return { name, statement, evidence, leafIndex: 700_001 + at };
    });
    return new GasStage(platform, logged);
  }

  /** Anchors trees up to the whole log. @returns the last checkpoint, with the longest proof */
  async anchorAll(): Promise<TransactionReceipt> {
    let last = await this.#anchor(0, LOG_SIZE / 16);
    for (const [past, next] of [
      [LOG_SIZE / 16, LOG_SIZE / 8],
      [LOG_SIZE / 8, LOG_SIZE / 4],
      [LOG_SIZE / 4, LOG_SIZE / 2],
      [LOG_SIZE / 2, LOG_SIZE - 1],
      [LOG_SIZE - 1, LOG_SIZE],
    ] as const) {
      last = await this.#anchor(past, next);
    }
    return last;
  }

  async materialize(asset: string): Promise<TransactionReceipt> {
    const { assets, people } = this.platform;
    return mined(assets.connect(people.stranger).materialize(await this.#materializationOf(asset)));
  }

  /** For the studio, from its standing allowance. */
  async buy(assetId: AssetId, wish: Partial<WishStruct>): Promise<TransactionReceipt> {
    const { market, people } = this.platform;
    return mined(market.connect(people.studio).buy(await this.platform.purchaseOf(assetId, wish), NO_PERMIT));
  }

  /** The same purchase by the studio's signature, sent by another. */
  async buyRelayed(assetId: AssetId, wish: Partial<WishStruct>): Promise<TransactionReceipt> {
    const { market, people } = this.platform;
    const purchase = await this.platform.purchaseOf(assetId, wish);
    const data = market.interface.encodeFunctionData('buy', [purchase, NO_PERMIT]);
    return this.platform.relay(people.studio, market, data);
  }

  /** From here on a deadline after the latest block is the same number in every run. */
  async stopClock(): Promise<void> {
    await this.platform.chain.travelTo(TODAY * DAY_SECONDS + DAY_SECONDS / 2);
  }

  async #anchor(past: number, next: number): Promise<TransactionReceipt> {
    const { log, people } = this.platform;
    const proof = past === 0 ? [] : await this.#tree.consistencyProof(past, next);
    return mined(log.connect(people.sealer).checkpoint(next, await this.#tree.rootAt(next), proof));
  }

  async #materializationOf(asset: string): Promise<IAssetRegistry.MaterializationStruct> {
    const logged = this.#logged.get(asset);
    if (logged === undefined) throw new Error(`The log has no asset ${asset}.`);
    const { statement, evidence, leafIndex } = logged;
    return {
      bodyHash: statement.bodyHash,
      issuedAt: statement.issuedAt,
      evidence: toHex(encodeEvidence(evidence)),
      treeSize: LOG_SIZE,
      leafIndex,
      proof: await this.#tree.inclusionProof(leafIndex, LOG_SIZE),
      holder: { id: MUSEUM, salt: fixed(asset) },
      community: { id: COMMUNITY, salt: fixed('community') },
    };
  }
}

export function assetOf(name: string): AssetId {
  return assetIdOf(MUSEUM, fixed(name));
}

function statementOf(asset: string): Statement {
  return {
    kind: 'published',
    assetId: assetOf(asset),
    community: communityCommitment(COMMUNITY, fixed('community')),
    previous: ZERO_32,
    bodyHash: fixed('body'),
    issuedAt: 1_795_000_000,
  };
}

/** One of 1,000 statements under one signature. */
function batchEvidence(statement: Statement, key: Hex): Evidence {
  const batch = buildBatch(Array.from({ length: 1_000 }, () => statement));
  return batch.evidenceFor(500, signDigest(batchDigest(batch, LOG_ID), key));
}
