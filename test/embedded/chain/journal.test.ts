import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startChain } from '@lanran/embedded/chain/start-chain';
import { JournalDamagedError } from '@lanran/embedded/chain/errors';
import { Journal } from '@lanran/embedded/chain/journal';
import { connect, createPauper, SHELF_CODE, signFree } from './accounts.ts';
import { temporaryDirectory } from './chain-process.ts';
import { call } from './json-rpc-client.ts';
import { walks } from '../../support/walks.ts';

const TRANSACTIONS = 4;

describe('the journal of a chain', () => {
  let journal: Buffer;
  let hashes: unknown[];
  let starts: number[];

  beforeAll(async () => {
    const dataDir = await temporaryDirectory();
    const chain = await startChain({ dataDir });
    const provider = connect(chain.url);
    const wallet = createPauper(provider);
    for (let nonce = 0; nonce < TRANSACTIONS; nonce++) {
      await provider.broadcastTransaction(await signFree(wallet, { nonce, data: SHELF_CODE }));
    }
    hashes = await blockHashes(chain.url);
    provider.destroy();
    await chain.stop();
    journal = await readFile(join(dataDir, 'journal'));
    starts = recordStarts(journal);
  });

  it('has a record for its header and one for each transaction', () => {
    expect(starts).toHaveLength(1 + TRANSACTIONS);
  });

  it('loses only its last record when that is cut short, wherever', async () => {
    const lastStart = starts.at(-1) ?? 0;
    const cut = fc.integer({ min: lastStart, max: journal.length - 1 });

    await fc.assert(
      fc.asyncProperty(cut, async (length) => {
        const { found, journalPath } = await reopen(journal.subarray(0, length));
        expect(found).toEqual(hashes.slice(0, -1));
        expect(await readFile(journalPath)).toEqual(journal.subarray(0, lastStart));
      }),
      { numRuns: 15, examples: [[lastStart], [lastStart + 1], [lastStart + 12], [journal.length - 1]] },
    );
  });

  it('drops an end of zeros, which a power cut may leave', async () => {
    const { found } = await reopen(Buffer.concat([journal, Buffer.alloc(5_000)]));

    expect(found).toEqual(hashes);
  });

  it('goes on after a torn record was dropped', async () => {
    const dataDir = await place(journal.subarray(0, -1));
    const first = await startChain({ dataDir });
    const provider = connect(first.url);
    const hash = await provider.send('eth_sendRawTransaction', [
      await signFree(createPauper(provider), { nonce: 0, data: SHELF_CODE }),
    ]);
    const before = await blockHashes(first.url);
    provider.destroy();
    await first.stop();

    const second = await startChain({ dataDir });
    const after = await blockHashes(second.url);
    const receipt = await call(second.url, 'eth_getTransactionReceipt', [hash]);
    await second.stop();

    expect(after).toEqual(before);
    expect(receipt).toMatchObject({ status: '0x1' });
  });

  it('refuses any changed byte, naming the record and where it starts', async () => {
    const position = fc.integer({ min: 0, max: journal.length - 1 });
    const path = join(await temporaryDirectory(), 'journal');

    await fc.assert(
      fc.asyncProperty(position, fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(journal);
        damaged.writeUInt8(damaged.readUInt8(at) ^ change, at);
        await writeFile(path, damaged);
        const record = starts.filter((start) => start <= at).length - 1;
        await expect(readWhole(path)).rejects.toMatchObject({
          code: 'JOURNAL_DAMAGED',
          record,
          offset: starts[record],
        });
      }),
      { numRuns: walks(100) },
    );
  });

  it('refuses to start on a damaged journal and leaves it as it is', async () => {
    const damaged = Buffer.from(journal);
    const at = (starts[2] ?? 0) + 40;
    damaged.writeUInt8(damaged.readUInt8(at) ^ 1, at);
    const dataDir = await place(damaged);

    await expect(startChain({ dataDir })).rejects.toThrow(
      new RegExp(
        `journal is damaged in record 2, at byte ${starts[2]}: its content does not match its check`,
      ),
    );
    expect(await readFile(join(dataDir, 'journal'))).toEqual(damaged);
  });

  it.each([
    ['removed', (records: Buffer[]) => records.toSpliced(2, 1)],
    ['repeated', (records: Buffer[]) => records.toSpliced(2, 0, ...records.slice(2, 3))],
    [
      'exchanged',
      (records: Buffer[]) => [...records.slice(0, 2), ...records.slice(2, 4).reverse(), ...records.slice(4)],
    ],
  ])('notices whole records that were %s', async (_, change) => {
    const records = starts.map((start, index) => journal.subarray(start, starts[index + 1]));
    const dataDir = await place(Buffer.concat(change(records)));

    await expect(startChain({ dataDir })).rejects.toThrow(/damaged in record [23]/);
  });

  it('refuses garbage after its end', async () => {
    const dataDir = await place(journal);
    await appendFile(join(dataDir, 'journal'), 'garbage after the end');

    await expect(startChain({ dataDir })).rejects.toThrow(JournalDamagedError);
  });

  it.each([
    ['no bytes at all', 0],
    ['half a header', 60],
  ])('refuses a journal with %s', async (_, length) => {
    const dataDir = await place(journal);
    await truncate(join(dataDir, 'journal'), length);

    await expect(startChain({ dataDir })).rejects.toThrow(
      'damaged in record 0, at byte 0: its header is incomplete',
    );
  });

  it('drops a last transaction whose refusal was not written down any more', async () => {
    const dataDir = await place(journal);
    const path = join(dataDir, 'journal');
    const file = await present(Journal.open(path));
    await readAll(file);
    await file.append({
      timestamp: 4_000_000_000,
      parentHash: String(hashes.at(-1)),
      transaction: Buffer.from('02c0', 'hex'),
    });
    await file.close();

    const chain = await startChain({ dataDir });
    const found = await blockHashes(chain.url);
    await chain.stop();

    expect(found).toEqual(hashes);
    expect(await readFile(path)).toEqual(journal);
  });

  it('is refused by another version of the engine, by name', async () => {
    const path = join(await temporaryDirectory(), 'journal');
    const header: unknown = JSON.parse(journal.subarray(12, starts[1]).toString());
    const foreign = await Journal.create(path, { ...(header as object), hardhat: '2.0.0' });
    await foreign.close();

    await expect(startChain({ dataDir: join(path, '..') })).rejects.toThrow(
      /names hardhat 2\.0\.0, and this is 2\.29/,
    );
  });
});

