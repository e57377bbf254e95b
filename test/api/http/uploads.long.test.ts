import { createHash, randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { crc32 } from 'node:zlib';
import { digestFile } from '@lanran/protocol/files/digest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../../api/platform/kernel/actor.ts';
import { FilesPlatform, KEPT_MS, MAX_FILE_BYTES, MUSEUM, QUOTA_BYTES, STRANGERS } from './platform.ts';
import { TusClient } from './tus-client.ts';

let platform: FilesPlatform;
let editor: TusClient;
let draft: string;
let drafts = 0;

beforeAll(async () => {
  platform = await FilesPlatform.start();
  editor = new TusClient(platform.url, 'editor');
});
afterAll(() => platform.close());

beforeEach(() => {
  draft = `draft-${drafts++}`;
  platform.drafts.create(draft, MUSEUM);
});

const idOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('an upload', () => {
  it('is recorded in its draft with the hashes of what arrived', async () => {
    const bytes = randomBytes(2_500_000);
    const response = await editor.upload(
      { draft, path: 'front/view 蜡染.tiff', sha256: sha256(bytes) },
      bytes,
    );
    expect(response.status).toBe(204);
    expect(response.headers.get('Upload-Offset')).toBe('2500000');
    expect(platform.drafts.files(draft)).toMatchObject([
      { path: 'front/view 蜡染.tiff', bytes: bytes.length, digest: await digestFile([bytes]) },
    ]);
  });

  it('may come in portions, and be asked how far it is', async () => {
    const bytes = randomBytes(300_000);
    const url = await editor.announce({ draft, path: 'a.png' }, bytes.length);
    for (const [start, end] of [
      [0, 100_000],
      [100_000, 100_001],
      [100_001, 300_000],
    ] as const) {
      const head = await editor.head(url);
      expect(head.headers.get('Upload-Offset')).toBe(String(start));
      expect(head.headers.get('Upload-Length')).toBe('300000');
      expect((await editor.append(url, start, bytes.subarray(start, end))).status).toBe(204);
    }
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
  });

  it('may begin with its creation', async () => {
    const bytes = randomBytes(1000);
    const pairs = `draft ${Buffer.from(draft).toString('base64')},path ${Buffer.from('a.png').toString('base64')}`;
    const response = await fetch(`${platform.url}/uploads`, {
      method: 'POST',
      headers: editor.headers({
        'Upload-Length': '1000',
        'Upload-Metadata': pairs,
        'Content-Type': 'application/offset+octet-stream',
      }),
      body: bytes,
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('Upload-Offset')).toBe('1000');
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
  });

  it('keeps what arrived when the connection breaks, and goes on from there', async () => {
    const bytes = randomBytes(5_000_000);
    const url = await editor.announce({ draft, path: 'a.tiff' }, bytes.length);
    await sendAndBreakOff(url, bytes.subarray(0, 3_000_000), bytes.length);
    await expect
      .poll(async () => Number((await editor.head(url)).headers.get('Upload-Offset')))
      .toBeGreaterThan(0);
    expect(platform.drafts.files(draft)[0]?.digest).toBeNull();

    const offset = Number((await editor.head(url)).headers.get('Upload-Offset'));
    expect(offset).toBeLessThan(bytes.length);
    expect((await editor.append(url, offset, bytes.subarray(offset))).status).toBe(204);
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
  });

  it('is finished by asking for it, when the process died before the last answer', async () => {
    const bytes = randomBytes(1000);
    const url = await editor.announce({ draft, path: 'a.png' }, bytes.length);
    await writeFile(platform.staging.pathOf(idOf(url)), bytes);
    expect(platform.drafts.files(draft)[0]?.digest).toBeNull();
    expect((await editor.head(url)).headers.get('Upload-Offset')).toBe('1000');
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
  });

  it('can be given up: the draft forgets it and the disk too', async () => {
    const url = await editor.announce({ draft, path: 'a.png' }, 10);
    expect((await editor.remove(url)).status).toBe(204);
    expect(platform.drafts.files(draft)).toEqual([]);
    expect((await editor.head(url)).status).toBe(404);
    expect((await stagedNames()).filter((name) => name.includes(idOf(url)))).toEqual([]);
  });

  it('reaches the fail point in its middle', async () => {
    platform.reached.length = 0;
    await editor.upload({ draft, path: 'a.tiff' }, randomBytes(1_000_000));
    expect(platform.reached).toContain('mid-upload');
  });
});

describe('two uploads of one path', () => {
  it('leave the newer one, whichever ends first', async () => {
    const bytes = randomBytes(1000);
    const older = await editor.announce({ draft, path: 'a.png' }, 1000);
    const newer = await editor.announce({ draft, path: 'a.png' }, bytes.length);
    expect((await editor.append(older, 0, randomBytes(1000))).status).toBe(404);
    expect((await editor.append(newer, 0, bytes)).status).toBe(204);
    expect(platform.drafts.files(draft)).toMatchObject([
      { uploadId: idOf(newer), digest: await digestFile([bytes]) },
    ]);
    expect((await stagedNames()).filter((name) => name.includes(idOf(older)))).toEqual([]);
  });

  it('leave the newer one when the older is under way', async () => {
    const older = await editor.announce({ draft, path: 'a.png' }, 5000);
    const sending = slowly(older, randomBytes(5000), 5000);
    await expect.poll(() => receivedBytes(older)).toBe(2500);
    const bytes = randomBytes(1000);
    const newer = await editor.announce({ draft, path: 'a.png' }, bytes.length);
    sending.finish();
    expect([404, 409]).toContain(await sending.status);
    expect((await editor.append(newer, 0, bytes)).status).toBe(204);
    expect(platform.drafts.files(draft)).toMatchObject([
      { uploadId: idOf(newer), digest: await digestFile([bytes]) },
    ]);
  });

  it('leave the older one, once it was whole, when the newer is given up, and else go on with the newer', async () => {
    const whole = randomBytes(1000);
    await editor.upload({ draft, path: 'a.png' }, whole);
    const [older] = platform.drafts.files(draft);
    const givenUp = await editor.announce({ draft, path: 'a.png' }, 5000);
    await editor.append(givenUp, 0, randomBytes(400));
    expect((await editor.remove(givenUp)).status).toBe(204);
    expect(platform.drafts.files(draft)).toEqual([older]);
    expect((await stagedNames()).join()).toContain(older?.uploadId);

    const bytes = randomBytes(2000);
    const newer = await editor.announce({ draft, path: 'a.png' }, bytes.length);
    expect((await editor.head(`${platform.url}/uploads/${older?.uploadId}`)).status).toBe(200);
    expect((await editor.append(newer, 0, bytes)).status).toBe(204);
    expect(platform.drafts.files(draft)).toMatchObject([
      { uploadId: idOf(newer), digest: await digestFile([bytes]) },
    ]);
    expect((await stagedNames()).join()).not.toContain(older?.uploadId);
  });

  it('leave the older one when the newer can’t be staged', async () => {
    await editor.upload({ draft, path: 'a.png' }, randomBytes(1000));
    const [older] = platform.drafts.files(draft);
    const staging = vi.spyOn(platform.staging.uploads, 'create').mockRejectedValue(new Error('disk I/O'));
    try {
      const refused = await editor.create({ draft, path: 'a.png' }, { 'Upload-Length': '10' });
      expect(refused.status).toBe(500);
    } finally {
      staging.mockRestore();
    }
    expect(platform.drafts.files(draft)).toEqual([older]);
  });

  it('leave one, and tell each other that it is gone, when many begin at once', async () => {
    const metadata = Object.entries({ draft, path: 'a.png' });
    const begin = (bytes: Uint8Array) =>
      fetch(`${platform.url}/uploads`, {
        method: 'POST',
        headers: editor.headers({
          'Upload-Length': String(bytes.length),
          'Upload-Metadata': metadata
            .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
            .join(','),
          'Content-Type': 'application/offset+octet-stream',
        }),
        body: bytes,
      });
    const answers = await Promise.all(Array.from({ length: 24 }, () => begin(randomBytes(1000))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => ![201, 404, 409, 410].includes(status))).toEqual([]);
    expect(platform.drafts.files(draft)).toMatchObject([{ digest: { bytes: 1000 } }]);
  });

  it('of one upload at once take each byte once', async () => {
    const bytes = randomBytes(200_000);
    const url = await editor.announce({ draft, path: 'a.png' }, bytes.length);
    const statuses = await Promise.all([editor.append(url, 0, bytes), editor.append(url, 0, bytes)]).then(
      (responses) => responses.map(({ status }) => status).sort(),
    );
    expect(statuses).toEqual([204, 409]);
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
  });
});

describe('a portion with a checksum', () => {
  const bytes = randomBytes(2_500_000);
  const CRC32 = Buffer.alloc(4);
  CRC32.writeUInt32BE(crc32(bytes));
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('base64');
  const append = (url: string, checksum: string) =>
    fetch(url, {
      method: 'PATCH',
      headers: editor.headers({
        'Upload-Offset': '0',
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Checksum': checksum,
      }),
      body: bytes,
    });

  it.each([
    ['sha1', digest('sha1')],
    ['sha256', digest('sha256')],
    ['md5', digest('md5')],
    ['crc32', CRC32.toString('base64')],
  ])('is taken when its %s is right', async (algorithm, expected) => {
    const url = await editor.announce({ draft, path: 'a.tiff' }, bytes.length);
    expect((await append(url, `${algorithm} ${expected}`)).status).toBe(204);
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
  });

  it('is refused with 460 when it was damaged, and nothing of it is kept', async () => {
    const url = await editor.announce({ draft, path: 'a.tiff' }, bytes.length);
    const refused = await append(url, `sha1 ${randomBytes(20).toString('base64')}`);
    expect(refused.status).toBe(460);
    expect(await refused.json()).toMatchObject({
      error: { code: 'CHECKSUM_MISMATCH', message: expect.stringContaining(digest('sha1')) },
    });
    expect((await editor.head(url)).headers.get('Upload-Offset')).toBe('0');
    expect((await append(url, `sha1 ${digest('sha1')}`)).status).toBe(204);
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
  });

  it.each([
    ['an algorithm that is not offered', 'sha512 AAAA', 'sha1, sha256'],
    ['a digest of another length', 'sha1 AAAA', '20 bytes'],
    ['what is no base64', 'sha1 ***', 'base64'],
  ])('is refused for %s before anything is sent', async (_name, checksum, named) => {
    const url = await editor.announce({ draft, path: 'a.tiff' }, bytes.length);
    const refused = await append(url, checksum);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: 'BAD_INPUT', field: 'Upload-Checksum', message: expect.stringContaining(named) },
    });
    expect((await editor.head(url)).headers.get('Upload-Offset')).toBe('0');
  });

  it('is offered to whoever asks what there is', async () => {
    const response = await fetch(`${platform.url}/uploads`, { method: 'OPTIONS' });
    expect(response.headers.get('Tus-Extension')?.split(',')).toEqual(
      expect.arrayContaining(['creation', 'termination', 'checksum', 'expiration']),
    );
    expect(response.headers.get('Tus-Checksum-Algorithm')).toBe('sha1,sha256,md5,crc32');
  });
});

