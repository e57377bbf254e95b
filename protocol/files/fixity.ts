import { fromHex, parseBytes32, toHex, type Hex } from '../kernel/bytes.ts';
import { FormatError, refuse, type Verdict } from '../kernel/errors.ts';
import { parseFileCid } from './file-digest.ts';
import { canonicalJsonBytes } from '../kernel/json.ts';
import { fold, leafHash, nodeHash, peaksOf } from '../log/merkle.ts';
import { verifyInclusion } from '../log/merkle-check.ts';
import { parseArray, parseCount, parseMembers, parseString } from '../kernel/shape.ts';

/**
 * What reading a stored original again said (docs/formats.md, "Fixity"). REPAIRED is intact too, after it was brought back since
 * its last check; UNREADABLE could not be read to its end, whatever its bytes are.
 */
export const FIXITY_OUTCOMES = ['OK', 'REPAIRED', 'DAMAGED', 'MISSING', 'UNREADABLE'] as const;
export type FixityOutcome = (typeof FIXITY_OUTCOMES)[number];

/** One original of a run; its leaf is the RFC 8785 bytes of `[salt, sha256, cid, bytes, outcome]`. */
export interface FixityEntry {
  readonly salt: Hex;
  /** As published: 64 lower-case hex digits. */
  readonly sha256: string;
  /** As published. */
  readonly cid: string;
  /** As published. */
  readonly bytes: number;
  readonly outcome: FixityOutcome;
}

/** The body's fields `results` and `restrictedResults`: how many originals had each outcome, and the tree over them. */
export interface FixityResults {
  readonly files: number;
  readonly bytes: number;
  readonly ok: number;
  readonly repaired: number;
  readonly damaged: number;
  readonly missing: number;
  readonly unreadable: number;
  readonly root: Hex;
}

export interface FixityProof {
  readonly index: number;
  readonly entry: FixityEntry;
  readonly proof: readonly Hex[];
}

export type FixityCount = Exclude<keyof FixityResults, 'files' | 'bytes' | 'root'>;

/** Under which name results count an outcome. */
export const FIXITY_COUNTS: Readonly<Record<FixityOutcome, FixityCount>> = {
  OK: 'ok',
  REPAIRED: 'repaired',
  DAMAGED: 'damaged',
  MISSING: 'missing',
  UNREADABLE: 'unreadable',
};
const COUNTS = Object.values(FIXITY_COUNTS);

export function isIntact(outcome: FixityOutcome): boolean {
  return outcome === 'OK' || outcome === 'REPAIRED';
}

/** A run that goes on: what it found so far. `peaks` are the hashes of the tree's complete subtrees, left to right. */
export interface FixityTally extends Omit<FixityResults, 'root'> {
  readonly peaks: readonly Hex[];
}

export const NOTHING_TALLIED: FixityTally = {
  files: 0,
  bytes: 0,
  ok: 0,
  repaired: 0,
  damaged: 0,
  missing: 0,
  unreadable: 0,
  peaks: [],
};

export function encodeFixityEntry({ salt, sha256, cid, bytes, outcome }: FixityEntry): Uint8Array {
  return canonicalJsonBytes([salt, sha256, cid, bytes, outcome]);
}

export function tally(before: FixityTally, entry: FixityEntry): FixityTally {
  const count = FIXITY_COUNTS[entry.outcome];
  const peaks = before.peaks.map((peak) => fromHex(peak));
  let last = leafHash(encodeFixityEntry(entry));
  // A leaf completes as many subtrees as the size before it has ones at its low end.
  for (let size = before.files; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = peaks.pop();
    if (left !== undefined) last = nodeHash(left, last);
  }
  return {
    ...before,
    files: before.files + 1,
    bytes: before.bytes + entry.bytes,
    [count]: before[count] + 1,
    peaks: [...peaks, last].map(toHex),
  };
}

export function resultsOf({ peaks, ...counts }: FixityTally): FixityResults {
  if (peaks.length !== peaksOf(counts.files).length)
    throw new FormatError('results', 'has peaks of another size');
  return { ...counts, root: toHex(fold(peaks.map((peak) => fromHex(peak)))) };
}

/** @throws FormatError, also when the outcomes are not as many as the files */
export function parseFixityResults(value: unknown, field = 'results'): FixityResults {
  const names = ['files', 'bytes', ...COUNTS] as const;
  const members = parseMembers(value, field, { required: [...names, 'root'] });
  const count = (name: (typeof names)[number]) => parseCount(members[name], `${field}.${name}`);
  const results: FixityResults = {
    files: count('files'),
    bytes: count('bytes'),
    ok: count('ok'),
    repaired: count('repaired'),
    damaged: count('damaged'),
    missing: count('missing'),
    unreadable: count('unreadable'),
    root: parseBytes32(members['root'], `${field}.root`),
  };
  const outcomes = COUNTS.reduce((sum, name) => sum + results[name], 0);
  if (outcomes !== results.files)
    throw new FormatError(field, `has ${outcomes} outcomes for ${results.files} files`);
  return results;
}

function parseFixityEntry(value: unknown, field: string): FixityEntry {
  const members = parseMembers(value, field, { required: ['salt', 'sha256', 'cid', 'bytes', 'outcome'] });
  const sha256 = parseString(members['sha256'], `${field}.sha256`);
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new FormatError(`${field}.sha256`, 'must be 64 lower-case hex digits');
  const outcome = FIXITY_OUTCOMES.find((known) => known === members['outcome']);
  if (outcome === undefined)
    throw new FormatError(`${field}.outcome`, `must be one of ${FIXITY_OUTCOMES.join(', ')}`);
  return {
    salt: parseBytes32(members['salt'], `${field}.salt`),
    sha256,
    cid: parseFileCid(members['cid'], `${field}.cid`),
    bytes: parseCount(members['bytes'], `${field}.bytes`),
    outcome,
  };
}

/** @throws FormatError */
export function parseFixityProof(value: unknown, field: string): FixityProof {
  const { index, entry, proof } = parseMembers(value, field, { required: ['index', 'entry', 'proof'] });
  return {
    index: parseCount(index, `${field}.index`),
    entry: parseFixityEntry(entry, `${field}.entry`),
    proof: parseArray(proof, `${field}.proof`, parseBytes32),
  };
}

/** Whether an entry belongs to the results that a body states. */
export function verifyFixityEntry({ index, entry, proof }: FixityProof, results: FixityResults): Verdict {
  const verdict = verifyInclusion({
    leafHash: leafHash(encodeFixityEntry(entry)),
    index,
    size: results.files,
    proof: proof.map((hash) => fromHex(hash)),
    root: fromHex(results.root),
  });
  return verdict.ok ? verdict : refuse(`fixity of ${entry.sha256}: ${verdict.reason}`);
}
