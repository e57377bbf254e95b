import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { licenseIdFrom } from '@lanran/protocol/kernel/ids';
import { downloadArchive, packagePath } from '@lanran/sdk/node/downloads/archive-download';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const BYTES = 200_000;

describe('a package that is saved as one file', () => {
  let folder: string;
  let apiUrl: string;
  let close: () => Promise<void>;
  /** Answers that have begun, in the order of their requests. */
  let answers: ServerResponse[];

  beforeEach(async () => {
    folder = await temporaryFolder();
    answers = [];
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': BYTES });
      response.write(Buffer.alloc(BYTES / 2, answers.length + 1));
      answers.push(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    };
  });
  afterEach(() => close());

  /** Begun, and half of it has arrived. */
  async function begin(out: string) {
    const number = answers.length;
    let half: () => void = () => undefined;
    const hasHalf = new Promise<void>((resolve) => {
      half = resolve;
    });
    let arrived = 0;
    const saved = downloadArchive(
      { apiUrl, token: 'session' },
      {
        path: packagePath(licenseIdFrom(1n), 'zip', null),
        out,
        onBegin: () => undefined,
        onBytes: (count) => {
          arrived += count;
          if (arrived >= BYTES / 2) half();
        },
      },
    );
    saved.catch(() => undefined);
    await hasHalf;
    return { saved, end: () => answers[number]?.end(Buffer.alloc(BYTES / 2, number + 1)) };
  }

  it('twice under one name is whole: the second to end is refused and leaves nothing', async () => {
    const out = join(folder, 'a.zip');
    const first = await begin(out);
    const second = await begin(out);
    second.end();
    expect(await second.saved).toBe(BYTES);
    first.end();
    await expect(first.saved).rejects.toMatchObject({ code: 'FILE_EXISTS', argument: 'out' });
    expect((await readFile(out)).equals(Buffer.alloc(BYTES, 2))).toBe(true);
    expect(await readdir(folder)).toEqual(['a.zip']);
  });

  it('says that the disk is full, and keeps nothing', async (context) => {
    const disk = mountSmallDisk(BYTES / 2 + 8_192);
    if (disk === null) return context.skip('no right to mount a small disk');
    try {
      const { saved, end } = await begin(join(disk.path, 'a.zip'));
      end();
      await expect(saved).rejects.toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringMatching(`${BYTES} bytes are needed, \\d+ are free`),
      });
      expect(await readdir(disk.path)).toEqual([]);
    } finally {
      disk.unmount();
    }
  });

  it('names --out where no file can be written there', async () => {
    await writeFile(join(folder, 'file'), 'x');
    const order = { path: packagePath(licenseIdFrom(1n), 'zip', null) };
    const out = join(folder, 'file/a.zip');
    const listeners = { onBegin: () => undefined, onBytes: () => undefined };
    const saved = downloadArchive({ apiUrl, token: 'session' }, { ...order, ...listeners, out });
    await expect(saved).rejects.toMatchObject({ argument: '--out' });
  });

  it('never takes the name of a file that came there meanwhile', async () => {
    const out = join(folder, 'a.zip');
    const { saved, end } = await begin(out);
    await writeFile(out, 'mine');
    end();
    await expect(saved).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect(await readdir(folder)).toEqual(['a.zip']);
  });
});