describe('an upload that nobody goes on with', () => {
  afterEach(() => (platform.now = new Date()));

  it('says until when it is kept', async () => {
    const created = await editor.create({ draft, path: 'a' }, { 'Upload-Length': '10' });
    const expires = Date.parse(created.headers.get('Upload-Expires') ?? '');
    expect(Math.abs(expires - Date.now() - KEPT_MS)).toBeLessThan(60_000);
  });

  it('is given up after its time, in its draft too; one that is whole stays', async () => {
    const whole = randomBytes(10);
    await editor.upload({ draft, path: 'whole' }, whole);
    const url = await editor.announce({ draft, path: 'half' }, 10);
    await editor.append(url, 0, randomBytes(5));
    expect(await platform.uploads.expire()).toBe(0);

    platform.now = new Date(Date.now() + KEPT_MS + 60_000);
    expect(await platform.uploads.expire()).toBeGreaterThan(0);

    expect(platform.drafts.files(draft)).toMatchObject([
      { path: 'whole', digest: await digestFile([whole]) },
    ]);
    expect((await editor.head(url)).status).toBe(404);
  });
});

describe('an organization’s quota', () => {
  it('refuses what would pass it and names what is used; a file replaced makes room', async () => {
    const owner = STRANGERS;
    const stranger = new TusClient(platform.url, 'stranger');
    for (const each of ['first', 'second']) platform.drafts.create(each, owner);
    const most = String(MAX_FILE_BYTES);
    const begin = (draftId: string, path: string) =>
      stranger.create({ draft: draftId, path }, { 'Upload-Length': most });
    for (let count = 0; count < QUOTA_BYTES / MAX_FILE_BYTES; count++)
      expect((await begin('first', `reel-${count}`)).status).toBe(201);

    const refused = await begin('second', 'one-too-many');

    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({
      error: {
        code: 'QUOTA_EXCEEDED',
        message: expect.stringContaining(`${QUOTA_BYTES} of its ${QUOTA_BYTES}`),
        limit: { mostBytes: QUOTA_BYTES, usedBytes: QUOTA_BYTES, bytes: MAX_FILE_BYTES },
      },
    });
    expect(platform.drafts.files('second')).toEqual([]);
    expect((await begin('first', 'reel-0')).status).toBe(201);
  });
});

