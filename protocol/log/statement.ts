import {
  concat,
  fromHex,
  parseBytes32,
  toHex,
  uintBytes,
  bytesUint,
  utf8,
  ZERO_32,
  type Hex,
} from '../kernel/bytes.ts';
import { FormatError } from '../kernel/errors.ts';
import { keccak256 } from '../kernel/hash.ts';
import {
  parseAssetId,
  parseCommunityCommitment,
  type AssetId,
  type CommunityCommitment,
  type LogId,
  type StatementHash,
} from '../kernel/ids.ts';
import { parseCount, parseMembers } from '../kernel/shape.ts';
import { DOMAIN_FIELDS, domainOf, typedDataDigest, type TypedData } from '../kernel/typed-data.ts';

export const STATEMENT_KINDS = [
  'genesis',
  'key-rotated',
  'migrated',
  'published',
  'revised',
  'derived',
  'transferred',
  'attested',
  'withdrawn',
  'disputed',
  'consented',
  'consent-withdrawn',
  'offered',
  'offer-closed',
  'licensed',
  'fixity-checked',
  'organization-admitted',
  'member-added',
  'member-removed',
  'payout-changed',
  'custody-offered',
  'dispute-resolved',
  'collection-consented',
  'collection-consent-withdrawn',
  'consent-joined',
  'license-transferred',
  'license-revoked',
  'ordered',
  'order-canceled',
  'invoice-paid',
  'share-received',
  'claimed',
  'sales-paused',
  'sales-resumed',
  'succession-proposed',
  'succession-vetoed',
  'council-seated',
  'agreed',
  'used',
  'version-taken',
  'use-consented',
  'use-consent-withdrawn',
  'use-consent-spent',
  'organization-suspended',
  'suspension-lifted',
  'dispute-allowed',
  'taken-down',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];
/** A kind of a later version: well formed, but what it says and who may say it is not known here. It proves nothing. */
export type UnknownKind = string & { readonly __brand: 'UnknownKind' };
export type AnyKind = StatementKind | UnknownKind;

/** A signed fact about an asset (docs/formats.md, "Statement"). */
export interface Statement {
  readonly kind: AnyKind;
  /** The asset, or the id of the subject when the statement is about no asset. */
  readonly assetId: AssetId;
  readonly community: CommunityCommitment;
  /** Hash of the holder's statement before this one about the same asset; zero for the first. */
  readonly previous: Hex;
  readonly bodyHash: Hex;
  /** Unix seconds; at most 2^53-1. */
  readonly issuedAt: number;
}

export const STATEMENT_BYTES = 192;

const STATEMENT_FIELDS = [
  { name: 'kind', type: 'bytes32' },
  { name: 'assetId', type: 'bytes32' },
  { name: 'community', type: 'bytes32' },
  { name: 'previous', type: 'bytes32' },
  { name: 'bodyHash', type: 'bytes32' },
  { name: 'issuedAt', type: 'uint64' },
] as const;

/** Made where it is first needed: most pages read statements and hash none. */
let knownTypeHash: Uint8Array | undefined;

function typeHash(): Uint8Array {
  const fields = STATEMENT_FIELDS.map(({ type, name }) => `${type} ${name}`).join(',');
  knownTypeHash ??= fromHex(keccak256(utf8(`Statement(${fields})`)));
  return knownTypeHash;
}

/** What a bytes32 holds with a zero after it. */
const MAX_KIND_BYTES = 31;
const KIND = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const HOLDER_CHAIN: readonly AnyKind[] = ['published', 'revised', 'transferred', 'withdrawn'];
/** What a contract may decide instead: its order is the chain's, and its statement names none before it. */
const DECIDED_ON_CHAIN: readonly AnyKind[] = ['transferred', 'withdrawn'];

/** ASCII, right-padded with zeros to 32 bytes. */
export function kindBytes(kind: AnyKind): Hex {
  const bytes = new Uint8Array(32);
  bytes.set(utf8(kind));
  return toHex(bytes);
}

function kindOfBytes(word: Uint8Array): AnyKind {
  const length = word.indexOf(0);
  const isPadded = length !== -1 && word.subarray(length).every((byte) => byte === 0);
  if (!isPadded) throw new FormatError('statement.kind', `${toHex(word)} is not padded with zeros`);
  return parseKind(String.fromCharCode(...word.subarray(0, length)), 'statement.kind');
}

