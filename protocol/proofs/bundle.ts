import { fromHex, parseBytes32, toHex, type Hex } from '../kernel/bytes.ts';
import {
  isErasedField,
  lastLeaf,
  parseFieldProof,
  revealField,
  MAX_FIELDS,
  type FieldProof,
  type StoredBody,
} from '../log/body.ts';
import {
  parseAnchor,
  parseLicenseProof,
  parseMembership,
  type AnchorProof,
  type LicenseProof,
  type MembershipProof,
} from './bundle-chain.ts';
import { FormatError } from '../kernel/errors.ts';
import { parseFixityProof, type FixityProof } from '../files/fixity.ts';
import { decodeEvidence, encodeEvidence, type Evidence } from '../log/evidence.ts';
import { parseLogId, type LogId } from '../kernel/ids.ts';
import { canonicalJson, parseCanonicalJson } from '../kernel/json.ts';
import { parseEntryProof, type EntryProof } from '../files/manifest.ts';
import { parseArray, parseCount, parseMembers, parseString } from '../kernel/shape.ts';
import { parseStatement, type Statement } from '../log/statement.ts';

export const BUNDLE_FORMAT = 'lanran/bundle/1';
export const MAX_BUNDLE_CHARACTERS = 256 * 1024 * 1024;

/** Everything needed to verify one statement offline (`*.lanran.json`). */
export interface Bundle {
  readonly format: typeof BUNDLE_FORMAT;
  readonly logId: LogId;
  /** The vkey that signed the checkpoint; whether it is the log's is for the trust file to say. */
  readonly checkpointKey: string;
  readonly statement: Statement;
  readonly evidence: Evidence;
  readonly body: RevealedBody;
  readonly files: readonly EntryProof[];
  readonly leaf: LeafPlace;
  /** The signed note whose tree holds the leaf. */
  readonly checkpoint: string;
  readonly anchor?: AnchorProof;
  readonly membership?: MembershipProof;
  readonly license?: LicenseProof;
  /** Of a fixity run: what it found of some originals. */
  readonly fixity?: readonly FixityProof[];
}

export interface RevealedBody {
  /** Number of all fields, revealed or not. */
  readonly size: number;
  /** In the order of their indexes. */
  readonly fields: readonly FieldProof[];
  /** The last field's leaf, when that field is not revealed: only a last leaf's path proves the size. */
  readonly end?: { readonly leafHash: Hex; readonly proof: readonly Hex[] };
}

export interface LeafPlace {
  readonly index: number;
  readonly proof: readonly Hex[];
}

const REQUIRED = [
  'format',
  'logId',
  'checkpointKey',
  'statement',
  'evidence',
  'body',
  'files',
  'leaf',
  'checkpoint',
];
const OPTIONAL = ['anchor', 'membership', 'license', 'fixity'];

/** Reveals the named fields of a body, all that are kept when no names are given. @throws FormatError for a name the body lacks */
export function revealBody(
  body: StoredBody,
  names: readonly string[] = body.fields.filter((field) => !isErasedField(field)).map(({ name }) => name),
): RevealedBody {
  const proofs = [...new Set(names)].map((name) => revealField(body, name));
  const fields = proofs.sort((left, right) => left.index - right.index);
  const size = body.fields.length;
  if (fields.at(-1)?.index === size - 1) return { size, fields };
  return { size, fields, end: lastLeaf(body) };
}

/** The bundle's one text: RFC 8785, no final newline. */
export function formatBundle({ evidence, ...bundle }: Omit<Bundle, 'format'>): string {
  return canonicalJson({ ...bundle, format: BUNDLE_FORMAT, evidence: toHex(encodeEvidence(evidence)) });
}

/**
 * Reads a bundle's text, which must be canonical and hold nothing unknown: what no check covers is refused.
 * @throws FormatError naming the member
 */