describe('bad input', () => {
  const GOOD = { path: 'a.png' };

  it.each([
    ['no draft', { draft: '' }, { 'Upload-Length': '1' }, 400, 'draft'],
    ['no length', {}, {}, 400, 'Upload-Length'],
    ['a length that is no number', {}, { 'Upload-Length': '-5' }, 400, 'upload-length'],
    ['a deferred length', {}, { 'Upload-Defer-Length': '1' }, 501, 'defer'],
    [
      'too many bytes',
      {},
      { 'Upload-Length': String(MAX_FILE_BYTES + 1) },
      413,
      `at most ${MAX_FILE_BYTES} bytes`,
    ],
    ['a parent folder in the path', { path: '../../etc/passwd' }, { 'Upload-Length': '1' }, 400, '..'],
    ['a hidden parent folder', { path: 'a/../../b' }, { 'Upload-Length': '1' }, 400, '..'],
    ['an absolute path', { path: '/etc/passwd' }, { 'Upload-Length': '1' }, 400, 'relative'],
    ['a Windows path', { path: 'C:\\x' }, { 'Upload-Length': '1' }, 400, 'backslash'],
    ['a path that looks like one on a drive', { path: 'a:b' }, { 'Upload-Length': '1' }, 400, '":"'],
    ['a control character', { path: 'a\nb' }, { 'Upload-Length': '1' }, 400, 'control'],
    ['an empty path', { path: '' }, { 'Upload-Length': '1' }, 400, 'path'],
    ['a path that is not in NFC', { path: 'e\u0301.png' }, { 'Upload-Length': '1' }, 400, 'form C'],
    ['a name in GBK', { path: '\ufffd\ufffd.png' }, { 'Upload-Length': '1' }, 400, 'GBK'],
    ['a device of Windows', { path: 'scans/NUL.tif' }, { 'Upload-Length': '1' }, 400, 'device'],
    ['a space at the end of a name', { path: 'a.tif ' }, { 'Upload-Length': '1' }, 400, 'space'],
    ['a file without a byte', {}, { 'Upload-Length': '0' }, 400, 'empty'],
    ['a sha256 that is none', { sha256: 'abc' }, { 'Upload-Length': '1' }, 400, 'sha256'],
    ['an unknown field', { colour: 'blue' }, { 'Upload-Length': '1' }, 400, 'colour'],
    ['an unknown draft', { draft: 'no-such' }, { 'Upload-Length': '1' }, 404, 'no-such'],
  ])('refuses %s and names it', async (_name, metadata, headers, status, named) => {
    const before = await stagedNames();
    const response = await editor.create({ draft, ...GOOD, ...metadata }, headers);
    const body = (await response.json()) as { error: { code: string; message: string; requestId: string } };
    expect({ status: response.status, message: body.error.message }).toMatchObject({
      status,
      message: expect.stringContaining(named),
    });
    expect(body.error.requestId).toBe(response.headers.get('X-Request-Id'));
    expect(platform.drafts.files(draft)).toEqual([]);
    expect(await stagedNames()).toEqual(before);
  });

  it('refuses a path that differs from another of the draft in case alone, until that is taken out', async () => {
    const url = await editor.announce({ draft, path: 'Skirt.tif' }, 10);
    const refused = await editor.create({ draft, path: 'skirt.TIF' }, { 'Upload-Length': '10' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: 'BAD_INPUT', field: 'path', message: expect.stringMatching(/"Skirt.tif".*Rename one/) },
    });
    expect(platform.drafts.files(draft)).toMatchObject([{ path: 'Skirt.tif' }]);
    await editor.remove(url);
    expect((await editor.create({ draft, path: 'skirt.TIF' }, { 'Upload-Length': '10' })).status).toBe(201);
  });

  it('refuses a file where another lies in a folder of that name', async () => {
    await editor.announce({ draft, path: 'skirt/front.tif' }, 10);
    const refused = await editor.create({ draft, path: 'skirt' }, { 'Upload-Length': '10' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: {
        code: 'BAD_INPUT',
        field: 'path',
        message: expect.stringMatching(/"skirt\/front.tif".*Rename one/),
      },
    });
    expect(platform.drafts.files(draft)).toMatchObject([{ path: 'skirt/front.tif' }]);
  });

  it('refuses metadata that is not base64', async () => {
    const headers = editor.headers({ 'Upload-Length': '1', 'Upload-Metadata': 'draft not*base64' });
    expect((await fetch(`${platform.url}/uploads`, { method: 'POST', headers })).status).toBe(400);
  });

  it('refuses a body longer than its announced length, and keeps nothing of it', async () => {
    const url = await editor.announce({ draft, path: 'a.png' }, 1000);
    const response = await editor.append(url, 0, randomBytes(1_000_000));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'LIMIT_EXCEEDED' } });
    expect((await editor.head(url)).headers.get('Upload-Offset')).toBe('0');
  });

  it('takes no more than the announced length from a body of unknown length', async () => {
    const url = await editor.announce({ draft, path: 'a.png' }, 1000);
    const body = new Blob([randomBytes(5000)]).stream();
    const headers = editor.headers({
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
    });
    const response = await fetch(url, { method: 'PATCH', headers, body, duplex: 'half' });
    expect(response.status).toBe(413);
    expect(platform.drafts.files(draft)[0]?.digest ?? null).toBeNull();
  });

  it('leaves a file that ends early unfinished', async () => {
    const url = await editor.announce({ draft, path: 'a.png' }, 1000);
    expect((await editor.append(url, 0, randomBytes(400))).status).toBe(204);
    expect((await editor.head(url)).headers.get('Upload-Offset')).toBe('400');
    expect(platform.drafts.files(draft)).toMatchObject([{ bytes: 1000, digest: null }]);
  });

  it('drops a file whose sha256 is not the announced one, and says both', async () => {
    const bytes = randomBytes(1000);
    const announced = sha256(randomBytes(1000));
    const response = await editor.upload({ draft, path: 'a.png', sha256: announced }, bytes);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'CONTENT_MISMATCH',
        message: expect.stringMatching(`a.png.*${announced}.*${sha256(bytes)}`),
      },
    });
    expect(platform.drafts.files(draft)).toEqual([]);
  });

  it('refuses a portion at the wrong offset', async () => {
    const url = await editor.announce({ draft, path: 'a.png' }, 1000);
    const response = await editor.append(url, 500, randomBytes(500));
    expect(response.status).toBe(409);
    const message = expect.stringContaining('ask by HEAD');
    expect(await response.json()).toMatchObject({ error: { code: 'CONFLICT', message } });
  });

  it.each(['no-such', '..%2f..%2fetc%2fpasswd', 'f'.repeat(32), '%00', `${'0'.repeat(32)}.json`])(
    'knows no upload %s',
    async (id) => {
      expect((await editor.head(`${platform.url}/uploads/${id}`)).status).toBe(404);
      expect((await editor.append(`${platform.url}/uploads/${id}`, 0, randomBytes(1))).status).toBe(404);
      expect((await editor.remove(`${platform.url}/uploads/${id}`)).status).toBe(404);
    },
  );
});

