import type { RequestListener } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../scripts/cli/program.ts';
import { TusUpload } from '../../../sdk/node/uploads/tus-upload.ts';
import { FrontDoor } from '../../../scripts/start/front-door.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** What a served platform says of a license, and of what a token opens, that are not there. */
const refuse: RequestListener = (request, response) => {
  const isQuery = request.url === '/graphql';
  response.statusCode = isQuery ? 200 : 404;
  response.end(
    JSON.stringify(
      isQuery
        ? { errors: [{ message: 'Not here.', extensions: { code: 'NOT_FOUND' } }] }
        : { error: { code: 'NOT_FOUND', message: 'Not here.' } },
    ),
  );
};

describe('a command while the platform is starting', () => {
  let door: FrontDoor;
  let folder: string;
  const apiUrl = () => `http://127.0.0.1:${door.port}`;

  beforeEach(async () => {
    folder = await temporaryFolder();
    door = await FrontDoor.open('127.0.0.1', 0);
  });
  afterEach(() => door.close(0));

  /** Runs a command until it has said that it waits, twice; then lets the platform serve. */
  async function runEarly(...args: readonly string[]) {
    let [stdout, stderr] = ['', ''];
    const exitCode = await runCommandLine({
      args: [...args, '--api', apiUrl(), '--json'],
      env: { LANRAN_DATA_DIR: folder },
      streams: {
        stdout: (text) => (stdout += text),
        stderr: (text) => {
          if (text.includes('staged 300')) door.serve(refuse);
          else door.tell('staged 300 of 1,500 files checked');
          stderr += text;
        },
      },
    });
    return { exitCode, document: JSON.parse(stdout) as unknown, stderr };
  }

  it.each([
    ['asks GraphQL', () => ['show', `0x${'11'.repeat(32)}`]],
    [
      'fetches a delivery',
      () => ['deliver', '--token-file', join(folder, 'token'), '--out', join(folder, 'out')],
    ],
  ])('that %s says so with how far it is, waits, and does what it was asked for', async (_what, args) => {
    await writeFile(join(folder, 'token'), 'token', { mode: 0o600 });

    const { exitCode, document, stderr } = await runEarly(...args());

    expect(stderr.split('\n').slice(0, 2)).toEqual([
      `The platform at ${apiUrl()} is starting; waiting for it …`,
      `The platform at ${apiUrl()} is starting; waiting for it (staged 300 of 1,500 files checked) …`,
    ]);
    expect(document).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(exitCode).toBe(1);
  });

  it('does not lose an upload to it', async () => {
    await writeFile(join(folder, 'a.tif'), 'abc');
    const upload = new TusUpload(
      { apiUrl: apiUrl(), token: 't' },
      { localPath: join(folder, 'a.tif'), bytes: 3, metadata: {}, retryDelaysMs: [] },
    );

    await expect(upload.send()).rejects.toMatchObject({ name: 'StartingError', code: 'UNREACHABLE' });
  });

  it('is told at once where nobody answers at all', async () => {
    const { port } = door;
    await door.close(0);
    let stderr = '';
    const exitCode = await runCommandLine({
      args: ['show', `0x${'11'.repeat(32)}`, '--api', `http://127.0.0.1:${port}`],
      env: { LANRAN_DATA_DIR: folder },
      streams: { stdout: () => undefined, stderr: (text) => (stderr += text) },
    });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/does not answer .*Start it with npm start/);
  });
});
