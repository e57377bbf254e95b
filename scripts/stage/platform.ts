/* Over 300 lines: the acts of one platform that contract tests, gas and coverage share; each is a line or three. */

import type { Money, Unit } from '../deploy/money.ts';
import { hexlify, toBeHex, ZeroAddress } from 'ethers';
import type {
  BaseContract,
  BytesLike,
  ContractTransactionResponse,
  TransactionReceipt,
  Wallet,
} from 'ethers';
import { deploy } from '../deploy/deploy.ts';
import type { Deployment } from '../deploy/deploy.ts';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { BatchForwarder__factory } from '../../contracts/abi/factories/BatchForwarder__factory.ts';
import { Calendar__factory } from '../../contracts/abi/factories/Calendar__factory.ts';
import { ConsentRegistry__factory } from '../../contracts/abi/factories/ConsentRegistry__factory.ts';
import { Judgement__factory } from '../../contracts/abi/factories/Judgement__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { Organizations__factory } from '../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { TestToken__factory } from '../../contracts/abi/factories/TestToken__factory.ts';
import type { IConsentRegistry } from '../../contracts/abi/ConsentRegistry.ts';
import type { ILicenseMarket } from '../../contracts/abi/LicenseMarket.ts';
import type { IOfferBook, PriceRuleStruct, WishStruct } from '../../contracts/abi/OfferBook.ts';
import type { IAssetRegistry } from '../../contracts/abi/AssetRegistry.ts';
import { toHex, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { encodeEvidence, type Evidence } from '@lanran/protocol/log/evidence';
import {
  assetIdOf,
  communityCommitment,
  NO_COMMUNITY,
  organizationIdOf,
  parseLogId,
  randomBytes32,
  type AssetId,
  type OrganizationId,
} from '@lanran/protocol/kernel/ids';
import { ALL_MEDIA, bitsOf } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import type { Statement } from '@lanran/protocol/log/statement';
import { StageChain, TODAY } from './chain.ts';
import { signForwardRequest, signPermit, signStatement } from './signatures.ts';

export const LOG_ID = parseLogId(`0x${'4c'.repeat(32)}`);
export const MUSEUM = organizationIdOf('museum');
export const COMMUNITY = organizationIdOf('miao-community');
export const STUDIO = organizationIdOf('studio');
/** Of what the studio buys unless told otherwise: no contract knows the versions of an asset. */
export const VERSION: Hex = `0x${'5e'.repeat(32)}`;
export const KIND = { INSTITUTION: 1, STUDIO: 2, COMMUNITY: 3, AUDITOR: 4 } as const;
export const ROLE = { VIEWER: 1, EDITOR: 2, OWNER: 3 } as const;

const PEOPLE = ['deployer', 'sealer', 'accreditor', 'museum', 'council', 'studio', 'stranger'] as const;
export type Person = (typeof PEOPLE)[number];

export interface Published {
  readonly assetId: AssetId;
  readonly statement: Statement;
  readonly evidence: Evidence;
  readonly leafIndex: number;
  readonly holder: IAssetRegistry.OpeningStruct;
  readonly community: IAssetRegistry.OpeningStruct;
}

interface StageOptions {
  readonly admissionDelaySeconds?: number;
  readonly operatorShareBps?: number;
  /** In place of play money. */
  readonly paymentTokens?: readonly string[];
  readonly units?: readonly Unit[];
}

function moneyOf({ paymentTokens, units = [] }: StageOptions): Money {
  const tokens = (paymentTokens ?? []).map((address, at) => ({ address, code: `T${at}`, decimals: 2 }));
  return { units, tokens, hasTestToken: paymentTokens === undefined, acceptsCoin: true };
}

/** What this process deployed, by its options: keys and log are the same on every stage, and so is each transaction. */
const deployed = new Map<string, { readonly done: Deployment; readonly sent: readonly unknown[] }>();

/** A deployed platform with a museum, a community and a studio, and the log that its sealer anchors. */
export class Platform {
  readonly tree = new MemoryTree();
  readonly people: Record<Person, Wallet>;
  readonly authority;
  readonly forwarder;
  readonly log;
  readonly organizations;
  readonly assets;
  readonly consents;
  readonly book;
  readonly calendar;
  readonly judgement;
  readonly market;
  readonly licenses;
  readonly token;
  readonly tokenAddress: string;

  private constructor(
    readonly chain: StageChain,
    readonly deployment: Deployment,
  ) {
    const { contracts } = deployment;
    const { provider } = chain;
    this.people = wallets(chain);
    this.authority = Authority__factory.connect(contracts.Authority, provider);
    this.forwarder = BatchForwarder__factory.connect(contracts.ERC2771Forwarder, provider);
    this.log = ProvenanceLog__factory.connect(contracts.ProvenanceLog, provider);
    this.organizations = Organizations__factory.connect(contracts.Organizations, provider);
    this.assets = AssetRegistry__factory.connect(contracts.AssetRegistry, provider);
    this.consents = ConsentRegistry__factory.connect(contracts.ConsentRegistry, provider);
    this.book = OfferBook__factory.connect(contracts.OfferBook, provider);
    this.calendar = Calendar__factory.connect(contracts.Calendar, provider);
    this.judgement = Judgement__factory.connect(contracts.Judgement, provider);
    this.market = LicenseMarket__factory.connect(contracts.LicenseMarket, provider);
    this.licenses = LicenseToken__factory.connect(contracts.LicenseToken, provider);
    this.tokenAddress = contracts['TestToken'] ?? ZeroAddress;
    this.token = TestToken__factory.connect(this.tokenAddress, provider);
  }

  static async start(overrides: StageOptions = {}): Promise<Platform> {
    const chain = await StageChain.start();
    const same = JSON.stringify(overrides);
    const before = deployed.get(same);
    if (before !== undefined) {
      await chain.replay(before.sent);
      return new Platform(chain, before.done);
    }
    const { deployer, sealer, accreditor } = wallets(chain);
    const now = await chain.recording((provider) =>
      deploy({
        provider,
        deployerKey: deployer.privateKey as Hex, // ethers types its keys as strings
        relayerAddress: sealer.address,
        accreditorAddress: accreditor.address,
        logId: LOG_ID,
        operatorPayout: chain.wallet('operator payout').address,
        admissionDelaySeconds: 0,
        ...(overrides.operatorShareBps !== undefined && { operatorShareBps: overrides.operatorShareBps }),
        ...(overrides.admissionDelaySeconds !== undefined && {
          admissionDelaySeconds: overrides.admissionDelaySeconds,
        }),
        money: moneyOf(overrides),
      }),
    );
    deployed.set(same, now);
    return new Platform(chain, now.done);
  }

  /** With the museum, the community and the studio admitted. */
  static async startAdmitted(
    overrides: { operatorShareBps?: number; paymentTokens?: readonly string[] } = {},
  ): Promise<Platform> {
    const platform = await Platform.start(overrides);
    await platform.admit(MUSEUM, { kind: KIND.INSTITUTION, owner: 'museum' });
    await platform.admit(COMMUNITY, { kind: KIND.COMMUNITY, council: 'council' });
    await platform.admit(STUDIO, { kind: KIND.STUDIO, owner: 'studio' });
    return platform;
  }

  async admit(
    organizationId: OrganizationId,
    { kind, owner, council }: { kind: number; owner?: Person; council?: Person },
  ): Promise<void> {
    await mined(
      this.organizations.connect(this.people.accreditor).admit({
        organizationId,
        kind,
        owner: owner === undefined ? ZeroAddress : this.people[owner].address,
        payout: this.payoutOf(organizationId),
        council: council === undefined ? ZeroAddress : this.people[council].address,
      }),
    );
  }

  payoutOf(organizationId: OrganizationId): string {
    return this.chain.wallet(`payout ${organizationId}`).address;
  }

  /** Appends a published statement to the log, signed by the museum unless told otherwise. */
  publish(
    overrides: { community?: OrganizationId | null; signer?: Wallet; statement?: Partial<Statement> } = {},
  ): Published {
    const salt = randomBytes32();
    const community = overrides.community === undefined ? COMMUNITY : overrides.community;
    const communitySalt = community === null ? ZERO_32 : randomBytes32();
    const assetId = assetIdOf(MUSEUM, salt);
    const statement: Statement = {
      kind: 'published',
      assetId,
      community: community === null ? NO_COMMUNITY : communityCommitment(community, communitySalt),
      previous: ZERO_32,
      bodyHash: randomBytes32(),
      issuedAt: 1_795_000_000,
      ...overrides.statement,
    };
    const evidence = signStatement(statement, {
      signer: overrides.signer ?? this.people.museum,
      logId: LOG_ID,
    });
    return {
      assetId,
      statement,
      evidence,
      leafIndex: this.append(statement, evidence),
      holder: { id: MUSEUM, salt },
      community: { id: community ?? ZERO_32, salt: communitySalt },
    };
  }

  /** @returns the leaf's index */
  append(statement: Statement, evidence: Evidence): number {
    this.tree.append(encodeLeaf(statement, evidence));
    return this.tree.size - 1;
  }

  async anchor(): Promise<TransactionReceipt> {
    const { size } = await this.log.head();
    const proof = size === 0n ? [] : this.tree.consistencyProof(Number(size));
    const sealed = this.log.connect(this.people.sealer);
    return mined(sealed.checkpoint(this.tree.size, toHex(this.tree.root()), proof.map(toHex)));
  }

  /** What `materialize` takes, proven against the tree as it is now. */
  materializationOf(published: Published): IAssetRegistry.MaterializationStruct {
    return {
      bodyHash: published.statement.bodyHash,
      issuedAt: published.statement.issuedAt,
      evidence: encodeEvidence(published.evidence),
      treeSize: this.tree.size,
      leafIndex: published.leafIndex,
      proof: this.tree.inclusionProof(published.leafIndex).map(toHex),
      holder: published.holder,
      community: published.community,
    };
  }

  /** Publishes, anchors and materializes an asset. */
  async materializeNew(overrides: { community?: OrganizationId | null } = {}): Promise<AssetId> {
    const published = this.publish(overrides);
    await this.anchor();
    await mined(this.assets.connect(this.people.stranger).materialize(this.materializationOf(published)));
    return published.assetId;
  }

  /** Consents to everything for three years at 15 %, unless told otherwise. */
  async consent(
    assetId: AssetId,
    overrides: Partial<IConsentRegistry.ConsentStruct> = {},
  ): Promise<TransactionReceipt> {
    return mined(this.consents.connect(this.people.council).grant(assetId, buildConsent(overrides)));
  }

  /** Consents to the studio's use of a month, unless told otherwise. */
  async consentTo(
    assetId: AssetId,
    overrides: Partial<IConsentRegistry.UseConsentStruct> = {},
  ): Promise<TransactionReceipt> {
    return mined(this.consents.connect(this.people.council).consentTo(assetId, buildUse(this, overrides)));
  }

  /** Offers everything for two years at 1,200.00 TCNY, unless told otherwise. */
  async offer(
    assetId: AssetId,
    overrides: Partial<IOfferBook.OfferTermsStruct> = {},
  ): Promise<TransactionReceipt> {
    return mined(this.book.connect(this.people.museum).offer(assetId, this.buildTerms(overrides)));
  }

  buildTerms(overrides: Partial<IOfferBook.OfferTermsStruct> = {}): IOfferBook.OfferTermsStruct {
    return {
      price: 120_000n,
      territories: WORLD,
      token: this.tokenAddress,
      media: ALL_MEDIA,
      firstDay: TODAY,
      lastDay: TODAY + 730,
      communityShareBps: 1_500,
      rights: 0,
      exclusive: false,
      licensee: ZERO_32,
      rule: FLAT,
      ...overrides,
    };
  }

  /** What the studio buys at the price that is quoted to it now. */
  async purchaseOf(
    assetId: AssetId,
    overrides: Partial<WishStruct> = {},
  ): Promise<ILicenseMarket.PurchaseStruct> {
    const wish = buildWish(overrides);
    const { terms, licenseId } = await this.judgement.quote(assetId, VERSION, STUDIO, wish, TODAY);
    return {
      offerId: terms.offerId,
      assetId,
      version: VERSION,
      licensee: STUDIO,
      wish,
      termsHash: toBeHex(licenseId, 32),
      maxPrice: terms.price,
    };
  }

  /** Buys for the studio, from an allowance given with the purchase. */
  async buy(assetId: AssetId, overrides: Partial<WishStruct> = {}): Promise<TransactionReceipt> {
    const purchase = await this.purchaseOf(assetId, overrides);
    const permit = await this.permit(this.people.studio, BigInt(purchase.maxPrice));
    return mined(this.market.connect(this.people.studio).buy(purchase, permit));
  }

  async fundStudio(): Promise<void> {
    await mined(this.token.connect(this.people.stranger).mint(this.people.studio, 100_000_000n));
  }

  /** The owner's permission for the market, unless told otherwise, to take so much. */
  async permit(owner: Wallet, value: bigint, forSpender?: string): Promise<ILicenseMarket.PermitStruct> {
    const deadline = (await this.chain.now()) + 3600;
    const spender = forSpender ?? (await this.market.getAddress());
    const nonce = await this.token.nonces(owner);
    const verifyingContract = await this.token.getAddress();
    const place = { chainId: this.deployment.chainId, verifyingContract };
    return signPermit(owner, { spender, value, nonce, deadline }, place);
  }

  /** Sends a call through the forwarder; the stranger pays, the signer is the caller. */
  async relay(signer: Wallet, target: BaseContract, data: BytesLike): Promise<TransactionReceipt> {
    const from = signer.address;
    const request = {
      from,
      to: await target.getAddress(),
      value: 0n,
      gas: 2_000_000n,
      nonce: await this.forwarder.nonces(from),
      deadline: (await this.chain.now()) + 3600,
      data: hexlify(data),
    };
    const verifyingContract = this.deployment.contracts.ERC2771Forwarder;
    const place = { chainId: this.deployment.chainId, verifyingContract };
    const signed = await signForwardRequest(signer, request, place);
    return mined(this.forwarder.connect(this.people.stranger).execute(signed));
  }
}

/** A month of streaming and television everywhere, beside others. */
export function buildWish(overrides: Partial<WishStruct> = {}): WishStruct {
  return {
    media: bitsOf(['TELEVISION', 'STREAMING']),
    territories: WORLD,
    firstDay: TODAY,
    lastDay: TODAY + 30,
    exclusive: false,
    ...overrides,
  };
}

export function buildConsent(
  overrides: Partial<IConsentRegistry.ConsentStruct> = {},
): IConsentRegistry.ConsentStruct {
  return {
    holder: MUSEUM,
    territories: WORLD,
    media: ALL_MEDIA,
    lastDay: TODAY + 1_095,
    shareBps: 1_500,
    rights: 0,
    ...overrides,
  };
}

/** Consents to a month of television and streaming in the world by the studio, beside others, for 1,000.00 TCNY or more. */
export function buildUse(
  platform: Platform,
  overrides: Partial<IConsentRegistry.UseConsentStruct> = {},
): IConsentRegistry.UseConsentStruct {
  return {
    holder: MUSEUM,
    licensee: STUDIO,
    territories: WORLD,
    media: bitsOf(['TELEVISION', 'STREAMING']),
    firstDay: TODAY,
    lastDay: TODAY + 30,
    exclusive: false,
    token: platform.tokenAddress,
    minPrice: 100_000n,
    shareBps: 1_500,
    rights: 0,
    ...overrides,
  };
}

/** The price of every use is the same. */
export const FLAT: PriceRuleStruct = { minimum: 0, mediaFactors: [], groups: [], exclusivityFactor: 0 };

export const NO_PERMIT: ILicenseMarket.PermitStruct = { value: 0, deadline: 0, v: 0, r: ZERO_32, s: ZERO_32 };

/** Waits for the receipt of a sent transaction. */
export async function mined(sent: Promise<ContractTransactionResponse>): Promise<TransactionReceipt> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error('The transaction has no receipt.');
  return receipt;
}

function wallets(chain: StageChain): Record<Person, Wallet> {
  // fromEntries forgets that every person is among the keys.
  return Object.fromEntries(PEOPLE.map((name) => [name, chain.wallet(name)])) as Record<Person, Wallet>;
}
