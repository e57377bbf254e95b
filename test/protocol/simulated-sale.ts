import { bodyHash, buildBody, type Body } from '@lanran/protocol/log/body';
import { revealBody, type LoggedProof } from '@lanran/protocol/proofs/bundle-parts';
import type { SaleProof } from '@lanran/protocol/proofs/bundle-sale';
import { toHex, uintBytes, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import {
  assetSlot,
  consentSlots,
  councilSlot,
  joinedConsentSlots,
  organizationIdSlot,
  useConsentSlots,
} from '@lanran/protocol/chain/consent-layout';
import { NO_COMMUNITY, organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import type { MemoryTree } from '@lanran/protocol/log/memory-tree';
import type { Evidence } from '@lanran/protocol/log/evidence';
import type { Statement, StatementKind } from '@lanran/protocol/log/statement';
import { filled, MUSEUM } from './builders.ts';
import { simulateBlock, type SimulatedBlock, type Storage } from './simulated-chain.ts';

export const ASSETS_ADDRESS = parseAddress(`0x${'a4'.repeat(20)}`);
export const CONSENTS_ADDRESS = parseAddress(`0x${'a5'.repeat(20)}`);
const MARKET_ADDRESS = parseAddress(`0x${'a6'.repeat(20)}`);
export const COUNCIL = parseAddress(`0x${'c0'.repeat(20)}`);
export const COMMUNITY = organizationIdOf('xijiang');
const COLLECTION = filled(0x71);
const [HOLDER_INDEX, COMMUNITY_INDEX] = [3, 9];
const GIVEN_AT = 1_794_000_000;
const SOLD_AT = 1_795_000_050;

export interface SaleOptions {
  readonly kind?: 'consented' | 'collection-consented' | 'use-consented';
  readonly disputes?: number;
  readonly isWithdrawn?: boolean;
  /** What the contract holds; the statement says the same unless told. */
  readonly lastDay?: number;
  readonly shareBps?: number;
  readonly media?: number;
  readonly statedShareBps?: number;
  readonly isEnded?: boolean;
  /** Another block than that of the consent in force. */
  readonly givenAt?: number;
  readonly council?: Address;
  /** Where the state is that of the sale's own block. */
  readonly isSameBlock?: boolean;
}

export interface SimulatedSale {
  readonly sale: (tree: MemoryTree) => SaleProof;
  readonly blocks: readonly SimulatedBlock[];
}

/** A sale under a council's consent, over three blocks: consent, the state before the sale, and the sale. Appends two leaves. */
export async function simulateSale(
  options: SaleOptions,
  {
    chainId,
    organizations,
    terms,
    licenseId,
    tree,
  }: {
    readonly chainId: bigint;
    readonly organizations: Address;
    readonly terms: Terms;
    readonly licenseId: LicenseId;
    readonly tree: MemoryTree;
  },
): Promise<SimulatedSale> {
  const { kind = 'consented', media = 12, shareBps = 3_000, lastDay = 20_900 } = options;
  const slots = slotsOf(kind, terms);
  const use = { firstDay: 20_700, minPrice: 1n };
  const councils: Storage = {
    [councilSlot(COMMUNITY_INDEX)]: word([[BigInt(options.council ?? COUNCIL), 0]]),
  };
  const base = { chainId, transactions: 1 };
  const given = await simulateBlock({
    ...base,
    ...{ number: 12n, timestamp: options.givenAt ?? GIVEN_AT },
    contracts: { [organizations]: { ...councils, [filled(0x66)]: filled(0x55) } },
  });
  const state: Readonly<Record<Address, Storage>> = {
    [ASSETS_ADDRESS]: {
      [assetSlot(terms.assetId)]: word([
        [BigInt(HOLDER_INDEX), 0],
        [BigInt(COMMUNITY_INDEX), 4],
        [BigInt(options.disputes ?? 0), 8],
        [options.isWithdrawn === true ? 1n : 0n, 12],
      ]),
    },
    [CONSENTS_ADDRESS]: consentStorage(kind, slots, {
      ...{ media, shareBps, lastDay, use, terms },
      isEnded: options.isEnded === true,
    }),
    [organizations]: {
      [organizationIdSlot(COMMUNITY_INDEX)]: COMMUNITY,
      [organizationIdSlot(HOLDER_INDEX)]: MUSEUM,
    },
  };
  const before = await simulateBlock({ ...base, number: 14n, timestamp: SOLD_AT - 2, contracts: state });
  const sold = await simulateBlock({
    ...base,
    ...{ number: 15n, timestamp: SOLD_AT, parentHash: before.hash, contracts: state },
  });
  const stated: JsonValue = {
    holder: MUSEUM,
    media: String(media),
    territories: terms.wish.territories.toString(),
    lastDay: String(lastDay),
    shareBps: String(options.statedShareBps ?? shareBps),
    rights: '3',
    ...(kind === 'use-consented' && {
      licensee: terms.licensee,
      firstDay: String(use.firstDay),
      token: terms.token,
      minPrice: use.minPrice.toString(),
    }),
  };
  const consentOf = append(tree, {
    kind,
    subject: kind === 'collection-consented' ? COLLECTION : terms.assetId,
    event: {
      consent: stated,
      ...(kind === 'collection-consented' && { community: COMMUNITY, size: '4' }),
    },
    evidence: {
      type: 'chain-event',
      chainId,
      blockHash: given.hash,
      transactionHash: filled(1),
      logIndex: 0,
    },
  });
  const soldOf = append(tree, {
    kind: 'licensed',
    subject: terms.assetId,
    event: { licenseId: BigInt(licenseId).toString() },
    evidence: { type: 'chain-event', chainId, blockHash: sold.hash, transactionHash: filled(2), logIndex: 1 },
  });
  const at = options.isSameBlock === true ? sold : before;
  const proofs = {
    asset: await at.prove(ASSETS_ADDRESS, [assetSlot(terms.assetId)]),
    registry: await at.prove(CONSENTS_ADDRESS, slots),
    parties: await at.prove(organizations, [
      organizationIdSlot(COMMUNITY_INDEX),
      organizationIdSlot(HOLDER_INDEX),
    ]),
    council: await given.prove(organizations, [councilSlot(COMMUNITY_INDEX)]),
  };
  return {
    blocks: [given, before, sold],
    sale: (whole) => ({
      sold: soldOf(whole),
      header: sold.header,
      ...(at === before && { before: before.header }),
      asset: proofs.asset,
      consent: {
        registry: proofs.registry,
        parties: proofs.parties,
        given: consentOf(whole),
        header: given.header,
        council: proofs.council,
      },
    }),
  };
}

function slotsOf(kind: NonNullable<SaleOptions['kind']>, { assetId, licensee }: Terms): Hex[] {
  if (kind === 'use-consented') return useConsentSlots(assetId, licensee);
  if (kind === 'consented') return consentSlots(assetId);
  return joinedConsentSlots(assetId, COMMUNITY_INDEX, COLLECTION);
}

function consentStorage(
  kind: NonNullable<SaleOptions['kind']>,
  [first = ZERO_32, second = ZERO_32, third = ZERO_32, fourth = ZERO_32]: readonly Hex[],
  held: {
    readonly media: number;
    readonly shareBps: number;
    readonly lastDay: number;
    readonly use: { readonly firstDay: number; readonly minPrice: bigint };
    readonly terms: Terms;
    readonly isEnded: boolean;
  },
): Storage {
  const { media, shareBps, lastDay, use, terms } = held;
  const territories = toHex(uintBytes(terms.wish.territories, 32));
  if (kind === 'use-consented')
    return {
      [first]: territories,
      [second]: word([
        [BigInt(terms.token), 0],
        [use.minPrice, 20],
      ]),
      [third]: word([
        [BigInt(HOLDER_INDEX), 0],
        [BigInt(media), 4],
        [BigInt(use.firstDay), 8],
        [BigInt(lastDay), 12],
        [BigInt(shareBps), 16],
        [3n, 18],
        [held.isEnded ? 0n : BigInt(GIVEN_AT), 20],
      ]),
    };
  const agreement = word([
    [BigInt(HOLDER_INDEX), 0],
    [BigInt(media), 4],
    [BigInt(lastDay), 8],
    [BigInt(shareBps), 12],
    [3n, 14],
    [held.isEnded ? 0n : 1n, 15],
    [BigInt(GIVEN_AT), 16],
    [kind === 'consented' ? 0n : 4n, 22],
  ]);
  if (kind === 'consented') return { [first]: agreement, [second]: territories };
  return { [first]: word([[2n, 15]]), [second]: COLLECTION, [third]: agreement, [fourth]: territories };
}

function append(
  tree: MemoryTree,
  {
    kind,
    subject,
    event,
    evidence,
  }: {
    readonly kind: StatementKind;
    readonly subject: Hex;
    readonly event: JsonValue;
    readonly evidence: Evidence;
  },
): (whole: MemoryTree) => LoggedProof {
  const fields = { schema: `lanran/${kind}/1`, contract: MARKET_ADDRESS, event };
  const salts = Object.fromEntries(Object.keys(fields).map((name, at) => [name, filled(0xd0 + at)]));
  const body: Body = buildBody(fields, { salts });
  const statement: Statement = {
    kind,
    assetId: parseAssetId(subject),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: GIVEN_AT,
  };
  const index = tree.size;
  tree.append(encodeLeaf(statement, evidence));
  return (whole) => ({
    statement,
    evidence,
    body: revealBody(body),
    leaf: { index, proof: whole.inclusionProof(index).map(toHex) },
  });
}

function word(parts: readonly (readonly [bigint, number])[]): Hex {
  const value = parts.reduce((sum, [part, offset]) => sum | (part << BigInt(8 * offset)), 0n);
  return toHex(uintBytes(value, 32));
}
