import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

describe('the wire protocol', () => {
  let store: StoreUnderTest;
  let port: number;

  beforeAll(async () => {
    store = await startEmbedded();
    port = Number(new URL(store.uri).port);
  });

  afterAll(() => store.stop());

  const open = async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };

  const header = (length: number, opCode: number, requestId = 7) => {
    const bytes = Buffer.alloc(16);
    bytes.writeInt32LE(length, 0);
    bytes.writeInt32LE(requestId, 4);
    bytes.writeInt32LE(opCode, 12);
    return bytes;
  };

  const message = (document: object, flags = 0) => {
    const body = serialize(document);
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32LE(flags, 0);
    return Buffer.concat([header(16 + 5 + body.length, 2013), prefix, body]);
  };

  const replyOf = async (socket: Socket) => {
    let bytes = Buffer.alloc(0);
    while (bytes.length < 16 || bytes.length < bytes.readInt32LE(0)) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      bytes = Buffer.concat([bytes, chunk]);
    }
    return { opCode: bytes.readInt32LE(12), replyTo: bytes.readInt32LE(8), bytes };
  };

  const ping = async (socket: Socket) => {
    socket.write(message({ ping: 1, $db: 'admin' }));
    return deserialize((await replyOf(socket)).bytes.subarray(21));
  };

  it('answers the first hello in its old form', async () => {
    const socket = await open();
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      serialize({ ismaster: 1, helloOk: true }),
    ]);
    socket.write(Buffer.concat([header(16 + query.length, 2004), query]));

    const { opCode, replyTo, bytes } = await replyOf(socket);

    expect(opCode).toBe(1);
    expect(replyTo).toBe(7);
    expect(deserialize(bytes.subarray(36))).toMatchObject({
      ismaster: true,
      helloOk: true,
      maxWireVersion: 21,
      ok: 1,
    });
    socket.destroy();
  });

  it('reads messages that arrive in pieces, and several that arrive at once', async () => {
    const socket = await open();
    const one = message({ ping: 1, $db: 'admin' });
    for (const byte of one) socket.write(Buffer.from([byte]));
    expect((await replyOf(socket)).opCode).toBe(2013);

    socket.write(Buffer.concat([message({ insert: 'w', documents: [{ _id: 1 }], $db: 'wire' }, 2), one]));
    expect(deserialize((await replyOf(socket)).bytes.subarray(21))).toEqual({ ok: 1 });
    socket.destroy();
  });

  it('refuses a damaged document and goes on', async () => {
    const socket = await open();
    const damaged = message({ ping: 1, $db: 'admin' });
    damaged[25] = 0x77;
    socket.write(damaged);

    const answer = deserialize((await replyOf(socket)).bytes.subarray(21));

    expect(answer).toMatchObject({ ok: 0, code: 22, codeName: 'InvalidBSON' });
    expect(await ping(socket)).toEqual({ ok: 1 });
    socket.destroy();
  });

  it.each([
    ['a message longer than allowed', header(100_000_000, 2013)],
    ['a message shorter than its header', header(3, 2013)],
    ['an unknown op code', Buffer.concat([header(20, 2012), Buffer.alloc(4)])],
    ['unknown required flags', message({ ping: 1, $db: 'admin' }, 1 << 5)],
  ])('closes the connection after %s', async (_, bytes) => {
    const socket = await open();
    const closed = once(socket, 'close');
    socket.write(bytes);

    await closed;
    const other = await open();
    expect(await ping(other)).toEqual({ ok: 1 });
    other.destroy();
  });

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.constantFrom(2013, 2004, 1),
        async (bytes, opCode) => {
          const socket = await open();
          socket.on('error', () => undefined);
          socket.end(Buffer.concat([header(16 + bytes.length, opCode), bytes]));
          socket.resume();
          await once(socket, 'close');
        },
      ),
      { numRuns: 150 },
    );
    const socket = await open();
    expect(await ping(socket)).toEqual({ ok: 1 });
    socket.destroy();
  });
});
