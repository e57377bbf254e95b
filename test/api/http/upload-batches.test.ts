import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { digestFile } from '@lanran/protocol/files/digest';
import {
  encodeBatchLine,
  encodeUploadBatch,
  MAX_BATCHED_FILES,
  MAX_STREAMED_BYTES,
  MAX_STREAMED_FILE_BYTES,
  UPLOAD_BATCH_TYPE,
  type BatchedFile,
} from '@lanran/protocol/files/upload-batch';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FilesPlatform, MUSEUM } from './platform.ts';

let platform: FilesPlatform;
let draft: string;
let drafts = 0;

beforeAll(async () => {
  platform = await FilesPlatform.start();
});
afterAll(() => platform.close());
beforeEach(() => {
  draft = `batch-draft-${drafts++}`;
  platform.drafts.create(draft, MUSEUM);
});

function file(path: string, bytes: Uint8Array = randomBytes(4_096)): BatchedFile {
  return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function send(
  body: Uint8Array,
  { session = 'editor', of = draft, query = `draft=${of}`, type = UPLOAD_BATCH_TYPE }: Partial<Sending> = {},
) {
  const response = await fetch(`${platform.url}/uploads/batch?${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(session !== null && { authorization: `Bearer ${session}` }) },
    body,
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

interface Sending {
  /** Null: signed out. */
  readonly session: string | null;
  readonly of: string;
  /** In place of the draft. */
  readonly query: string;
  readonly type: string;
}

interface Answer {
  readonly files: readonly { readonly path: string; readonly error: { readonly code: string } | null }[];
  readonly error: { readonly code: string; readonly message: string };
}

const stagedBatches = async () =>
  (await readdir(platform.stagingDir)).filter((name) => name.startsWith('batch-'));

describe('many files in one request', () => {
  it('are in the draft with the hashes of what arrived, and on the disk in one file', async () => {
    const files = Array.from({ length: 200 }, (_, at) => file(`plates/${at}.bin`));
    const before = (await stagedBatches()).length;
    const { status, body } = await send(encodeUploadBatch(files));
    expect(status).toBe(200);
    expect(body.files).toEqual(files.map(({ path }) => ({ path, error: null })));
    const held = platform.drafts.files(draft);
    expect(held).toHaveLength(200);
    expect(held[7]?.digest).toEqual(await digestFile([files[7]?.bytes ?? new Uint8Array(0)]));
    expect((await stagedBatches()).length).toBe(before + 1);
  });

  it('are each refused alone', async () => {
    const good = Array.from({ length: 40 }, (_, at) => file(`good/${at}.bin`));
    const bad = [
      { ...file('altered.bin'), sha256: 'ab'.repeat(32) },
      file('empty.bin', new Uint8Array(0)),
      file('../outside.bin'),
      file('GOOD/1.bin'),
      file('good/2.bin'),
      file('good/3.bin/below.bin'),
      { ...file('digest.bin'), sha256: 'no digest' },
    ];
    const { body } = await send(encodeUploadBatch([...good, ...bad]));
    expect(body.files.slice(0, 40).every(({ error }) => error === null)).toBe(true);
    expect(body.files.slice(40).map(({ error }) => error?.code)).toEqual([
      'CONTENT_MISMATCH',
      'BAD_INPUT',
      'BAD_INPUT',
      'BAD_INPUT',
      'BAD_INPUT',
      'BAD_INPUT',
      'BAD_INPUT',
    ]);
    expect(platform.drafts.files(draft)).toHaveLength(40);
    const batches = (await platform.staging.listBatches()).filter((batch) => batch[0]?.draftId === draft);
    expect(batches.map(({ length }) => length)).toEqual([40]);
  });

  it('take the places of files that were there, whose bytes leave the disk', async () => {
    await send(encodeUploadBatch([file('a.bin')]));
    const [before] = platform.drafts.files(draft);
    const newer = file('a.bin');
    await send(encodeUploadBatch([newer]));
    expect(platform.drafts.files(draft)).toMatchObject([{ path: 'a.bin', digest: { sha256: newer.sha256 } }]);
    expect(await platform.staging.find(before?.uploadId ?? '')).toBeNull();
  });

  it('are for editors of the draft alone', async () => {
    const body = encodeUploadBatch([file('a.bin')]);
    expect(await send(body, { session: null })).toMatchObject({ status: 401 });
    for (const session of ['viewer', 'stranger'])
      expect(await send(body, { session })).toMatchObject({ status: 404 });
    expect(await send(body, { of: 'another' })).toMatchObject({ status: 404 });
    expect(platform.drafts.files(draft)).toEqual([]);
  });

  it('are not read of whoever may not send them, and of an organization eight requests at once', async () => {
    const begun: ClientRequest[] = [];
    const begin = (session: string) => {
      const request = httpRequest(`${platform.url}/uploads/batch?draft=${draft}`, {
        method: 'POST',
        headers: {
          'content-type': UPLOAD_BATCH_TYPE,
          'content-length': 1_000_000,
          authorization: `Bearer ${session}`,
        },
      });
      begun.push(request);
      request.on('error', () => undefined);
      request.write('x'.repeat(1_000));
      return new Promise<number | undefined>((resolve) =>
        request.on('response', (response) => resolve(response.statusCode)),
      );
    };
    try {
      expect(await begin('stranger')).toBe(404);
      const answers = Array.from({ length: 9 }, () => begin('editor'));
      expect(await Promise.race(answers)).toBe(429);
    } finally {
      for (const request of begun) request.destroy();
    }
    await expect.poll(async () => (await send(encodeUploadBatch([file('a.bin')]))).status).toBe(200);
  });

  it('are refused together when there are too many, or the request is not what it says', async () => {
    const many = Array.from({ length: MAX_BATCHED_FILES + 1 }, (_, at) => file(`${at}`, utf8('x')));
    expect(await send(encodeUploadBatch(many))).toMatchObject({ status: 413 });
    const whole = encodeUploadBatch([file('a.bin')]);
    expect(await send(whole.subarray(0, 500))).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('a.bin: 4096 bytes') as string } },
    });
    expect(await send(whole, { type: 'application/octet-stream' })).toMatchObject({ status: 400 });
    expect(platform.drafts.files(draft)).toEqual([]);
  });

  it('of two clients that send the same at once are in the draft once, and on the disk once', async () => {
    const files = Array.from({ length: 30 }, (_, at) => file(`${at}.bin`));
    const before = (await stagedBatches()).length;
    const answers = await Promise.all([1, 2].map(() => send(encodeUploadBatch(files))));
    for (const { body } of answers) expect(body.files.every(({ error }) => error === null)).toBe(true);
    const held = platform.drafts.files(draft);
    expect(held).toHaveLength(30);
    expect((await stagedBatches()).length).toBe(before + 1);
    for (const { uploadId } of held) expect(await platform.staging.find(uploadId)).not.toBeNull();
  });

  it('are for drafts that they name, each refused alone, and on the disk in one file', async () => {
    const another = `${draft}-another`;
    const foreign = `${draft}-foreign`;
    platform.drafts.create(another, MUSEUM);
    platform.drafts.create(foreign, organizationIdOf('another-museum'));
    const before = (await stagedBatches()).length;
    const files = [
      { draft, ...file('a.bin') },
      { draft: another, ...file('a.bin') },
      { draft: another, ...file('A.bin') },
      { draft: foreign, ...file('a.bin') },
      { draft: 'missing', ...file('a.bin') },
      file('a.bin'),
    ];
    const { status, body } = await send(encodeUploadBatch(files), { query: `organization=${MUSEUM}` });
    expect(status).toBe(200);
    expect(body.files.map(({ error }) => error?.code ?? null)).toEqual([
      null,
      null,
      'BAD_INPUT',
      'NOT_FOUND',
      'NOT_FOUND',
      'BAD_INPUT',
    ]);
    for (const id of [draft, another]) expect(platform.drafts.files(id)).toHaveLength(1);
    expect(platform.drafts.files(foreign)).toEqual([]);
    expect((await stagedBatches()).length).toBe(before + 1);
    await platform.uploads.sweep();
    platform.drafts.delete(draft);
    await platform.uploads.sweep();
    const [held] = platform.drafts.files(another);
    expect(await platform.staging.find(held?.uploadId ?? '')).toMatchObject({ draftId: another });
    platform.drafts.delete(another);
    await platform.uploads.sweep();
    expect((await stagedBatches()).length).toBe(before);
  });

  it('of drafts that they name are taken of editors of the organization alone', async () => {
    const body = encodeUploadBatch([{ draft, ...file('a.bin') }]);
    const query = `organization=${MUSEUM}`;
    for (const session of ['viewer', 'stranger'])
      expect(await send(body, { session, query })).toMatchObject({ status: 404 });
    for (const unclear of [`draft=${draft}&${query}`, '', 'organization=museum'])
      expect(await send(body, { query: unclear })).toMatchObject({ status: 400 });
    const other = encodeUploadBatch([{ ...file('a.bin'), draft: 'another' }]);
    expect((await send(other)).body.files[0]?.error).toMatchObject({ code: 'BAD_INPUT' });
    expect(platform.drafts.files(draft)).toEqual([]);
  });

  it('leave the disk at the next start when no draft holds them', async () => {
    await send(encodeUploadBatch([file('a.bin'), file('b.bin')]));
    const ids = platform.drafts.files(draft).map(({ uploadId }) => uploadId);
    await platform.uploads.sweep();
    expect(await platform.staging.find(ids[0] ?? '')).not.toBeNull();
    platform.drafts.delete(draft);
    await platform.uploads.sweep();
    for (const id of ids) expect(await platform.staging.find(id)).toBeNull();
  });
});

describe('larger files among those of one request', () => {
  const large = (path: string) => file(path, randomBytes(1_500_000));
  const staged = async () => (await readdir(platform.stagingDir)).sort();

  it('are in the draft with the hashes of what arrived', async () => {
    const files = [large('1.exr'), file('small.txt'), large('2.exr')];
    const { status, body } = await send(encodeUploadBatch(files));
    expect(status).toBe(200);
    expect(body.files).toEqual(files.map(({ path }) => ({ path, error: null })));
    const held = new Map(platform.drafts.files(draft).map(({ path, digest }) => [path, digest]));
    for (const { path, bytes } of files) expect(held.get(path)).toEqual(await digestFile([bytes]));
  });

  it('are each refused alone, and leave nothing then', async () => {
    const good = large('good.exr');
    const files = [
      { ...large('altered.exr'), sha256: 'ab'.repeat(32) },
      large('../outside.exr'),
      file('long.exr', new Uint8Array(MAX_STREAMED_FILE_BYTES + 1)),
      good,
      large('GOOD.exr'),
    ];
    const before = (await staged()).length;
    const { body } = await send(encodeUploadBatch(files));
    expect(body.files.map(({ error }) => error?.code ?? null)).toEqual([
      'CONTENT_MISMATCH',
      'BAD_INPUT',
      'LIMIT_EXCEEDED',
      null,
      'BAD_INPUT',
    ]);
    const [held] = platform.drafts.files(draft);
    expect(await platform.staging.find(held?.uploadId ?? '')).toMatchObject({ path: 'good.exr' });
    await platform.staging.remove(held?.uploadId ?? '');
    expect(await staged()).toHaveLength(before);
  });

  it('stay when the connection breaks after them; the one under way leaves nothing', async () => {
    const [first, second] = [large('1.exr'), large('2.exr')];
    const body = encodeUploadBatch([first, second]);
    const before = (await staged()).length;
    const request = httpRequest(`${platform.url}/uploads/batch?draft=${draft}`, {
      method: 'POST',
      headers: {
        'content-type': UPLOAD_BATCH_TYPE,
        'content-length': body.length,
        authorization: 'Bearer editor',
      },
    });
    request.on('error', () => undefined);
    request.write(body.subarray(0, 2_500_000), () => request.destroy());
    await expect.poll(() => platform.drafts.files(draft).map(({ path }) => path)).toEqual(['1.exr']);
    const [held] = platform.drafts.files(draft);
    await platform.staging.remove(held?.uploadId ?? '');
    await expect.poll(async () => (await staged()).length).toBe(before);
    expect(platform.logLines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it('leave nothing of a request that is refused whole', async () => {
    const whole = encodeUploadBatch([large('1.exr')]);
    const tooLong = encodeBatchLine({ path: 'a', bytes: MAX_STREAMED_BYTES, sha256: 'ab'.repeat(32) });
    const before = await staged();
    for (const [rest, status] of [
      ['no line\n', 400],
      [tooLong, 413],
    ] as const)
      expect(await send(Buffer.concat([whole, Buffer.from(rest)]))).toMatchObject({ status });
    expect(await send(whole, { of: 'another' })).toMatchObject({ status: 404 });
    expect(platform.drafts.files(draft)).toEqual([]);
    expect(await staged()).toEqual(before);
  });
});