describe('access', () => {
  it('needs a session', async () => {
    const response = await new TusClient(platform.url, null).create(
      { draft, path: 'a' },
      { 'Upload-Length': '1' },
    );
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({ error: { code: 'SIGN_IN_REQUIRED' } });
    const expired = new TusClient(platform.url, 'expired');
    expect((await expired.create({ draft, path: 'a' }, { 'Upload-Length': '1' })).status).toBe(401);
  });

  it.each(['viewer', 'stranger'])('hides the draft from a %s as if it did not exist', async (token) => {
    const other = new TusClient(platform.url, token);
    const [hidden, absent] = await Promise.all([
      other.create({ draft, path: 'a' }, { 'Upload-Length': '1' }),
      other.create({ draft: 'absent', path: 'a' }, { 'Upload-Length': '1' }),
    ]);
    expect(hidden.status).toBe(404);
    expect(absent.status).toBe(404);
    expect(platform.drafts.files(draft)).toEqual([]);
  });

  it('hides an upload from another organization', async () => {
    const url = await editor.announce({ draft, path: 'a' }, 10);
    platform.drafts.create(`${draft}-of-strangers`, STRANGERS);
    const stranger = new TusClient(platform.url, 'stranger');
    expect((await stranger.head(url)).status).toBe(404);
    expect((await stranger.append(url, 0, randomBytes(10))).status).toBe(404);
    expect((await stranger.remove(url)).status).toBe(404);
    expect((await editor.head(url)).headers.get('Upload-Offset')).toBe('0');
  });

  it('does not hand staged bytes out again', async () => {
    const url = await editor.announce({ draft, path: 'a' }, 10);
    await editor.append(url, 0, randomBytes(10));
    expect((await fetch(url, { headers: editor.headers() })).status).toBe(404);
  });

  it('ends when the draft is published or deleted', async () => {
    const url = await editor.announce({ draft, path: 'a' }, 10);
    platform.drafts.delete(draft);
    expect((await editor.append(url, 0, randomBytes(10))).status).toBe(404);
  });
});