/** False for a kind of a later version, of which nothing may be concluded. */
export function isKnownKind(kind: string): kind is StatementKind {
  return STATEMENT_KINDS.some((known) => known === kind);
}

/** `abi.encode(statement)`: six words, 192 bytes. */
export function encodeStatement(statement: Statement): Uint8Array {
  return concat(
    fromHex(kindBytes(statement.kind)),
    fromHex(statement.assetId),
    fromHex(statement.community),
    fromHex(statement.previous),
    fromHex(statement.bodyHash),
    uintBytes(statement.issuedAt, 32),
  );
}

/** @throws FormatError unless the bytes are exactly those that `encodeStatement` makes */
export function decodeStatement(bytes: Uint8Array): Statement {
  if (bytes.length !== STATEMENT_BYTES) {
    throw new FormatError('statement', `must be ${STATEMENT_BYTES} bytes, not ${bytes.length}`);
  }
  const word = (at: number): Hex => toHex(bytes.subarray(32 * at, 32 * (at + 1)));
  return {
    kind: kindOfBytes(bytes.subarray(0, 32)),
    assetId: parseAssetId(word(1), 'statement.assetId'),
    community: parseCommunityCommitment(word(2), 'statement.community'),
    previous: word(3),
    bodyHash: word(4),
    issuedAt: parseCount(Number(bytesUint(bytes.subarray(160))), 'statement.issuedAt'),
  };
}

/** EIP-712 `hashStruct(statement)`; the same in every installation. */
export function statementHash(statement: Statement): StatementHash {
  return keccak256(concat(typeHash(), encodeStatement(statement))) as StatementHash;
}

/** What a member's key signs. */
export function statementDigest(statement: Statement, logId: LogId): Hex {
  return typedDataDigest(statementHash(statement), logId);
}

/** For `eth_signTypedData_v4`; `issuedAt` is decimal text. */
export function statementTypedData(statement: Statement, logId: LogId): TypedData {
  const { kind, assetId, community, previous, bodyHash, issuedAt } = statement;
  return {
    domain: domainOf(logId),
    types: { EIP712Domain: DOMAIN_FIELDS, Statement: STATEMENT_FIELDS },
    primaryType: 'Statement',
    message: { kind: kindBytes(kind), assetId, community, previous, bodyHash, issuedAt: String(issuedAt) },
  };
}

/** True for the kinds in which each statement names the one before it (published, revised, transferred, withdrawn). */
export function isChained(kind: AnyKind): boolean {
  return HOLDER_CHAIN.includes(kind);
}

/** Unique key in the log: one successor for each statement of the holder's chain; else the statement itself. */
export function slotOf(statement: Statement): Hex {
  const { kind, assetId, previous } = statement;
  const isChainEvent = DECIDED_ON_CHAIN.includes(kind) && previous === ZERO_32;
  if (!isChained(kind) || isChainEvent) return statementHash(statement);
  return keccak256(concat(fromHex(assetId), fromHex(previous)));
}

/** @throws FormatError naming the field: a missing, unknown or malformed one */
export function parseStatement(value: unknown, field = 'statement'): Statement {
  const members = parseMembers(value, field, { required: STATEMENT_FIELDS.map(({ name }) => name) });
  return {
    kind: parseKind(members['kind'], `${field}.kind`),
    assetId: parseAssetId(members['assetId'], `${field}.assetId`),
    community: parseCommunityCommitment(members['community'], `${field}.community`),
    previous: parseBytes32(members['previous'], `${field}.previous`),
    bodyHash: parseBytes32(members['bodyHash'], `${field}.bodyHash`),
    issuedAt: parseCount(members['issuedAt'], `${field}.issuedAt`),
  };
}

/** Kinds of later versions are read too: a log goes on, and its older readers with it. */
function parseKind(value: unknown, field: string): AnyKind {
  if (typeof value !== 'string' || !KIND.test(value) || value.length > MAX_KIND_BYTES)
    throw new FormatError(field, `must be lower-case words joined by -, at most ${MAX_KIND_BYTES} bytes`);
  return STATEMENT_KINDS.find((known) => known === value) ?? (value as UnknownKind);
}
