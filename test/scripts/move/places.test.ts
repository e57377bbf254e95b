import { once } from 'node:events';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlaceOptions, readPlaces, readSearch } from '../../../scripts/move/places.ts';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';

const DOCUMENTS = 'mongodb://lanran:a-password@db/lanran';
const FILES = 'http://kubo:5001';

describe('where a move goes', () => {
  let directory: string;
  const said: string[] = [];
  beforeEach(() => {
    directory = temporaryDirectory();
    said.length = 0;
  });
  afterEach(() => rm(directory, { recursive: true }));

  const read = (options: PlaceOptions, env: NodeJS.ProcessEnv = {}) =>
    readPlaces(options, { env, say: (line) => said.push(line) });
  async function file(text: string, mode = 0o600): Promise<string> {
    const path = join(directory, 'place');
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  }

  it('is named by options, and one with a password is warned of', async () => {
    expect(await read({ documents: DOCUMENTS, files: FILES })).toEqual({
      documents: DOCUMENTS,
      files: FILES,
    });

    expect(said).toHaveLength(1);
    expect(said[0]).toContain('--documents shows in this machine');
    expect(said[0]).not.toContain('a-password');
  });

  it('is named by a file of one line, which only its owner should read', async () => {
    expect(await read({ documentsFile: await file(`${DOCUMENTS}\n`) })).toEqual({
      documents: DOCUMENTS,
      files: null,
    });
    expect(said).toEqual([]);

    await read({ documentsFile: await file(DOCUMENTS, 0o644) });
    expect(said[0]).toContain('others can read');
  });

  it('is named by the environment, unless an option names another', async () => {
    const env = { LANRAN_MOVE_DOCUMENTS: DOCUMENTS, LANRAN_MOVE_FILES: FILES };

    expect(await read({}, env)).toEqual({ documents: DOCUMENTS, files: FILES });
    expect(await read({ files: 'embedded' }, env)).toEqual({ documents: DOCUMENTS, files: 'embedded' });
    expect(said).toEqual([]);
  });

  it.each([
    [{}, {}, '--documents: name with --documents, --files or both'],
    [{ documents: 'mongodb://db' }, {}, '--documents: name mongodb://HOST/DATABASE with a database'],
    [{ documents: 'mongodb://db/admin' }, {}, "--documents: the database admin is MongoDB's own"],
    [
      { documents: 'mongodb://db/Local?replicaSet=a' },
      {},
      "--documents: the database Local is MongoDB's own",
    ],
    [{}, { LANRAN_MOVE_DOCUMENTS: 'mongodb://db/c%6fnfig' }, "MongoDB's own"],
    [{ files: 'kubo' }, {}, '--files: name the RPC of a node'],
    [{ files: 'http://kubo:5001/api/v0' }, {}, '--files: leave out /api/v0'],
    [{}, { LANRAN_MOVE_FILES: 'kubo' }, 'LANRAN_MOVE_FILES: name the RPC of a node'],
    [{ filesFile: '/nowhere' }, {}, "--files-file: /nowhere can't be read"],
  ])('is refused as %j with %j', async (options, env, message) => {
    await expect(read(options, env)).rejects.toThrow(message);
  });
});

describe('the search server that a move names', () => {
  const said: string[] = [];
  const read = (search: string | undefined, env: NodeJS.ProcessEnv = {}) =>
    readSearch(search === undefined ? {} : { search }, { env, say: (line) => said.push(line) });

  async function serving<T>(version: object, work: (url: string) => Promise<T>): Promise<T> {
    const server = createServer((_, response) => response.end(JSON.stringify({ version })));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.close();
    }
  }

  it('is taken where an OpenSearch answers, by option or by the environment', async () => {
    await serving({ distribution: 'opensearch', number: '2.19.1' }, async (url) => {
      expect(await read(url)).toBe(url);
      expect(await read(undefined, { LANRAN_MOVE_SEARCH: url })).toBe(url);
    });
    expect(said).toEqual([]);
    expect(await read(undefined)).toBeNull();
  });

  it('is refused where something else answers, or nothing', async () => {
    await serving({ number: '1' }, async (url) => {
      await expect(read(url)).rejects.toThrow('not OpenSearch 2 or later. Nothing was changed.');
    });
    await expect(read('http://127.0.0.1:1')).rejects.toThrow(
      "The search server at http://127.0.0.1:1 can't be used",
    );
    await expect(read('nowhere')).rejects.toThrow('--search: name an OpenSearch');
  });
});
