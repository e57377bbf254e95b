import { once } from 'node:events';
import { deserialize, serialize } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WireClient, wireHeader as header, wireMessage as message } from '../../support/mongo-wire.ts';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

describe('the wire protocol', () => {
  let store: StoreUnderTest;

  beforeAll(async () => {
    store = await startEmbedded();
  });

  afterAll(() => store.stop());

  const open = () => WireClient.open({ path: decodeURIComponent(new URL(store.uri).host) });

  const ping = (client: WireClient) => client.ask({ ping: 1, $db: 'admin' });

  it('answers the first hello in its old form', async () => {
    const client = await open();
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      serialize({ ismaster: 1, helloOk: true }),
    ]);
    client.socket.write(Buffer.concat([header(16 + query.length, 2004), query]));

    const { opCode, replyTo, bytes } = await client.reply();

    expect(opCode).toBe(1);
    expect(replyTo).toBe(7);
    expect(deserialize(bytes.subarray(36))).toMatchObject({
      ismaster: true,
      helloOk: true,
      maxWireVersion: 21,
      ok: 1,
    });
    client.socket.destroy();
  });

  it('reads messages that arrive in pieces, and several that arrive at once', async () => {
    const client = await open();
    const one = message({ ping: 1, $db: 'admin' });
    for (const byte of one) client.socket.write(Buffer.from([byte]));
    expect((await client.reply()).opCode).toBe(2013);

    client.socket.write(
      Buffer.concat([message({ insert: 'w', documents: [{ _id: 1 }], $db: 'wire' }, 2), one]),
    );
    expect(deserialize((await client.reply()).bytes.subarray(21))).toEqual({ ok: 1 });
    client.socket.destroy();
  });

  it('refuses a damaged document and goes on', async () => {
    const client = await open();
    const damaged = message({ ping: 1, $db: 'admin' });
    damaged[25] = 0x77;
    client.socket.write(damaged);

    const answer = deserialize((await client.reply()).bytes.subarray(21));

    expect(answer).toMatchObject({ ok: 0, code: 22, codeName: 'InvalidBSON' });
    expect(await ping(client)).toEqual({ ok: 1 });
    client.socket.destroy();
  });

  it.each([
    ['a message longer than allowed', header(100_000_000, 2013)],
    ['a message shorter than its header', header(3, 2013)],
    ['an unknown op code', Buffer.concat([header(20, 2012), Buffer.alloc(4)])],
    ['unknown required flags', message({ ping: 1, $db: 'admin' }, 1 << 5)],
  ])('closes the connection after %s', async (_, bytes) => {
    const client = await open();
    const closed = once(client.socket, 'close');
    client.socket.write(bytes);

    await closed;
    const other = await open();
    expect(await ping(other)).toEqual({ ok: 1 });
    other.socket.destroy();
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.constantFrom(2013, 2004, 1),
        async (bytes, opCode) => {
          const { socket } = await open();
          socket.on('error', () => undefined);
          socket.end(Buffer.concat([header(16 + bytes.length, opCode), bytes]));
          socket.resume();
          await once(socket, 'close');
        },
      ),
      { numRuns: 150 },
    );
    const client = await open();
    expect(await ping(client)).toEqual({ ok: 1 });
    client.socket.destroy();
  });
});
