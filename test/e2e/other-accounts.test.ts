import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Installation } from '../support/installation.ts';
import { listeningPorts } from '../support/listening-ports.ts';
import { answerTo, wireMessage } from '../support/mongo-wire.ts';
import { startPlatform } from '../support/platform-process.ts';

/** Another account of the machine reaches every port and no private file. */
describe('a platform on a machine with other accounts', () => {
  const here = Installation.forSuite();
  let said = '';
  beforeAll(async () => {
    chmodSync(here.dataDir, 0o755);
    said = (await here.start()).said;
  });

  const ports = () =>
    [here.platform.pid, ...here.platform.services().values()].flatMap((id) => listeningPorts(id));

  const sessions = async () => {
    const client = await MongoClient.connect((await here.services()).mongoUri);
    try {
      return await client.db().collection('sessions').countDocuments();
    } finally {
      await client.close();
    }
  };

  it('gives its documents to no client that has no secret, by no port', async () => {
    expect(ports()).toContain(Number(new URL(here.platform.url).port));
    const find = wireMessage({ find: 'assets', filter: {}, $db: 'lanran' });
    for (const port of ports()) {
      const answer = await answerTo({ host: '127.0.0.1', port }, find);
      expect(answer.includes('cursor')).toBe(false);
    }
  });

  it('takes no session from such a client', async () => {
    const before = await sessions();
    const documents = [{ _id: `0x${'ab'.repeat(32)}`, address: `0x${'cd'.repeat(20)}` }];
    const insert = wireMessage({ insert: 'sessions', documents, $db: 'lanran' });
    for (const port of ports()) await answerTo({ host: '127.0.0.1', port }, insert);
    expect(await sessions()).toBe(before);
  });

  it('stores no file for such a client', async () => {
    const { ipfsApiUrl } = await here.services();
    for (const command of ['add', 'dag/import', 'pin/add?arg=bafkqaaa', 'repo/gc']) {
      const form = new FormData();
      form.set('file', new Blob(['fills the disk']));
      const { status } = await fetch(`${ipfsApiUrl}/api/v0/${command}`, { method: 'POST', body: form });
      expect([command, status]).toEqual([command, 401]);
    }
  });

  it('opens its documents by a port, when it is told to, to those who know the password', async () => {
    await here.platform.end('SIGTERM');
    await here.start({ LANRAN_DOCUMENT_STORE_PORT: '0' });
    const { mongoTcpUri = '' } = await here.services();
    const countAt = async (uri: string) => {
      const client = await MongoClient.connect(uri);
      try {
        return await client.db().collection('leaves').countDocuments();
      } finally {
        await client.close();
      }
    };

    expect(await countAt(mongoTcpUri)).toBe(await here.leafCount());
    const { password, host } = new URL(mongoTcpUri);
    expect(here.platform.said).toContain(host);
    expect(here.platform.said).not.toContain(password);
    expect(ports()).toContain(Number(new URL(mongoTcpUri).port));
    const unauthorized = { code: 13, codeName: 'Unauthorized' };
    await expect(countAt(`mongodb://${host}/lanran`)).rejects.toMatchObject(unauthorized);

    process.kill(here.platform.serviceId('document-store'), 'SIGKILL');
    await expect.poll(() => countAt(mongoTcpUri).catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0);
  });

  it('keeps all of its data to its own account, and says that its directory was open', () => {
    expect(said).toContain('was open to other accounts');
    const modeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.mode ?? 0; // 0: moved since listed
    const open = readdirSync(here.dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(here.dataDir, name))
      .filter((path) => (modeOf(path) & 0o077) !== 0);
    expect(statSync(here.dataDir).mode & 0o077).toBe(0);
    expect(open).toEqual([]);
  });
});

describe('a platform whose data directory has too long a path for a socket', () => {
  const here = Installation.emptyForSuite();
  const temporary = here.path('t');
  const dataDir = join(here.dir, 'long'.repeat(25), 'data');
  const start = () =>
    startPlatform({ distDir: inject('distDir'), dataDir, env: { LANRAN_DEMO: '0', TMPDIR: temporary } });
  const sockets = () => readdirSync(temporary).filter((name) => name.startsWith('lanran-'));

  it('has it below the temporary directory, and leaves nothing there but for a kill, after which the next start clears it', async () => {
    mkdirSync(temporary);
    const killed = await start();
    const before = sockets();
    expect(before).toHaveLength(1);
    await killed.end('SIGKILL');
    expect(sockets()).toEqual(before);

    const platform = await start();
    const after = sockets();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
    expect(platform.said).toContain(encodeURIComponent(join(temporary, after[0] ?? '')));
    expect((await fetch(`${platform.url}/readyz`)).status).toBe(200);
    await platform.end('SIGTERM');
    expect(sockets()).toEqual([]);
  });
});
