import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeUploadBatch, encodeUploadBatch } from '@lanran/protocol/files/upload-batch';
import { z } from 'zod';
import { buildFolder, csvOf } from '../../scripts/import/build-folder.ts';
import { lanranJson } from '../../scripts/command-line.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';
import { BatchScene, smallFiles } from './batch-scene.ts';

const COUNT = 1_000;
/** In the first of the requests, so that others are still to be sent when it is refused. */
const BAD = '1.bin';
/** So that each request has at most 139 of them. */
const BYTES = 30_000;
const BAD_IN_METADATA = `path ${Buffer.from(BAD).toString('base64')}`;
const IMPORT_WITHIN_MS = 300_000;
const Answer = z.looseObject({ files: z.array(z.object({ path: z.string(), sha256: z.string() })) });
const Failure = z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string() }) });
const Report = z.object({
  counts: z.object({ published: z.number(), existing: z.number(), failed: z.number() }),
  errors: z.array(z.object({ row: z.number(), code: z.string() })),
});

const flip = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, at) => (at === 0 ? byte ^ 1 : byte));

/** What becomes of the file that is bad, between its hash and its upload. */
const DAMAGES: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array])[] = [
  ['has another digest', flip],
  ['is shorter', (bytes) => bytes.subarray(0, -1)],
];

describe('one bad file among 1,000', () => {
  let scene: BatchScene;
  let keyFile: string;
  let stateDir: string;

  beforeAll(async () => {
    scene = await BatchScene.open();
    keyFile = join(await temporaryFolder(), 'editor.key');
    await writeFile(keyFile, scene.editor.privateKey, { mode: 0o600 });
    stateDir = await temporaryFolder();
  });
  afterAll(() => scene.close());
  afterEach(() => {
    vi.unstubAllGlobals();
    scene.services.clock.catchUp();
  });

  const run = (...args: readonly string[]) =>
    lanranJson([...args, '--api', scene.served.url, '--key-file', keyFile], { LANRAN_STATE_DIR: stateDir });

  /** Damages the file wherever it is sent, and counts the files that are sent. */
  function damageOnItsWay(damage: (bytes: Uint8Array) => Uint8Array): { sent: number } {
    const counted = { sent: 0 };
    const send = fetch;
    vi.stubGlobal('fetch', (input: string | URL, init: RequestInit = {}) => {
      const { body: whole } = init;
      if (!(whole instanceof Uint8Array)) return send(input, init);
      const metadata = new Headers(init.headers).get('upload-metadata') ?? '';
      if (metadata.includes(BAD_IN_METADATA))
        return send(input, { ...init, body: new Uint8Array(damage(whole)) });
      if (!String(input).includes('/uploads/batch')) return send(input, init);
      const files = decodeUploadBatch(whole);
      counted.sent += files.length;
      const body = encodeUploadBatch(
        files.map((file) => (file.path === BAD ? { ...file, bytes: damage(file.bytes) } : file)),
      );
      return send(input, { ...init, body });
    });
    return counted;
  }

  it.each(DAMAGES)(
    'that %s is refused alone, and the same command sends it alone and publishes all',
    async (name, damage) => {
      const files = smallFiles(COUNT, { bytes: BYTES });
      const folder = await buildFolder(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])));
      const publish = [
        'publish',
        join(folder, 'plates'),
        '--kind',
        'film',
        '--community',
        'none',
        '--title',
        name,
      ];
      const size = await scene.services.log.size();

      const first = damageOnItsWay(damage);
      const refused = await run(...publish);
      vi.unstubAllGlobals();
      const second = damageOnItsWay((bytes) => bytes);
      const repeated = await run(...publish);

      expect(refused.exitCode).not.toBe(0);
      expect(Failure.parse(refused.document).error).toMatchObject({
        code: 'CONTENT_MISMATCH',
        message: expect.stringContaining(BAD) as string,
      });
      expect(first.sent).toBe(COUNT);
      expect(second.sent).toBeLessThanOrEqual(1);
      expect(repeated.exitCode).toBe(0);
      const told = Answer.parse(repeated.document).files.map(({ path, sha256 }) => `${path} ${sha256}`);
      const meant = files.map(({ path, sha256 }) => `${path.slice('plates/'.length)} ${sha256}`);
      expect(told.sort()).toEqual(meant.sort());
      expect(await scene.services.log.size()).toBe(size + 1);
    },
  );

  it(
    'of as many records fails its record alone, and the same command publishes the others',
    { timeout: IMPORT_WITHIN_MS },
    async () => {
      const numbers = Array.from({ length: COUNT }, (_, at) => at + 1);
      const folder = await buildFolder({
        'metadata.csv': csvOf(...numbers.map((at) => `film:${at},Film ${at},pattern,none,${at}.bin`)),
        ...Object.fromEntries(numbers.map((at) => [`${at}.bin`, `film ${at}`])),
      });
      const size = await scene.services.log.size();

      damageOnItsWay(flip);
      const { document } = await run('import', folder);
      const { counts, errors } = Report.parse(document);
      vi.unstubAllGlobals();
      const repeated = Report.parse((await run('import', folder)).document);

      expect(counts).toEqual({ published: COUNT - 1, existing: 0, failed: 1 });
      expect(errors).toMatchObject([{ row: 2, code: 'CONTENT_MISMATCH' }]);
      expect(repeated.counts).toEqual({ published: 1, existing: COUNT - 1, failed: 0 });
      expect(await scene.services.log.size()).toBe(size + COUNT);
    },
  );
});
