import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { Platform } from '@lanran/sdk/kernel/session';
import { answerRequest, readThread } from '@lanran/sdk/desk/requests';
import { downloadRequestFile, uploadRequestFile } from '@lanran/sdk/desk/request-files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFiles, saveFiles, uploadFiles } from '../../../scripts/cli/desk/request-files.ts';
import { DeskScene, type Reader } from '../../api/desk/desk-scene.ts';

const WORDS = 'The council reads this.\n';

describe('files of threads from the command line', () => {
  let scene: DeskScene;
  let dir: string;
  beforeAll(async () => {
    scene = await DeskScene.start();
    dir = mkdtempSync(join(tmpdir(), 'lanran-cli-request-files-'));
    writeFileSync(join(dir, 'contract.txt'), WORDS);
    writeFileSync(join(dir, 'program.exe'), WORDS);
    writeFileSync(join(dir, 'long.csv'), 'x'.repeat(10_000_001));
  });
  afterAll(async () => {
    await scene.close();
    rmSync(dir, { recursive: true });
  });

  async function platformOf(reader: Exclude<Reader, 'guest'>): Promise<Platform> {
    const apiUrl = scene.stage.url;
    const token = await scene.stage.signInKey(scene.addressOf(reader));
    return { apiUrl, token, api: new GraphqlClient(apiUrl, token) } as Platform;
  }

  async function threadWithFile(): Promise<string> {
    const [request] = await scene.sent([scene.assets.plain]);
    const id = request?.id ?? '';
    const platform = await platformOf('holderOwner');
    const files = await uploadFiles(platform, { request: id }, await readFiles([join(dir, 'contract.txt')]));
    await answerRequest(platform.api, id, { kind: 'MESSAGE', after: 1, message: 'Read it.', ...files });
    return id;
  }

  it('are sent with an answer, and saved by the other party as they were', async () => {
    const id = await threadWithFile();
    const platform = await platformOf('askersViewer');
    const thread = await readThread(platform.api, id);
    expect(thread[1]?.files).toMatchObject([
      { name: 'contract.txt', mediaType: 'text/plain', size: WORDS.length },
    ]);
    const folder = join(dir, 'saved');
    const saved = await saveFiles(platform, { id, thread, folder });
    expect(readdirSync(folder)).toEqual(['2-1-contract.txt']);
    expect(readFileSync(saved[0]?.path ?? '', 'utf8')).toBe(WORDS);
    await expect(saveFiles(platform, { id, thread, folder })).resolves.toEqual(saved);
    writeFileSync(saved[0]?.path ?? '', 'Other words');
    await expect(saveFiles(platform, { id, thread, folder })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
  });

  it('are refused with the platform’s reason', async () => {
    const id = await threadWithFile();
    const upload = (reader: Exclude<Reader, 'guest'>, name: string) =>
      platformOf(reader).then((platform) =>
        uploadRequestFile(platform, { request: id }, { name, content: new Uint8Array([1, 2, 3]) }),
      );
    await expect(upload('asker', 'a.png')).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'file' });
    await expect(upload('otherStudio', 'a.txt')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const none = { id: '0'.repeat(32), name: 'a.txt', sha256: '' };
    await expect(downloadRequestFile(await platformOf('asker'), id, none)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are not taken when other bytes come than the thread says', async () => {
    const id = await threadWithFile();
    const platform = await platformOf('asker');
    const file = (await readThread(platform.api, id))[1]?.files[0];
    if (file === undefined) throw new Error('no file');
    const other = { ...file, sha256: 'ab'.repeat(32) };
    await expect(downloadRequestFile(platform, id, other)).rejects.toThrow('has other bytes there than here');
  });

  it.each([
    [['none.txt'], /can't be read/],
    [['program.exe'], /threads take \.jpg/],
    [['long.csv'], /has 10000001 bytes/],
    [Array.from({ length: 6 }, () => 'contract.txt'), /is given 6 times/],
  ])('are refused before anything is sent: %s', async (names, message) => {
    await expect(readFiles(names.map((name) => join(dir, name)))).rejects.toMatchObject({
      argument: '--file',
      message: expect.stringMatching(message),
    });
  });
});
