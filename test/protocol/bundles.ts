import { type Address, parseAddress, addressOf, signDigest } from '@lanran/protocol/kernel/signature';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { buildBatch, batchDigest } from '@lanran/protocol/log/batch';
import { type Bundle } from '@lanran/protocol/proofs/bundle';
import { revealBody } from '@lanran/protocol/proofs/bundle-parts';
import { fromHex, toHex, uintBytes, type Hex } from '@lanran/protocol/kernel/bytes';
import type { Known } from '@lanran/protocol/proofs/check';
import { formatCheckpoint, originOf, signCheckpoint } from '@lanran/protocol/log/checkpoint';
import { digestFile } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { Evidence } from '@lanran/protocol/log/evidence';
import { assetIdOf, parseCommunityCommitment, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { filesField, revealEntries, sortManifest } from '@lanran/protocol/files/manifest';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { statementDigest, statementHash, type Statement } from '@lanran/protocol/log/statement';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import {
  accountSlot,
  anchorSlots,
  licenseAccountOf,
  licenseSlots,
  memberSlot,
  rootSlot,
  sizesSlot,
} from '@lanran/protocol/chain/storage-layout';
import { licenseIdOf, type Terms } from '@lanran/protocol/licensing/terms';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { buildTrust } from '@lanran/protocol/log/trust';
import { cosign, formatWitnessKey, witnessOf } from '@lanran/protocol/log/witness';
import { buildStatement, filled, LOG_ID, MUSEUM, STUDIO } from './builders.ts';
import type { JsonValue } from '@lanran/protocol/kernel/json';
import { simulateBlock, type SigningForm } from './simulated-chain.ts';
import { ASSETS_ADDRESS, CONSENTS_ADDRESS, simulateSale, type SaleOptions } from './simulated-sale.ts';

export const SIGNER_KEY = filled(0x11);
const LOG_ADDRESS = parseAddress(`0x${'a1'.repeat(20)}`);
const ORGANIZATIONS_ADDRESS = parseAddress(`0x${'a2'.repeat(20)}`);
export const LICENSES_ADDRESS = parseAddress(`0x${'a3'.repeat(20)}`);
const TOKEN = parseAddress(`0x${'77'.repeat(20)}`);
const CHAIN_ID = 4_242n;
const UNREMOVED = 2n ** 64n - 1n;

const noteKey = generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(9));
const witnessKey = parseSigningKey(generateNoteKey('witness.example/w1', new Uint8Array(32).fill(3)).skey);

/** A bundle and everything a verifier may know, so that every check passes. */
export interface Case {
  readonly bundle: Bundle;
  readonly known: Required<Omit<Known, 'mustList' | 'mustHave' | 'takenDown' | 'agreement' | 'files'>> & {
    readonly files: ReadonlyMap<string, FileDigest>;
  };
}

export interface CaseOptions {
  /** Which fields are shown; all of them when absent. */
  readonly reveal?: readonly string[];
  readonly role?: number;
  readonly admittedSize?: bigint;
  readonly removedSize?: bigint;
  /** Unless told otherwise, without a size of removal. */
  readonly isMember?: boolean;
  readonly isRevoked?: boolean;
  readonly terms?: Partial<Terms>;
  /** Whom the license was transferred to. */
  readonly licensee?: OrganizationId;
  /** Of the license that a sublicense was granted under. */
  readonly isParentRevoked?: boolean;
  /** What became of the license after the block of the proof; the node says so. */
  readonly since?: Pick<CaseOptions, 'isRevoked' | 'isParentRevoked' | 'licensee'>;
  readonly isBatch?: boolean;
  readonly statement?: Partial<Statement>;
  /** The license agreement that the version names; none unless told. */
  readonly agreement?: LicenseAgreement;
  /** The membership opens no asset's id. */
  readonly isUnopened?: boolean;
  readonly lane?: number;
  /** What the sale stood on; null for a bundle of before there was such a member. */
  readonly sale?: SaleOptions | null;
  /** What the holder states of its title; null for nothing. */
  readonly rightsStatement?: JsonValue;
  /** How the anchoring block's transactions are signed. */
  readonly signed?: SigningForm;
}

const LEAF_INDEX = 5;

