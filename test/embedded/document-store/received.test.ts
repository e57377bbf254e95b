import { serialize } from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodySection, sequenceSection, WireClient, wireSections } from '../../support/mongo-wire.ts';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

describe('what cannot be kept as it was sent', () => {
  let store: StoreUnderTest;

  beforeAll(async () => {
    store = await startEmbedded();
  });

  afterAll(() => store.stop());

  const open = () => WireClient.open({ path: decodeURIComponent(new URL(store.uri).host) });

  const insertOf = (...documents: object[]) => ({ insert: 'w', $db: 'wire', documents });

  /** How many documents have the id. */
  const countOf = async (client: WireClient, id: number) =>
    Number((await client.ask({ count: 'w', query: { _id: id }, $db: 'wire' }))['n']);

  const replaced = (bytes: Buffer, from: string, to: Buffer) => {
    const at = bytes.indexOf(from);
    to.copy(bytes, at);
    return bytes;
  };
  const NOT_UTF8 = Buffer.from([0xff, 0xfe]);
  const inserted = (client: WireClient, document: Buffer) =>
    client.send(
      wireSections([
        bodySection(serialize({ insert: 'w', $db: 'wire' })),
        sequenceSection('documents', [document]),
      ]),
    );

  it.each<[string, Buffer]>([
    ['a text', replaced(Buffer.from(serialize({ _id: 40, a: 'TT' })), 'TT', NOT_UTF8)],
    ['a long text', replaced(Buffer.from(serialize({ _id: 40, a: `TT${'x'.repeat(99)}` })), 'TT', NOT_UTF8)],
    ['a name', replaced(Buffer.from(serialize({ _id: 40, b: { TT: 1 } })), 'TT', NOT_UTF8)],
  ])('refuses %s that is not UTF-8', async (_, document) => {
    const client = await open();

    expect(await inserted(client, document)).toMatchObject({ n: 0, writeErrors: [{ code: 22 }] });
    expect(await countOf(client, 40)).toBe(0);
    client.socket.destroy();
  });

  it('refuses such text in an update, and changes nothing', async () => {
    const client = await open();
    await client.ask(insertOf({ _id: 41, a: 'as it was' }));
    const update = { update: 'w', $db: 'wire', updates: [{ q: { _id: 41 }, u: { $set: { a: 'TT' } } }] };
    const sent = replaced(Buffer.from(serialize(update)), 'TT', NOT_UTF8);

    expect(await client.send(wireSections([bodySection(sent)]))).toMatchObject({ ok: 0, code: 22 });
    expect(await client.ask({ find: 'w', filter: { _id: 41 }, $db: 'wire' })).toMatchObject({
      cursor: { firstBatch: [{ a: 'as it was' }] },
    });
    client.socket.destroy();
  });

  it('keeps the replacement character that a client sends', async () => {
    const client = await open();

    expect(await client.ask(insertOf({ _id: 42, a: '\ufffd' }))).toEqual({ n: 1, ok: 1 });
    client.socket.destroy();
  });

  it.each<[string, readonly string[]]>([
    ['begin with 1', ['1', '2']],
    ['come in another order', ['1', '0']],
    ['have leading zeros', ['00', '01']],
    ['are empty', ['', ' ']],
  ])('refuses an array whose keys %s', async (_, keys) => {
    const asDocument = Buffer.from(serialize({ _id: 43, a: new Map(keys.map((key) => [key, 1])) }));
    const document = replaced(asDocument, '\x03a\0', Buffer.from('\x04a\0'));
    const client = await open();

    expect(await inserted(client, document)).toMatchObject({ n: 0, writeErrors: [{ code: 22 }] });
    client.socket.destroy();
  });
});