async function place(bytes: Uint8Array): Promise<string> {
  const dataDir = await temporaryDirectory();
  await writeFile(join(dataDir, 'journal'), bytes);
  return dataDir;
}

async function reopen(bytes: Uint8Array): Promise<{ found: unknown[]; journalPath: string }> {
  const dataDir = await place(bytes);
  const chain = await startChain({ dataDir });
  const found = await blockHashes(chain.url);
  await chain.stop();
  return { found, journalPath: join(dataDir, 'journal') };
}

async function blockHashes(url: string): Promise<unknown[]> {
  const height = Number(await call(url, 'eth_blockNumber'));
  const blocks = Array.from({ length: height + 1 }, (_, number) =>
    call(url, 'eth_getBlockByNumber', [`0x${number.toString(16)}`, false]),
  );
  return (await Promise.all(blocks)).map((block) => (block as { hash: string }).hash);
}

async function readWhole(path: string): Promise<void> {
  const journal = await present(Journal.open(path));
  try {
    await readAll(journal);
  } finally {
    await journal.close();
  }
}

async function readAll(journal: Journal): Promise<void> {
  await journal.readHeader();
  for await (const entry of journal.readEntries()) expect(entry.transaction.length).toBeGreaterThan(0);
}

async function present(opening: Promise<Journal | null>): Promise<Journal> {
  const journal = await opening;
  if (journal === null) throw new Error('There is no journal.');
  return journal;
}

/** Each record begins with its length, after which come two checks (4 bytes each) and its content. */
function recordStarts(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (let at = 0; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) starts.push(at);
  return starts;
}
