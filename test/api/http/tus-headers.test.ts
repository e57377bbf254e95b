import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { digestFile } from '@lanran/protocol/files/digest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FilesPlatform, MUSEUM } from './platform.ts';
import { TusClient } from './tus-client.ts';

const PORTION = { 'Content-Type': 'application/offset+octet-stream' };

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

describe('an upload request', () => {
  it.each([
    ['of another protocol version', { 'Tus-Resumable': '0.2.2' }, '"0.2.2" is not served'],
    ['of no protocol version', {}, 'is missing'],
  ])('%s is refused with the version that is served', async (_name, version, named) => {
    const { 'Tus-Resumable': _ours, ...headers } = editor.headers({ 'Upload-Length': '1' });
    const url = `${platform.url}/uploads`;
    const response = await fetch(url, { method: 'POST', headers: { ...headers, ...version } });
    expect(response.status).toBe(412);
    expect(response.headers.get('Tus-Version')).toBe('1.0.0');
    expect(response.headers.get('Tus-Resumable')).toBe('1.0.0');
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining(named) } });
  });

  it.each([{ 'Content-Type': 'text/plain' }, {}])(
    'that sends a portion of type %o is refused, and nothing of it is kept',
    async (type) => {
      const url = await editor.announce({ draft, path: 'a.png' }, 10);
      const headers = editor.headers({ 'Upload-Offset': '0', ...type });
      const response = await fetch(url, { method: 'PATCH', headers, body: randomBytes(10) });
      expect(response.status).toBe(415);
      const message = expect.stringContaining('application/offset+octet-stream');
      expect(await response.json()).toMatchObject({ error: { code: 'BAD_INPUT', message } });
      expect((await editor.head(url)).headers.get('Upload-Offset')).toBe('0');
    },
  );

  it('that asks what is served is told the headers that are read, and no others', async () => {
    const { headers } = await fetch(`${platform.url}/uploads`, { method: 'OPTIONS' });
    expect(headers.get('Access-Control-Allow-Headers')?.split(', ')).toEqual([
      'Authorization',
      'Content-Type',
      'Tus-Resumable',
      'Upload-Checksum',
      'Upload-Length',
      'Upload-Metadata',
      'Upload-Offset',
      'X-HTTP-Method-Override',
    ]);
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(headers.get('Access-Control-Expose-Headers')).toBeNull();
  });
});

describe('docs/uploads.md', () => {
  const document = readFileSync(new URL('../../../docs/uploads.md', import.meta.url), 'utf8');
  const keysIn = (text: string | undefined) =>
    [...(text ?? '').matchAll(/`(\w+)`/g)].map(([, key = '']) => key);
  const create = (metadata: Record<string, string>) => editor.create(metadata, { 'Upload-Length': '1' });

  it('names the metadata keys that are read, and those that are ignored', async () => {
    const rows = /\| key \|.*\n\|---.*\n((?:\|.*\n)+)/.exec(document)?.[1]?.split('\n') ?? [];
    expect(rows.flatMap((row) => keysIn(/^\| (\S+) \|/.exec(row)?.[1]))).toEqual(['draft', 'path', 'sha256']);
    const ignored = keysIn(/\n(.*), which common clients send, are ignored/.exec(document)?.[1]);
    expect(ignored).toContain('filename');
    const sent = Object.fromEntries(ignored.map((key) => [key, 'x']));
    expect((await create({ draft, path: 'a.png', sha256: '0'.repeat(64), ...sent })).status).toBe(201);
    expect((await create({ draft, path: 'b.png', creator: 'x' })).status).toBe(400);
    expect((await create({ path: 'b.png' })).status).toBe(400);
    expect((await create({ draft })).status).toBe(400);
  });
});

describe('a client whose network lets POST alone through', () => {
  const post = (url: string, method: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    fetch(url, {
      method: 'POST',
      headers: editor.headers({ 'X-HTTP-Method-Override': method, ...headers }),
      ...(body !== undefined && { body: Buffer.from(body) }),
    });

  it('sends portions, asks how far they are and gives up', async () => {
    const bytes = randomBytes(1000);
    const url = await editor.announce({ draft, path: 'a.png' }, bytes.length);
    const first = await post(url, 'PATCH', { ...PORTION, 'Upload-Offset': '0' }, bytes.subarray(0, 400));
    expect([first.status, first.headers.get('Upload-Offset')]).toEqual([204, '400']);
    const head = await post(url, 'HEAD');
    expect([head.status, head.headers.get('Upload-Offset')]).toEqual([200, '400']);
    const rest = await post(url, 'PATCH', { ...PORTION, 'Upload-Offset': '400' }, bytes.subarray(400));
    expect(rest.status).toBe(204);
    expect(platform.drafts.files(draft)[0]?.digest).toEqual(await digestFile([bytes]));
    const other = await editor.announce({ draft, path: 'b.png' }, 10);
    expect((await post(other, 'DELETE')).status).toBe(204);
    expect((await editor.head(other)).status).toBe(404);
  });

  it('has its portions compared with their checksum', async () => {
    const url = await editor.announce({ draft, path: 'a.png' }, 10);
    const checksum = `sha1 ${randomBytes(20).toString('base64')}`;
    const headers = { ...PORTION, 'Upload-Offset': '0', 'Upload-Checksum': checksum };
    expect((await post(url, 'PATCH', headers, randomBytes(10))).status).toBe(460);
  });

  it('is told which methods a POST can stand for', async () => {
    const response = await post(`${platform.url}/uploads`, 'PUT');
    expect(response.status).toBe(400);
    const message = expect.stringContaining('PATCH, HEAD, DELETE');
    expect(await response.json()).toMatchObject({ error: { field: 'X-HTTP-Method-Override', message } });
  });

  it('can not replace a method that only reads', async () => {
    const url = await editor.announce({ draft, path: 'a.png' }, 10);
    await fetch(url, { headers: editor.headers({ 'X-HTTP-Method-Override': 'DELETE' }) });
    expect((await editor.head(url)).status).toBe(200);
  });
});
