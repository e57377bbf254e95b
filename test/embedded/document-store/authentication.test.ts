import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentStore, startDocumentStore } from '@lanran/embedded/document-store/server';
import { tcpUri } from '@lanran/embedded/document-store/uris';
import { WireClient, wireMessage } from '../../support/mongo-wire.ts';
import { temporaryDirectory } from './under-test.ts';

const [RIGHT, WRONG] = ['a password: with %/:@, in it', 'another password altogether'];
const UNAUTHORIZED = { ok: 0, code: 13, codeName: 'Unauthorized' };
const REFUSED = { ok: 0, code: 18, codeName: 'AuthenticationFailed' };
const FIRST = 'n,,n=lanran,r=clientnonce';

describe('the port of the document store', () => {
  const dataDir = temporaryDirectory();
  const faults: unknown[] = [];
  const open: WireClient[] = [];
  let store: DocumentStore;
  let port: number;

  beforeAll(async () => {
    store = await startDocumentStore({
      dataDir,
      tcp: { port: 0, password: RIGHT },
      onFault: (error) => faults.push(error),
    });
    port = store.port ?? 0;
    const client = await MongoClient.connect(store.uri);
    await client.db('docs').collection('things').insertOne({ secret: 1 });
    await client.close();
  });
  afterEach(() => open.splice(0).forEach(({ socket }) => socket.destroy()));
  afterAll(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
    expect(faults).toEqual([]);
  });

  const connect = async () => {
    const client = await WireClient.open({ host: '127.0.0.1', port });
    open.push(client);
    return client;
  };
  const find = { find: 'things', filter: {}, $db: 'docs' };
  const start = (payload: string, mechanism = 'SCRAM-SHA-256') => ({
    saslStart: 1,
    mechanism,
    payload: Buffer.from(payload),
    options: { skipEmptyExchange: true },
    $db: 'docs',
  });
  const proceed = (payload: string, conversationId = 1) => ({
    saslContinue: 1,
    conversationId,
    payload: Buffer.from(payload),
    $db: 'docs',
  });

  /** The client's last message, as RFC 5802 §3 has it computed. */
  function finalMessage(serverFirst: string, { password = RIGHT, first = FIRST, nonce = '' } = {}): string {
    const [, found = '', salt = '', iterations = ''] = /^r=(.*),s=(.*),i=(.*)$/.exec(serverFirst) ?? [];
    const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
    const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
    const clientKey = hmac(salted, 'Client Key');
    const withoutProof = `c=biws,r=${nonce === '' ? found : nonce}`;
    const signature = hmac(
      createHash('sha256').update(clientKey).digest(),
      `${first.slice(3)},${serverFirst},${withoutProof}`,
    );
    const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
    return `${withoutProof},p=${proof.toString('base64')}`;
  }
  const begin = async (client: WireClient, first = FIRST) =>
    String((await client.ask(start(first)))['payload']);

  it.each(['docs', 'admin'])(
    'gives documents to the driver with the password, by way of %s',
    async (source) => {
      const uri = `${tcpUri({ port, password: RIGHT })}/docs?authSource=${source}`;
      const client = await MongoClient.connect(uri);
      expect(
        await client
          .db()
          .collection('things')
          .findOne({}, { projection: { _id: 0 } }),
      ).toEqual({ secret: 1 });
      await client.close();
    },
  );

  it('gives documents to mongoose with the password', async () => {
    const connection = await mongoose
      .createConnection(`${tcpUri({ port, password: RIGHT })}/docs?authMechanism=SCRAM-SHA-256`)
      .asPromise();
    expect(await connection.collection('things').countDocuments()).toBe(1);
    await connection.close();
  });

  it.each([
    ['a wrong password', () => tcpUri({ port, password: WRONG })],
    ['an unknown user', () => tcpUri({ port, password: RIGHT }).replace('lanran:', 'root:')],
  ])('refuses the driver with %s', async (_, uri) => {
    await expect(MongoClient.connect(uri())).rejects.toMatchObject(REFUSED);
  });

  it('refuses the driver without a password', async () => {
    const client = new MongoClient(`mongodb://127.0.0.1:${port}/docs`);
    await expect(client.db().collection('things').findOne({})).rejects.toMatchObject(UNAUTHORIZED);
    await expect(client.db().collection('things').insertOne({})).rejects.toMatchObject(UNAUTHORIZED);
    await client.close();
  });

  it.each(['SCRAM-SHA-1', 'PLAIN', 'GSSAPI', 'MONGODB-X509', ''])(
    'has no mechanism "%s"',
    async (mechanism) => {
      const client = await connect();
      expect(await client.ask(start(FIRST, mechanism))).toMatchObject({
        ok: 0,
        code: 334,
        codeName: 'MechanismUnavailable',
      });
      expect(await client.ask(find)).toMatchObject(UNAUTHORIZED);
    },
  );

  it('refuses the driver that insists on another mechanism', async () => {
    const uri = `${tcpUri({ port, password: RIGHT })}/?authMechanism=SCRAM-SHA-1`;
    await expect(MongoClient.connect(uri)).rejects.toMatchObject({ code: 334 });
  });

  it('answers the handshake alone before a client has authenticated', async () => {
    const client = await connect();
    expect(await client.ask({ hello: 1, $db: 'admin' })).toMatchObject({ ok: 1, isWritablePrimary: true });
    expect(await client.ask({ ping: 1, $db: 'admin' })).toMatchObject({ ok: 1 });
    expect(await client.ask({ buildInfo: 1, $db: 'admin' })).toMatchObject({ ok: 1 });
    for (const name of [
      'find',
      'insert',
      'listDatabases',
      'getMore',
      'dropDatabase',
      'endSessions',
      'nonsense',
    ])
      expect(await client.ask({ [name]: 1, $db: 'docs' })).toMatchObject(UNAUTHORIZED);
  });

  it('takes a whole conversation, with or without the empty message at its end', async () => {
    const client = await connect();
    const first = await client.ask({ ...start(FIRST), options: {} });
    expect(first).toMatchObject({ ok: 1, conversationId: 1, done: false });
    const proven = await client.ask(proceed(finalMessage(String(first['payload']))));
    expect(proven).toMatchObject({ ok: 1, done: false });
    expect(await client.ask(find)).toMatchObject(UNAUTHORIZED);
    expect(await client.ask(proceed(''))).toMatchObject({ ok: 1, done: true });
    expect(await client.ask(find)).toMatchObject({ ok: 1 });
  });

  it('begins within hello, and leaves to saslStart what it can not begin', async () => {
    const client = await connect();
    const hello = async (mechanism: string) =>
      client.ask({
        hello: 1,
        saslSupportedMechs: 'docs.lanran',
        speculativeAuthenticate: { ...start(FIRST, mechanism), db: 'docs' },
        $db: 'admin',
      });
    expect(await hello('SCRAM-SHA-1')).not.toHaveProperty('speculativeAuthenticate');
    const answer = await hello('SCRAM-SHA-256');
    expect(answer).toMatchObject({ saslSupportedMechs: ['SCRAM-SHA-256'] });
    const { payload } = answer['speculativeAuthenticate'] as { payload: Buffer };
    expect(await client.ask(proceed(finalMessage(payload.toString())))).toMatchObject({ ok: 1, done: true });
    expect(await client.ask(find)).toMatchObject({ ok: 1 });
  });

  it('gives nothing within a conversation that is not over', async () => {
    const client = await connect();
    const serverFirst = await begin(client);
    expect(await client.ask(find)).toMatchObject(UNAUTHORIZED);
    expect(await client.ask({ insert: 'things', documents: [{}], $db: 'docs' })).toMatchObject(UNAUTHORIZED);
    expect(await client.ask(proceed(finalMessage(serverFirst)))).toMatchObject({ ok: 1, done: true });
  });

  it('refuses a conversation recorded on another connection', async () => {
    const honest = await connect();
    const recorded = finalMessage(await begin(honest));
    expect(await honest.ask(proceed(recorded))).toMatchObject({ ok: 1 });

    const replaying = await connect();
    await begin(replaying);
    expect(await replaying.ask(proceed(recorded))).toMatchObject(REFUSED);
  });

  it.each([
    ['a wrong proof', (first: string) => finalMessage(first, { password: WRONG })],
    ['a nonce of its own', (first: string) => finalMessage(first, { nonce: 'clientnonceother' })],
    ['half a message', (first: string) => finalMessage(first).slice(0, 20)],
    ['an empty message', () => ''],
  ])('refuses and hangs up after %s', async (_, final) => {
    const client = await connect();
    const serverFirst = await begin(client);
    const closed = once(client.socket, 'close');
    client.socket.resume();
    expect(await client.ask(proceed(final(serverFirst)))).toMatchObject(REFUSED);
    await closed;
  });

  it('hangs up on a first message that is none, and answers nothing that was sent behind it', async () => {
    const client = await connect();
    const answers: Buffer[] = [];
    client.socket.on('data', (part: Buffer) => answers.push(part));
    client.socket.write(Buffer.concat([wireMessage(start('nonsense')), wireMessage(find)]));
    await once(client.socket, 'close');
    const answer = Buffer.concat(answers);
    expect(answer.includes('AuthenticationFailed')).toBe(true);
    expect(answer.length).toBe(answer.readInt32LE(0));
  });

  it.each([
    ['no conversation was begun', false, 1],
    ['it names another conversation', true, 2],
  ])('refuses to continue where %s', async (_, isBegun, conversationId) => {
    const client = await connect();
    if (isBegun) await begin(client);
    expect(await client.ask(proceed('c=biws', conversationId))).toMatchObject({ ok: 0, code: 17 });
  });

  it('takes no long message before a client has authenticated', async () => {
    const client = await connect();
    const closed = once(client.socket, 'close');
    client.socket.resume();
    client.socket.on('error', () => undefined);
    void client.ask({ hello: 1, fill: 'x'.repeat(20_000), $db: 'admin' }).catch(() => undefined);
    await closed;
  });

  it('drops the oldest of many clients that never authenticate, and still serves those that do', async () => {
    const oldest = await connect();
    const closed = once(oldest.socket, 'close');
    for (let count = 0; count < 100; count += 1) await connect();
    await closed;
    const client = await MongoClient.connect(`${tcpUri({ port, password: RIGHT })}/docs`);
    expect(await client.db().collection('things').countDocuments()).toBe(1);
    await client.close();
  });

  it('is not open unless it is asked for', async () => {
    const other = temporaryDirectory();
    const alone = await startDocumentStore({ dataDir: other });
    expect(alone.port).toBeNull();
    await alone.close();
    rmSync(other, { recursive: true });
  });
});
