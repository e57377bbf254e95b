import { describe, expect, it, vi } from 'vitest';
import type { SignedBatch } from '@lanran/sdk/publishing/batch-publishing';
import type { RowProblem } from '@lanran/sdk/import/problems';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { ImportHooks, PlannedWebRecord } from '../../../web/features/import/model/engine.ts';
import { countsOf, ImportRun } from '../../../web/features/import/model/import-run.ts';

const SIGNED: SignedBatch = { draftIds: ['d'], statements: ['{}'], signature: '0x01' };
const record = (row: number): PlannedWebRecord => ({
  row,
  externalId: `x:${String(row)}`,
  content: { community: null, kind: 'PATTERN', access: 'LICENSED', title: { en: 'One' }, synthetic: false },
  files: [{ path: 'a.png', bytes: 10, file: new File(['a'], 'a.png') }],
});
const asset = (row: number) => ({ row, externalId: `x:${String(row)}`, assetId: '0xa', leafIndex: 1 });

function runOf(run: (hooks: ImportHooks) => Promise<readonly RowProblem[]>) {
  let now = 0;
  return new ImportRun({ run, now: () => (now += 1_000) });
}

describe('an import on the page', () => {
  it('shows records as they go, waits for the signature, and ends with what is published', async () => {
    const run = runOf(async ({ hear, sign, onProgress }) => {
      hear({ kind: 'uploading', records: [record(2), record(3)], files: 2 });
      onProgress('d/a.png', 4);
      hear({ kind: 'arrived', record: record(2) });
      await sign([], [record(2)]);
      hear({ kind: 'published', asset: asset(2) });
      hear({ kind: 'existing', record: record(3), assetId: '0xb' });
      return [];
    });
    const over = run.start();
    await vi.waitFor(() => expect(run.getView().toSign?.number).toBe(1));
    expect(run.getView()).toMatchObject({ phase: 'running', totalBytes: 20, sentBytes: 4 });
    expect(run.getView().records.get(2)?.state).toBe('arrived');
    run.signed(SIGNED);
    await over;
    const { phase, records } = run.getView();
    expect(phase).toBe('done');
    expect([...records.values()].map(({ state, assetId }) => [state, assetId])).toEqual([
      ['published', '0xa'],
      ['existing', '0xb'],
    ]);
  });

  it('is stopped by who does not sign, and can be begun again', async () => {
    const run = runOf(async ({ sign }) => {
      await sign([], [record(2)]);
      return [];
    });
    const over = run.start();
    await vi.waitFor(() => expect(run.getView().toSign).not.toBeNull());
    run.stop();
    await over;
    expect(run.getView()).toMatchObject({ phase: 'stopped', error: null, toSign: null });
    const again = run.start();
    await vi.waitFor(() => expect(run.getView().toSign).not.toBeNull());
    run.signed(SIGNED);
    await again;
    expect(run.getView().phase).toBe('done');
  });

  it('says why it stopped by itself', async () => {
    const refusal = Object.assign(new Error('over'), { code: 'SIGN_IN_REQUIRED' });
    const run = runOf(() => Promise.reject(refusal));
    await run.start();
    expect(run.getView()).toMatchObject({ phase: 'stopped', error: refusal });
  });

  it('says of a limit by how much it was passed', async () => {
    const limit = { mostBytes: 10, usedBytes: 9, bytes: 2 };
    const full = new RefusedError('QUOTA_EXCEEDED', 'full', { limit });
    const run = runOf(() => Promise.reject(new RefusedError(full.code, full.message, { cause: full })));
    await run.start();
    expect(run.getView().error).toBe(full);
  });

  it('counts as published by it what it published before it stopped', async () => {
    const ends = [
      async ({ hear }: ImportHooks) => {
        hear({ kind: 'published', asset: asset(2) });
        throw new RefusedError('QUOTA_EXCEEDED', 'full');
      },
      async ({ hear }: ImportHooks) => {
        hear({ kind: 'existing', record: record(2), assetId: '0xa' });
        hear({ kind: 'existing', record: record(3), assetId: '0xb' });
        return [] as const;
      },
    ];
    const run = runOf(async (hooks) => (await ends.shift()?.(hooks)) ?? []);
    await run.start();
    await run.start();
    expect(countsOf(run.getView())).toEqual({ published: 1, existing: 1, failed: 0 });
  });

  it('shows no record as being sent once it has stopped', async () => {
    const run = runOf(async ({ hear }) => {
      hear({ kind: 'uploading', records: [record(2), record(3)], files: 2 });
      hear({ kind: 'arrived', record: record(2) });
      throw new RefusedError('QUOTA_EXCEEDED', 'full');
    });
    await run.start();
    expect(statesOf(run)).toEqual(['arrived', 'unsent']);
  });

  it('shows those that were left out when it is over', async () => {
    const run = runOf(async ({ hear }) => {
      hear({ kind: 'uploading', records: [record(2), record(3)], files: 2 });
      hear({ kind: 'published', asset: asset(2) });
      return [{ row: 3, column: 'files', code: 'FILE_BEYOND_QUOTA', message: 'It is too large.' }];
    });
    await run.start();
    expect(statesOf(run)).toEqual(['published', 'failed']);
  });

  it('names, with the records that are to be signed, the files of theirs that are not what their names promise', async () => {
    const doubt = { kind: 'ACTIVE', extension: 'svg' } as const;
    const run = runOf(async ({ hear, sign, onDoubt }) => {
      hear({ kind: 'uploading', records: [record(2), record(3)], files: 2 });
      for (const row of [2, 3]) onDoubt({ row, path: `${String(row)}.svg`, doubt });
      await sign([], [record(3)]);
      hear({ kind: 'uploading', records: [record(4)], files: 1 });
      await sign([], [record(4)]);
      return [];
    });
    const over = run.start();
    await vi.waitFor(() => expect(run.getView().toSign?.number).toBe(1));
    expect(run.getView().toSign?.doubts).toEqual([{ row: 3, path: '3.svg', doubt }]);
    run.signed(SIGNED);
    await vi.waitFor(() => expect(run.getView().toSign?.number).toBe(2));
    expect(run.getView().toSign?.doubts).toEqual([]);
    run.signed(SIGNED);
    await over;
  });
});

const statesOf = (run: ImportRun) => [...run.getView().records.values()].map(({ state }) => state);
