import { once } from 'node:events';
import { deserialize, serialize } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crc32c } from '@lanran/embedded/document-store/crc32c';
import {
  bodySection,
  sequenceSection,
  WireClient,
  wireHeader as header,
  wireMessage as message,
  wireSections,
} from '../../support/mongo-wire.ts';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

describe('the wire protocol', () => {
  let store: StoreUnderTest;

  beforeAll(async () => {
    store = await startEmbedded();
  });

  afterAll(() => store.stop());

  const open = () => WireClient.open({ path: decodeURIComponent(new URL(store.uri).host) });

  const ping = (client: WireClient) => client.ask({ ping: 1, $db: 'admin' });

  const insertOf = (...documents: object[]) => ({ insert: 'w', $db: 'wire', documents });

  /** How many documents have the id. */
  const countOf = async (client: WireClient, id: number) =>
    Number((await client.ask({ count: 'w', query: { _id: id }, $db: 'wire' }))['n']);

  /** A request in the form that came before OP_MSG. */
  const opQuery = (database: string, command: object) => {
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from(`${database}.$cmd\0`),
      Buffer.alloc(8),
      serialize(command),
    ]);
    return Buffer.concat([header(16 + query.length, 2004), query]);
  };

  it('keeps no listener of a reply that the client was slow to read', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    const client = await open();
    const text = 'x'.repeat(2 ** 20);
    await client.ask({ insert: 'large', $db: 'wire', documents: [{ _id: 1, text }] });
    for (let asked = 0; asked < 20; asked += 1) await client.ask({ find: 'large', $db: 'wire' });
    process.off('warning', note);
    expect(warnings).toEqual([]);
    client.socket.destroy();
  });

  it('answers the first hello in its old form', async () => {
    const client = await open();
    client.socket.write(opQuery('admin', { ismaster: 1, helloOk: true }));

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

  it('refuses every other command in the old form, and does nothing', async () => {
    const client = await open();
    client.socket.write(opQuery('wire', { insert: 'w', documents: [{ _id: 10 }] }));

    const { opCode, bytes } = await client.reply();

    expect(opCode).toBe(1);
    expect(deserialize(bytes.subarray(36))).toMatchObject({
      ok: 0,
      code: 352,
      codeName: 'UnsupportedOpQueryCommand',
    });
    expect(await countOf(client, 10)).toBe(0);
    client.socket.destroy();
  });

  describe('with a checksum', () => {
    const CHECKSUM_PRESENT = 1;
    const checked = (command: object, damage: number) => {
      const tail = Buffer.alloc(4);
      const bytes = wireSections([bodySection(serialize(command))], CHECKSUM_PRESENT, tail);
      bytes.writeUInt32LE((crc32c(bytes.subarray(0, -4)) ^ damage) >>> 0, bytes.length - 4);
      return bytes;
    };

    it('is one by the rule of RFC 3720', () => {
      expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
      expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
    });

    it('executes a message that has the right one', async () => {
      const client = await open();

      expect(await client.send(checked(insertOf({ _id: 20 }), 0))).toEqual({ n: 1, ok: 1 });
      client.socket.destroy();
    });

    it('closes the connection after one that is wrong, and does nothing', async () => {
      const client = await open();
      const closed = once(client.socket, 'close');
      client.socket.write(checked(insertOf({ _id: 21 }), 1));

      await closed;
      const other = await open();
      expect(await countOf(other, 21)).toBe(0);
      other.socket.destroy();
    });
  });

  describe('with several sections', () => {
    const body = (command: object) => bodySection(serialize(command));
    const documents = (...ids: number[]) =>
      sequenceSection(
        'documents',
        ids.map((_id) => serialize({ _id })),
      );
    const insert = { insert: 'w', $db: 'wire' };

    it.each<[string, number, Buffer[]]>([
      ['two bodies', 40430, [body(insertOf({ _id: 30 })), body(insertOf({ _id: 30 }))]],
      ['two sequences of one name', 40431, [body(insert), documents(30), documents(30)]],
      ['a sequence that the body has too', 40433, [body(insertOf({ _id: 30 })), documents(30)]],
    ])('refuses %s with code %d, and does nothing', async (_, code, sections) => {
      const client = await open();

      expect(await client.send(wireSections(sections))).toMatchObject({ ok: 0, code });
      expect(await countOf(client, 30)).toBe(0);
      client.socket.destroy();
    });

    it('reads a sequence before or behind the body', async () => {
      const client = await open();

      expect(await client.send(wireSections([documents(31), body(insert)]))).toEqual({ n: 1, ok: 1 });
      expect(await client.send(wireSections([body(insert), documents(32)]))).toEqual({ n: 1, ok: 1 });
      client.socket.destroy();
    });
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