export function parseBundle(text: string): Bundle {
  if (text.length > MAX_BUNDLE_CHARACTERS) throw new FormatError('bundle', 'is too large');
  const members = parseMembers(parseCanonicalJson(text, 'bundle'), 'bundle', {
    required: REQUIRED,
    optional: OPTIONAL,
  });
  if (members['format'] !== BUNDLE_FORMAT) throw new FormatError('bundle.format', `must be ${BUNDLE_FORMAT}`);
  const { anchor, membership, license, fixity } = members;
  if (anchor === undefined && (membership !== undefined || license !== undefined)) {
    throw new FormatError('bundle.anchor', 'is missing: membership and license are proven by its block');
  }
  return {
    format: BUNDLE_FORMAT,
    logId: parseLogId(members['logId'], 'bundle.logId'),
    checkpointKey: parseString(members['checkpointKey'], 'bundle.checkpointKey'),
    statement: parseStatement(members['statement'], 'bundle.statement'),
    evidence: parseEvidence(members['evidence'], 'bundle.evidence'),
    body: parseRevealedBody(members['body'], 'bundle.body'),
    files: parseRevealedFiles(members['files'], 'bundle.files'),
    leaf: parseLeafPlace(members['leaf'], 'bundle.leaf'),
    checkpoint: parseString(members['checkpoint'], 'bundle.checkpoint'),
    ...(anchor !== undefined && { anchor: parseAnchor(anchor, 'bundle.anchor') }),
    ...(membership !== undefined && { membership: parseMembership(membership, 'bundle.membership') }),
    ...(license !== undefined && { license: parseLicenseProof(license, 'bundle.license') }),
    ...(fixity !== undefined && { fixity: parseOutcomes(fixity, 'bundle.fixity') }),
  };
}

function parseEvidence(value: unknown, field: string): Evidence {
  return decodeEvidence(fromHex(parseString(value, field), field));
}

/** Reads what is revealed of a body. @throws FormatError naming the member */
export function parseRevealedBody(value: unknown, field: string): RevealedBody {
  const members = parseMembers(value, field, { required: ['size', 'fields'], optional: ['end'] });
  const size = parseCount(members['size'], `${field}.size`, MAX_FIELDS);
  const fields = parseArray(members['fields'], `${field}.fields`, parseFieldProof);
  requireAscending(
    fields.map(({ index }) => index),
    `${field}.fields`,
  );
  const isLastRevealed = fields.at(-1)?.index === size - 1;
  if (isLastRevealed === (members['end'] !== undefined)) {
    throw new FormatError(`${field}.end`, 'must be given exactly when the last field is not revealed');
  }
  return isLastRevealed ? { size, fields } : { size, fields, end: parseEnd(members['end'], `${field}.end`) };
}

function parseEnd(value: unknown, field: string): NonNullable<RevealedBody['end']> {
  const { leafHash, proof } = parseMembers(value, field, { required: ['leafHash', 'proof'] });
  return {
    leafHash: parseBytes32(leafHash, `${field}.leafHash`),
    proof: parseArray(proof, `${field}.proof`, parseBytes32),
  };
}

function parseRevealedFiles(value: unknown, field: string): EntryProof[] {
  const proofs = parseArray(value, field, parseEntryProof);
  requireAscending(
    proofs.map(({ index }) => index),
    field,
  );
  return proofs;
}

function parseOutcomes(value: unknown, field: string): FixityProof[] {
  const proofs = parseArray(value, field, parseFixityProof);
  requireAscending(
    proofs.map(({ index }) => index),
    field,
  );
  return proofs;
}

function parseLeafPlace(value: unknown, field: string): LeafPlace {
  const { index, proof } = parseMembers(value, field, { required: ['index', 'proof'] });
  return {
    index: parseCount(index, `${field}.index`),
    proof: parseArray(proof, `${field}.proof`, parseBytes32),
  };
}

function requireAscending(indexes: readonly number[], field: string): void {
  const isAscending = indexes.every((index, at) => at === 0 || index > (indexes[at - 1] ?? index));
  if (!isAscending) throw new FormatError(field, 'is not in the order of the indexes');
}
