import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AUTHORIZED, PROFILE } from './store-under-test.ts';
import { startStoreProcess } from './store-process.ts';

const MIB = 1_048_576;

describe('content-store process', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lanran-content-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it('ends cleanly within two seconds of SIGTERM, in the middle of an upload and a download', async () => {
    const store = await startStoreProcess(directory);
    const { cid } = await store.ipfs.add(randomBytes(32 * MIB), PROFILE);
    const download = await fetch(`${store.url}/ipfs/${cid.toString()}`);
    const reader = download.body?.getReader();
    await reader?.read();
    // An upload that stays in the middle: its client has more to send and never does.
    const upload = request(`${store.url}/api/v0/add`, {
      method: 'POST',
      headers: { ...AUTHORIZED, 'content-type': 'multipart/form-data; boundary=b' },
    });
    const cut = new Promise<Error>((resolve) => upload.once('error', resolve));
    upload.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n');
    upload.write(randomBytes(4 * MIB));
    await expect.poll(() => readdirSync(join(directory, 'incoming')), { timeout: 20_000 }).toHaveLength(1);
    const asked = performance.now();
    expect(await store.end('SIGTERM')).toBe(0);
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(await cut).toBeInstanceOf(Error);
    await reader?.cancel().catch(() => undefined);
    const again = await startStoreProcess(directory);
    expect((await again.ipfs.repo.stat()).numObjects).toBe(33n);
    await again.end('SIGTERM');
  });

  it('ends with its parent', async () => {
    const store = await startStoreProcess(directory);
    store.process.disconnect();
    expect(await store.exited).toBe(0);
  });

  it('refuses a data directory in use, by naming it and its holder', async () => {
    const store = await startStoreProcess(directory);
    await expect(startStoreProcess(directory)).rejects.toThrow(
      `${directory} is in use by process ${String(store.process.pid)}`,
    );
    expect((await store.ipfs.version()).version).not.toBe('');
    await store.end('SIGTERM');
  });

  it('takes over the lock of a process that was killed', async () => {
    const store = await startStoreProcess(directory);
    await store.end('SIGKILL');
    const again = await startStoreProcess(directory);
    expect(await again.end('SIGTERM')).toBe(0);
  });

  it('refuses a port in use, by naming it', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await expect(startStoreProcess(directory, { PORT: String(port) })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use`,
    );
    other.close();
  });

  it('names a wrong setting', async () => {
    await expect(startStoreProcess(directory, { PORT: 'many' })).rejects.toThrow(/PORT/);
    await expect(startStoreProcess('')).rejects.toThrow(/DATA_DIR/);
  });

  it('holds no more memory for a large file than for a small one', async () => {
    const store = await startStoreProcess(directory);
    const peakMib = (): number =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(store.process.pid)}/status`, 'utf8'))?.[1]) /
      1_024;
    const portion = randomBytes(MIB);
    const add = async (mib: number) => {
      const content = async function* (): AsyncGenerator<Uint8Array> {
        for (let count = 0; count < mib; count++) yield portion;
      };
      const { cid } = await store.ipfs.add(content(), PROFILE);
      let bytes = 0;
      for await (const part of store.ipfs.cat(cid)) bytes += part.length;
      expect(bytes).toBe(mib * MIB);
    };
    await add(32);
    const small = peakMib();
    await add(384);
    expect(peakMib() - small).toBeLessThan(96);
    await store.end('SIGTERM');
  });
});
