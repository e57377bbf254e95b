import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHORIZED, list, PROFILE, startStore, type StoreUnderTest } from './store-under-test.ts';

interface KuboError {
  Message: string;
  Code: number;
  Type: string;
}

describe('refused input', () => {
  let store: StoreUnderTest;
  beforeAll(async () => {
    store = await startStore();
  });
  afterAll(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  const post = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${store.url}/api/v0/${path}`, { method: 'POST', headers: AUTHORIZED, ...init });
  const refusal = async (answer: Response): Promise<KuboError> => (await answer.json()) as KuboError;
  const form = (...files: [name: string, content: string][]): FormData => {
    const body = new FormData();
    for (const [name, content] of files) body.append('file', new Blob([content]), encodeURIComponent(name));
    return body;
  };
  const expectNothingStored = async (): Promise<void> => {
    expect((await store.ipfs.repo.stat()).numObjects).toBe(0n);
    expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
    expect(readdirSync(join(store.directory, 'files'))).toEqual([]);
  };

  it.each(['dag/put', 'swarm/peers', 'config', 'toString', '__proto__', ''])(
    'refuses the command %s by name, in the shape of Kubo',
    async (command) => {
      const answer = await post(command);
      expect(answer.status).toBe(404);
      expect(await refusal(answer)).toMatchObject({ Type: 'error', Code: 1 });
      expect((await refusal(await post(command))).Message).toContain(`"${command}"`);
    },
  );

  it.each([
    'cid-version=0',
    'raw-leaves=false',
    'hash=sha3-256',
    'trickle=true',
    'nocopy=true',
    'inline=true',
    'chunker=rabin',
    'chunker=size-10',
    'chunker=size-99999999',
    'mode=0644',
    'to-files=/a',
    'max-file-links=174',
    'pin=perhaps',
    'preserve-mtime=true',
  ])('refuses to add with %s, by name', async (option) => {
    const answer = await post(`add?${option}`, { body: form(['a', 'content']) });
    expect(answer.status).toBe(400);
    expect((await refusal(answer)).Message).toContain(option.split('=')[0]);
    await expectNothingStored();
  });

  it.each(['../a', 'a/../../b', '..', 'a\\b', 'a\0b', '/'])('refuses the file name %j', async (name) => {
    const answer = await post('add', { body: form(['fine', 'content'], [name, 'content']) });
    expect(answer.status).toBe(400);
    expect((await refusal(answer)).Message).toContain('file name');
    await expectNothingStored();
  });

  it('refuses two files of one name, and a file below a file', async () => {
    for (const names of [
      ['a', 'a'],
      ['a', 'a/b'],
      ['a/b', 'a'],
    ]) {
      const answer = await post('add', {
        body: form(...names.map((name): [string, string] => [name, name])),
      });
      expect(answer.status).toBe(400);
      expect((await refusal(answer)).Message).toMatch(/named twice|is a file/);
      await expectNothingStored();
    }
  });

  it('refuses a body that ends before its last boundary', async () => {
    const headers = { ...AUTHORIZED, 'content-type': 'multipart/form-data; boundary=b' };
    const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf a file';
    const answer = await post('add', { headers, body });
    expect(answer.status).toBe(400);
    expect((await refusal(answer)).Message).toContain('ends early');
    await expectNothingStored();
  });

  it('forgets an upload whose client left in the middle', async () => {
    const socket = connect(Number(new URL(store.url).port), '127.0.0.1');
    socket.write('POST /api/v0/add HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n');
    socket.write(`Authorization: ${AUTHORIZED.authorization}\r\n`);
    socket.write('Content-Type: multipart/form-data; boundary=b\r\n\r\n');
    socket.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n');
    socket.write(randomBytes(3_000_000));
    const incoming = (): string[] => readdirSync(join(store.directory, 'incoming'));
    await expect.poll(incoming, { timeout: 20_000 }).toHaveLength(1);
    socket.destroy();
    await expect.poll(incoming, { timeout: 20_000 }).toEqual([]);
    await expectNothingStored();
  });

  it('forgets an upload whose source fails', async () => {
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield randomBytes(2_000_000);
      throw new Error('the camera card was pulled out');
    };
    await expect(store.ipfs.add(failing(), PROFILE)).rejects.toThrow();
    await expect.poll(() => readdirSync(join(store.directory, 'incoming')), { timeout: 20_000 }).toEqual([]);
    await expectNothingStored();
  });

  it('lets a client that sends much read why it was refused', async () => {
    const much = async function* (): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 40; count++) yield randomBytes(1_048_576);
    };
    const candidates = [
      { path: 'a\\b', content: much() },
      { path: 'c', content: 'c' },
    ];
    await expect(list(store.ipfs.addAll(candidates, PROFILE))).rejects.toThrow('file name');
    await expectNothingStored();
  });

  it('refuses arguments that are missing or wrong', async () => {
    expect((await refusal(await post('cat'))).Message).toContain('is required');
    expect((await refusal(await post('cat?arg=nonsense'))).Message).toContain('not a CID');
    const { cid } = await store.ipfs.add('content', { ...PROFILE, onlyHash: true });
    const wrong = await post(`cat?arg=${cid.toString()}&offset=-1`);
    expect(wrong.status).toBe(400);
    expect((await refusal(wrong)).Message).toContain('offset');
    expect((await refusal(await post('pin/ls?type=loose'))).Message).toContain('invalid type');
    expect((await refusal(await post('cat?arg=/ipns/example.org'))).Message).toContain('offline');
  });

  it('is not used by web pages', async () => {
    const answer = await post('add', { headers: { origin: 'https://example.org' }, body: form(['a', 'a']) });
    expect(answer.status).toBe(403);
    await expectNothingStored();
  });
});