describe('uploads under way', () => {
  const memberOf = (organizationId: typeof MUSEUM): Actor => ({
    kind: 'member',
    address: `0x${'11'.repeat(20)}`,
    memberships: [{ organizationId, kind: 'INSTITUTION', role: 'VIEWER' }],
  });

  it('are listed with what has arrived, for members of the organization alone, until they are whole', async () => {
    const url = await editor.announce({ draft, path: 'reel.mov' }, 10);
    await editor.append(url, 0, randomBytes(4));
    const ofDraft = async () =>
      (await platform.uploads.listUnderWay(memberOf(MUSEUM), MUSEUM)).filter(
        ({ draftId }) => draftId === draft,
      );
    const [upload] = await ofDraft();
    expect(upload).toMatchObject({ draftId: draft, path: 'reel.mov', bytes: 10, receivedBytes: 4 });
    expect(upload?.expiresAt).toBeInstanceOf(Date);
    await expect(platform.uploads.listUnderWay(memberOf(STRANGERS), MUSEUM)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await editor.append(url, 4, randomBytes(6));
    expect(await ofDraft()).toEqual([]);
  });
});

describe('the sweep', () => {
  it('removes what no draft holds and nothing else', async () => {
    const kept = await editor.announce({ draft, path: 'kept' }, 10);
    platform.drafts.create(`${draft}-gone`, MUSEUM);
    const orphan = await editor.announce({ draft: `${draft}-gone`, path: 'a' }, 10);
    platform.drafts.delete(`${draft}-gone`);
    const heard: string[] = [];
    const removed = await platform.uploads.sweep((checked, all) => heard.push(`${checked} of ${all}`));
    expect(removed).toBeGreaterThan(0);
    expect(heard).toEqual(heard.map((_, at) => `${at} of ${heard.length}`));
    expect(heard.length).toBeGreaterThan(1);
    const names = (await stagedNames()).join();
    expect(names).toContain(idOf(kept));
    expect(names).not.toContain(idOf(orphan));
  });
});

async function stagedNames(): Promise<string[]> {
  return (await readdir(platform.stagingDir)).sort();
}

async function receivedBytes(url: string): Promise<number | null> {
  return (await platform.staging.find(idOf(url)))?.receivedBytes ?? null;
}

function patch(url: string, announcedBytes: number) {
  const headers = editor.headers({
    'Upload-Offset': '0',
    'Content-Type': 'application/offset+octet-stream',
    'Content-Length': String(announcedBytes),
  });
  return request(url, { method: 'PATCH', headers });
}

/** Sends some bytes of an announced body, then cuts the connection. */
async function sendAndBreakOff(url: string, bytes: Uint8Array, announcedBytes: number): Promise<void> {
  const sending = patch(url, announcedBytes);
  sending.on('error', () => undefined);
  sending.write(bytes);
  await expect.poll(() => receivedBytes(url)).toBeGreaterThan(0);
  sending.destroy();
}

/** Sends half, and the rest on `finish`. */
function slowly(url: string, bytes: Uint8Array, announcedBytes: number) {
  const sending = patch(url, announcedBytes);
  const status = new Promise<number>((resolve, reject) => {
    sending.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.on('error', reject);
  });
  sending.write(bytes.subarray(0, bytes.length / 2));
  return { status, finish: () => sending.end(bytes.subarray(bytes.length / 2)) };
}
