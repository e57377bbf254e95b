import { describe, expect, it } from 'vitest';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { formatBundle, parseBundle, type Bundle } from '@lanran/protocol/proofs/bundle';
import { revealBody } from '@lanran/protocol/proofs/bundle-parts';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { originOf, signCheckpoint } from '@lanran/protocol/log/checkpoint';
import { noteEvidence } from '@lanran/protocol/log/evidence';
import { digestFile } from '@lanran/protocol/files/digest';
import {
  encodeFixityEntry,
  type FixityEntry,
  type FixityOutcome,
  NOTHING_TALLIED,
  parseFixityResults,
  resultsOf,
  tally,
} from '@lanran/protocol/files/fixity';
import { parseAssetId } from '@lanran/protocol/kernel/ids';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { verifyBundle } from '@lanran/protocol/proofs/verify';
import { buildStatement, filled, LOG_ID } from './builders.ts';

const key = generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(9));

async function buildEntries(outcomes: readonly FixityOutcome[]): Promise<FixityEntry[]> {
  const digests = await Promise.all(outcomes.map((_, at) => digestFile([Uint8Array.of(at)])));
  return outcomes.map((outcome, at) => {
    const digest = digests[at];
    if (digest === undefined) throw new Error('A digest for each outcome expected.');
    return { salt: filled(at + 1), sha256: digest.sha256, cid: digest.cid, bytes: digest.bytes, outcome };
  });
}

/** A run over one original for each outcome, of which the proofs at `listed` are in the bundle. */
async function buildRun(outcomes: readonly FixityOutcome[], listed: readonly number[]) {
  const entries = await buildEntries(outcomes);
  const results = resultsOf(entries.reduce(tally, NOTHING_TALLIED));
  const body = buildBody({
    schema: 'lanran/fixity-checked/1',
    run: filled(0x77),
    scope: 'ALL',
    logSize: 3,
    startedAt: 1_795_000_000,
    endedAt: 1_795_000_060,
    results: { ...results },
    restrictedResults: { ...resultsOf(NOTHING_TALLIED) },
  });
  const statement = buildStatement({
    kind: 'fixity-checked',
    assetId: parseAssetId(filled(0x77)),
    bodyHash: bodyHash(body),
  });
  const signer = parseSigningKey(key.skey);
  const evidence = noteEvidence(statement, LOG_ID, signer);
  const log = new MemoryTree([encodeLeaf(statement, evidence)]);
  const tree = new MemoryTree(entries.map(encodeFixityEntry));
  const shown = body.fields.map(({ name }) => name).filter((name) => name !== 'restrictedResults');
  const bundle: Bundle = {
    format: 'lanran/bundle/1',
    logId: LOG_ID,
    checkpointKey: key.vkey,
    statement,
    evidence,
    body: revealBody(body, shown),
    files: [],
    leaf: { index: 0, proof: [] },
    checkpoint: signCheckpoint(
      { origin: originOf(LOG_ID), size: 1, root: toHex(log.root()) },
      parseSigningKey(key.skey),
    ),
    fixity: listed.map((index) => {
      const entry = entries[index];
      if (entry === undefined) throw new Error('An entry expected.');
      return { index, entry, proof: tree.inclusionProof(index).map(toHex) };
    }),
  };
  return { bundle, entries };
}

const checkOf = async (bundle: Bundle, name: string, known = {}) =>
  (await verifyBundle(bundle, known)).checks.find((check) => check.name === name);

describe('fixity results', () => {
  it('tally file by file to the root of the whole tree, at every size', async () => {
    const entries = await buildEntries(
      Array.from({ length: 70 }, (_, at) => (at % 9 === 0 ? 'DAMAGED' : 'OK')),
    );
    let now = NOTHING_TALLIED;
    const tree = new MemoryTree();
    expect(resultsOf(now).root).toBe(toHex(tree.root()));
    for (const entry of entries) {
      now = tally(now, entry);
      tree.append(encodeFixityEntry(entry));
      expect(resultsOf(now).root).toBe(toHex(tree.root()));
    }
    expect(resultsOf(now)).toMatchObject({ files: 70, bytes: 70, ok: 62, damaged: 8, missing: 0 });
  });

  it('are refused when their outcomes are not as many as their files', () => {
    const results = { ...resultsOf(NOTHING_TALLIED), files: 2, ok: 1 };
    expect(() => parseFixityResults(results)).toThrow('has 1 outcomes for 2 files');
  });
});

describe('a bundle of a fixity run', () => {
  it('proves what was found of one original, offline, and shows nothing of the others', async () => {
    const { bundle, entries } = await buildRun(['OK', 'DAMAGED', 'REPAIRED', 'OK', 'MISSING'], [1, 2]);
    const text = formatBundle(bundle);
    expect(parseBundle(text)).toEqual(bundle);
    expect(text).not.toContain(entries[0]?.sha256);
    expect(text).not.toContain('restrictedResults');
    const report = await verifyBundle(bundle);
    expect(report.ok).toBe(true);
    expect(report.checks.find(({ name }) => name === 'signature')).toMatchObject({ status: 'pass' });
    expect(report.checks.find(({ name }) => name === 'fixity')).toEqual({
      name: 'fixity',
      status: 'pass',
      reason: `the run read 5 originals (5 bytes) by 2026-11-18T11:07:40.000Z: 3 intact, 2 not; of 2 listed 1 intact, not: ${entries[1]?.sha256 ?? ''} DAMAGED`,
    });
  });

  it('fails when an outcome was made better than it was', async () => {
    const { bundle } = await buildRun(['OK', 'DAMAGED'], [1]);
    const better = bundle.fixity?.map((proof) => ({
      ...proof,
      entry: { ...proof.entry, outcome: 'OK' as const },
    }));
    expect(await checkOf({ ...bundle, fixity: better ?? [] }, 'fixity')).toMatchObject({ status: 'fail' });
  });

  it('compares files at hand, so that a copy is known to be the published one', async () => {
    const { bundle } = await buildRun(['DAMAGED', 'OK'], [0]);
    const own = await digestFile([Uint8Array.of(0)]);
    const other = await digestFile([Uint8Array.of(9)]);
    const asked = (digest: typeof own) => ({ files: new Map([['copy.tif', digest]]) });
    expect(await checkOf(bundle, 'fixity', asked(own))).toMatchObject({ status: 'pass' });
    expect(await checkOf(bundle, 'fixity', asked(other))).toMatchObject({
      status: 'fail',
      reason: 'file copy.tif is not among the listed ones',
    });
    expect(await checkOf(bundle, 'files', asked(own))).toMatchObject({ status: 'unknown' });
  });

  it('fails where outcomes are listed for a statement of no run', async () => {
    const { bundle } = await buildRun(['OK'], [0]);
    const statement = { ...bundle.statement, kind: 'genesis' as const };
    expect(await checkOf({ ...bundle, statement }, 'fixity')).toMatchObject({ status: 'fail' });
  });
});
