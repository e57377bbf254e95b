import { toHex } from '../kernel/bytes.ts';
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
import { encodeEvidence } from '../log/evidence.ts';
import {
  parseEvidence,
  parseLeafPlace,
  parseRevealedBody,
  requireAscending,
  type LoggedProof,
} from './bundle-parts.ts';
import { formatSaleProof, parseSaleProof, type SaleProof } from './bundle-sale.ts';
import { parseLogId, type LogId } from '../kernel/ids.ts';
import { canonicalJson, parseCanonicalJson } from '../kernel/json.ts';
import { parseEntryProof, type EntryProof } from '../files/manifest.ts';
import { parseArray, parseMembers, parseString } from '../kernel/shape.ts';
import { parseStatement } from '../log/statement.ts';

export const BUNDLE_FORMAT = 'lanran/bundle/1';
export const MAX_BUNDLE_CHARACTERS = 256 * 1024 * 1024;

/** Everything needed to verify one statement offline (`*.lanran.json`). */
export interface Bundle extends LoggedProof {
  readonly format: typeof BUNDLE_FORMAT;
  readonly logId: LogId;
  /** The vkey that signed the checkpoint; whether it is the log's is for the trust file to say. */
  readonly checkpointKey: string;
  readonly files: readonly EntryProof[];
  /** The signed note whose tree holds the leaf. */
  readonly checkpoint: string;
  readonly anchor?: AnchorProof;
  readonly membership?: MembershipProof;
  readonly license?: LicenseProof;
  /** Of a license: what its sale stood on. Bundles made before ADR 61 have none. */
  readonly sale?: SaleProof;
  /** Of a fixity run: what it found of some originals. */
  readonly fixity?: readonly FixityProof[];
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
const OPTIONAL = ['anchor', 'membership', 'license', 'sale', 'fixity'];

/** The bundle's one text: RFC 8785, no final newline. */
export function formatBundle({ evidence, sale, ...bundle }: Omit<Bundle, 'format'>): string {
  return canonicalJson({
    ...bundle,
    format: BUNDLE_FORMAT,
    evidence: toHex(encodeEvidence(evidence)),
    ...(sale !== undefined && { sale: formatSaleProof(sale) }),
  });
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
  const { anchor, membership, license, sale, fixity } = members;
  if (anchor === undefined && (membership !== undefined || license !== undefined)) {
    throw new FormatError('bundle.anchor', 'is missing: membership and license are proven by its block');
  }
  if (sale !== undefined && license === undefined)
    throw new FormatError('bundle.license', 'is missing: the sale is that of a license');
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
    ...(sale !== undefined && { sale: parseSaleProof(sale, 'bundle.sale') }),
    ...(fixity !== undefined && { fixity: parseOutcomes(fixity, 'bundle.fixity') }),
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