export async function buildCase(options: CaseOptions = {}): Promise<Case> {
  const bytes = new Map([
    ['media/back.tif', new Uint8Array([1, 2, 3])],
    ['media/front.tif', new Uint8Array(2_000_000).fill(7)],
  ]);
  const files = new Map(
    await Promise.all([...bytes].map(async ([path, data]) => [path, await digestFile([data])] as const)),
  );
  const manifest = sortManifest(
    [...files].map(([path, digest]) => ({ salt: filled(0x31), path, ...digest })),
  );
  const assetSalt = filled(0x21);
  const values = {
    schema: `lanran/${options.statement?.kind ?? 'published'}/1`,
    access: 'LICENSED',
    kind: 'COSTUME',
    version: 1,
    organization: MUSEUM,
    title: { en: 'Pleated skirt', zh: '百褶裙' },
    synthetic: true,
    files: { ...filesField(manifest) },
    ...(options.rightsStatement !== null && {
      rightsStatement: options.rightsStatement ?? {
        status: 'http://rightsstatements.org/vocab/InC/1.0/',
        basis: 'GIFT',
      },
    }),
    ...(options.agreement !== undefined && {
      agreement: { ...options.agreement, name: { ...options.agreement.name } },
    }),
  };
  const salts = Object.fromEntries(Object.keys(values).map((name, at) => [name, filled(0xe0 + at)]));
  const body = buildBody(values, { salts });
  const statement = buildStatement({
    assetId: assetIdOf(MUSEUM, assetSalt),
    bodyHash: bodyHash(body),
    community: parseCommunityCommitment(filled(0x41)),
    ...options.statement,
  });
  const evidence = sign(statement, options);

  const tree = new MemoryTree(Array.from({ length: LEAF_INDEX }, (_, at) => uintBytes(at, 224)));
  tree.append(encodeLeaf(statement, evidence));
  const terms: Terms = {
    assetId: statement.assetId,
    version: statementHash(statement),
    licensee: STUDIO,
    offerId: 3n,
    wish: {
      media: 4,
      territories: 1n << 47n,
      firstDay: 20_782,
      lastDay: 20_812,
      exclusive: false,
    },
    token: TOKEN,
    price: 120_000n,
    communityShareBps: 3000,
    operatorShareBps: 0,
    rights: TRANSFERABLE,
    origin: 'SALE',
    parent: null,
    territoriesHash: TERRITORIES_HASH,
    ...options.terms,
  };
  const licenseId = licenseIdOf(terms);
  const simulated =
    options.sale === null
      ? null
      : await simulateSale(options.sale ?? {}, {
          ...{ chainId: CHAIN_ID, organizations: ORGANIZATIONS_ADDRESS, terms, licenseId, tree },
        });
  for (let at = 0; at < 6; at++) tree.append(uintBytes(1000 + at, 224));
  const checkpoint = { origin: originOf(LOG_ID), size: tree.size, root: toHex(tree.root()) };
  const note =
    signCheckpoint(checkpoint, parseSigningKey(noteKey.skey)) +
    cosign(formatCheckpoint(checkpoint), 1_795_000_100, witnessKey);
  const grantedUnder = terms.origin === 'SUBLICENSE' ? terms.parent : null;
  const licenseRecords = licenseSlots(licenseId, grantedUnder);
  const [licenseSlot = ZERO, parentSlot = ZERO] = licenseRecords;

  const { licensee } = options;
  const account = accountSlot(licenseAccountOf(licensee ?? STUDIO));

  const lane = options.lane ?? 2;
  const member = memberSlot(MUSEUM, addressOf(SIGNER_KEY));
  const block = await simulateBlock({
    chainId: CHAIN_ID,
    number: 17n,
    timestamp: 1_795_000_200,
    ...(options.signed !== undefined && { signed: options.signed }),
    contracts: {
      [LOG_ADDRESS]: {
        [sizesSlot()]: packed([[BigInt(tree.size), 8 * lane]]),
        [rootSlot(lane)]: toHex(tree.root()),
        [toHex(uintBytes(6, 32))]: filled(0x55),
      },
      [ORGANIZATIONS_ADDRESS]: {
        [member]: packed([
          [BigInt(options.role ?? 2), 0],
          [options.admittedSize ?? 1n, 1],
          [options.removedSize ?? UNREMOVED, 9],
          [(options.isMember ?? options.removedSize === undefined) ? 1n : 0n, 21],
        ]),
        ...(licensee !== undefined && { [account]: licensee }),
        [filled(0x66)]: filled(0x55),
      },
      [LICENSES_ADDRESS]: {
        [licenseSlot]: packed([
          [BigInt(terms.wish.lastDay), 4],
          [options.isRevoked === true ? 1n : 0n, 10],
          [BigInt(licenseAccountOf(licensee ?? STUDIO)), 12],
        ]),
        ...(grantedUnder !== null && {
          [parentSlot]: packed([
            [options.isParentRevoked === true ? 1n : 0n, 10],
            [BigInt(licenseAccountOf(MUSEUM)), 12],
          ]),
        }),
        [filled(0x67)]: filled(0x55),
      },
    },
  });

  const { since } = options;
  const recordsNow = new Map([
    [
      licenseSlot,
      packed([
        [since?.isRevoked === true ? 1n : 0n, 10],
        [BigInt(licenseAccountOf(since?.licensee ?? licensee ?? STUDIO)), 12],
      ]),
    ],
    [parentSlot, packed([[since?.isParentRevoked === true ? 1n : 0n, 10]])],
  ]);

  const bundle: Bundle = {
    format: 'lanran/bundle/1',
    logId: LOG_ID,
    checkpointKey: noteKey.vkey,
    statement,
    evidence,
    body: revealBody(body, options.reveal),
    files: revealEntries(manifest),
    leaf: { index: LEAF_INDEX, proof: tree.inclusionProof(LEAF_INDEX).map(toHex) },
    checkpoint: note,
    anchor: {
      chainId: CHAIN_ID.toString(),
      blockHash: block.hash,
      header: block.header,
      transaction: block.transaction,
      ...(await block.prove(LOG_ADDRESS, anchorSlots(lane))),
    },
    membership: {
      organizationId: MUSEUM,
      ...(options.isUnopened !== true && { salt: assetSalt }),
      ...(await block.prove(ORGANIZATIONS_ADDRESS, [member])),
    },
    license: {
      licenseId,
      terms: termsToJson(terms),
      ...(licensee !== undefined && {
        licensee: { organizationId: licensee, ...(await block.prove(ORGANIZATIONS_ADDRESS, [account])) },
      }),
      ...(await block.prove(LICENSES_ADDRESS, licenseRecords)),
    },
    ...(simulated !== null && { sale: simulated.sale(tree) }),
  };
  const blocks = [block, ...(simulated?.blocks ?? [])];
  const known = {
    trust: buildTrust({
      logId: LOG_ID,
      checkpointKey: noteKey.vkey,
      chainId: CHAIN_ID.toString(),
      contracts: {
        ProvenanceLog: LOG_ADDRESS,
        Organizations: ORGANIZATIONS_ADDRESS,
        LicenseToken: LICENSES_ADDRESS,
        AssetRegistry: ASSETS_ADDRESS,
        ConsentRegistry: CONSENTS_ADDRESS,
      },
    }),
    files,
    chain: {
      chainId: async () => CHAIN_ID,
      findBlockHash: async (number: bigint) => blocks.find((each) => each.number === number)?.hash ?? null,
      findEventAddress: async () => null,
      readNewest: async (contract: Address, slots: readonly Hex[]) => ({
        blockNumber: block.number + 1n,
        timestamp: 1_795_000_300,
        values: slots.map((slot) => (contract === LICENSES_ADDRESS && recordsNow.get(slot)) || ZERO),
      }),
    },
    witnesses: [formatWitnessKey(witnessOf(witnessKey.name, witnessKey.publicKey))],
  };
  return { bundle, known };
}

const ZERO: Hex = toHex(new Uint8Array(32));

function sign(statement: Statement, { isBatch }: CaseOptions): Evidence {
  if (isBatch !== true)
    return { type: 'member', signature: signDigest(statementDigest(statement, LOG_ID), SIGNER_KEY) };
  const batch = buildBatch([buildStatement({ issuedAt: 1 }), statement, buildStatement({ issuedAt: 2 })]);
  return batch.evidenceFor(1, signDigest(batchDigest(batch, LOG_ID), SIGNER_KEY));
}

/** A storage word of integers at byte offsets from its low end. */
function packed(parts: readonly (readonly [bigint, number])[]): Hex {
  return toHex(
    uintBytes(
      parts.reduce((word, [value, offset]) => word | (value << BigInt(8 * offset)), 0n),
      32,
    ),
  );
}

export function flipByte(hex: Hex): Hex {
  const bytes = fromHex(hex);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return toHex(bytes);
}
