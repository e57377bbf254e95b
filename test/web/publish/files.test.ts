import { describe, expect, it } from 'vitest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import {
  byUrgency,
  itemsOf,
  standingOfSequence,
} from '../../../web/features/publish/editor/model/draft-items.ts';
import { areReady, isThere, rowsOf } from '../../../web/features/publish/uploads/model/file-rows.ts';
import type { FileWork } from '../../../web/features/publish/uploads/model/upload-phase.ts';

const digestOf = (sha256: string): FileDigest => ({ bytes: 3, sha256, cid: 'bafk', xxh64: '0' });
const buildWork = (overrides: Partial<FileWork>): FileWork => ({
  path: 'a',
  bytes: 3,
  phase: 'waiting',
  hashedBytes: 0,
  sentBytes: 0,
  sha256: null,
  error: null,
  isBegun: false,
  ...overrides,
});

describe('how a draft’s files stand', () => {
  const server = (path: string, sha256: string | null) => ({
    path,
    bytes: '3',
    uploadUrl: null,
    isReplacement: false,
    sha256,
    isComplete: sha256 !== null,
  });
  const standings = (parts: Partial<Parameters<typeof rowsOf>[0]>) =>
    Object.fromEntries(
      rowsOf({
        server: [],
        work: new Map(),
        digests: new Map(),
        doubts: new Map(),
        kept: new Map(),
        ...parts,
      }).map(({ path, standing }) => [path, standing]),
    );

  it('is told by our own hashes, not by the platform’s alone', () => {
    expect(
      standings({
        server: [server('same', 'aa'), server('other', 'bb'), server('never', 'cc'), server('part', null)],
        digests: new Map([
          ['same', digestOf('aa')],
          ['other', digestOf('xx')],
        ]),
      }),
    ).toEqual({ same: 'arrived', other: 'differs', never: 'unchecked', part: 'interrupted' });
  });

  it('counts as there what has arrived since the platform was asked', () => {
    const work = new Map(
      (['done', 'sending', 'failed'] as const).map((phase) => [phase, buildWork({ path: phase, phase })]),
    );
    const none = { digests: new Map(), doubts: new Map(), kept: new Map() };
    const rows = rowsOf({ server: [], work, ...none });
    expect(rows.filter(isThere).map(({ path }) => path)).toEqual(['done']);
  });

  it('keeps what stands in the version before as it was', () => {
    const kept = new Map([['old', 'aa']]);
    expect(standings({ server: [server('old', 'aa')], kept })).toEqual({ old: 'kept' });
    expect(standings({ server: [server('old', 'bb')], kept })).toEqual({ old: 'unchecked' });
  });

  it('tells what an earlier visit had begun from what it had not', () => {
    const work = new Map(
      (['begun', 'chosen', 'part', 'whole'] as const).map((path) => [
        path,
        buildWork({ path, phase: 'missing', isBegun: path !== 'chosen' }),
      ]),
    );
    const there = [server('part', null), server('whole', 'aa')];
    const digests = new Map([['whole', digestOf('aa')]]);
    expect(standings({ server: there, work, digests })).toEqual({
      begun: 'expired',
      chosen: 'missing',
      part: 'interrupted',
      whole: 'arrived',
    });
  });

  it('shows of many files first what needs the person, then what moves', () => {
    const phases = { a: 'done', b: 'ready', c: 'sending', d: 'failed', e: 'paused' } as const;
    const work = new Map(
      Object.entries(phases).map(([path, phase]) => [path, buildWork({ path, phase })] as const),
    );
    const rows = rowsOf({
      server: [server('a', 'aa')],
      work,
      digests: new Map(),
      doubts: new Map(),
      kept: new Map(),
    });
    expect(byUrgency(itemsOf(rows)).map(({ key }) => key)).toEqual(['a', 'd', 'c', 'b', 'e']);
  });

  it('is told of a sequence in one line, with what is missing and which frame failed', () => {
    const phases = { '0001': 'done', '0002': 'failed', '0005': 'sending' } as const;
    const work = new Map(
      Object.entries(phases).map(([frame, phase]) => {
        const path = `plate.${frame}.exr`;
        return [path, buildWork({ path, phase, sentBytes: phase === 'sending' ? 2 : 0 })] as const;
      }),
    );
    const there = [server('note.txt', 'aa'), server('plate.0001.exr', 'bb')];
    const digests = new Map([['plate.0001.exr', digestOf('bb')]]);
    const rows = rowsOf({
      server: there,
      work,
      digests,
      doubts: new Map(),
      kept: new Map([['note.txt', 'aa']]),
    });
    const [sequence, note] = byUrgency(itemsOf(rows));
    expect(note).toMatchObject({ kind: 'file', key: 'note.txt' });
    if (sequence?.kind !== 'sequence') throw new Error('The frames are not grouped.');
    expect(sequence).toMatchObject({ name: 'plate.0001–0005.exr', frames: { missingCount: 2 } });
    expect(standingOfSequence(sequence.rows)).toMatchObject({
      arrived: 1,
      failed: [{ path: 'plate.0002.exr' }],
      working: 1,
      phase: 'sending',
      bytes: 9,
      sentBytes: 5,
    });
  });

  it('is ready for a signature when every file is ours', () => {
    const rows = (sha256: string) =>
      rowsOf({
        server: [server('a', sha256)],
        work: new Map(),
        digests: new Map([['a', digestOf('aa')]]),
        doubts: new Map(),
        kept: new Map(),
      });
    expect(areReady(rows('aa'))).toBe(true);
    expect(areReady(rows('bb'))).toBe(false);
    expect(areReady([])).toBe(false);
  });
});
