import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { importer } from 'ipfs-unixfs-importer';
import { fixedSize } from 'ipfs-unixfs-importer/chunker';
import { balanced } from 'ipfs-unixfs-importer/layout';
import { describe, expect, it } from 'vitest';
import { createFileHasher, digestFile } from '@lanran/protocol/files/digest';
import { parseFileCid } from '@lanran/protocol/files/file-digest';
import { createNobleSha256 } from '@lanran/protocol/kernel/hash';
import { UnixFsHasher } from '@lanran/protocol/files/unixfs';

const createSha256 = () => createHash('sha256');

/** Blocks are not kept: only the CID is compared. */
const sink: Parameters<typeof importer>[1] = { put: async (cid) => cid };

/** The reference: Helia's importer with the same options. */
async function importedCid(bytes: Uint8Array, chunkBytes: number, maxLinks: number): Promise<string> {
  const options = {
    cidVersion: 1 as const,
    rawLeaves: true,
    reduceSingleLeafToSelf: true,
    chunker: fixedSize({ chunkSize: chunkBytes }),
    layout: balanced({ maxChildrenPerNode: maxLinks }),
  };
  for await (const { cid } of importer([{ content: bytes }], sink, options)) return cid.toString();
  throw new Error('The importer gave no entry.');
}

async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

describe('file digest', () => {
  it.each([
    ['', 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku', 'ef46db3751d8e999'],
    ['hello world', 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e', '45ab6734b21e6968'],
  ])('of %j is what Kubo and xxhsum give', async (text, cid, xxh64) => {
    const bytes = new TextEncoder().encode(text);
    expect(await digestFile([bytes])).toEqual({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      cid,
      xxh64,
    });
  });

  it('does not depend on how the file arrives or on the hasher', async () => {
    const bytes = pseudoRandom(3 * 1024 * 1024 + 17);
    const whole = await digestFile([bytes], { createSha256 });
    expect(whole.cid).toMatch(/^bafybei/);
    expect(await digestFile(inPieces(bytes, 65_537), { createSha256 })).toEqual(whole);
    expect(await digestFile(inPieces(bytes, 1024 * 1024))).toEqual(whole);
    expect(parseFileCid(whole.cid)).toBe(whole.cid);
  });

  it('has the CID of the UnixFS importer with Kubo’s unixfs-v1-2025 options', async () => {
    for (const length of [1024 * 1024, 1024 * 1024 + 1, 5 * 1024 * 1024]) {
      const bytes = pseudoRandom(length);
      const { cid } = await digestFile([bytes], { createSha256 });
      expect(cid).toBe(await importedCid(bytes, 1024 * 1024, 1024));
    }
  });

  it('builds the importer’s tree for any number of chunks and levels', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(700),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 2, max: 5 }),
        async (length, chunkBytes, maxLinks) => {
          const bytes = pseudoRandom(length);
          const hasher = new UnixFsHasher({ createSha256, chunkBytes, maxLinks });
          hasher.update(bytes);
          expect(hasher.digest()).toBe(await importedCid(bytes, chunkBytes, maxLinks));
        },
      ),
      { numRuns: 120 },
    );
  });

  it('hands out the inner blocks, children before parents', () => {
    const blocks: string[] = [];
    const hasher = new UnixFsHasher({
      createSha256: createNobleSha256,
      chunkBytes: 1,
      maxLinks: 2,
      onBlock: (cid) => blocks.push(cid.toString()),
    });
    hasher.update(new Uint8Array(4));
    expect(blocks.at(-1)).not.toBe(hasher.digest());
    expect(blocks).toHaveLength(3);
  });

  it('takes 20 MB in well under two seconds with Node’s hasher', async () => {
    const bytes = pseudoRandom(20_000_000);
    const hasher = await createFileHasher(createSha256);
    const started = performance.now();
    hasher.update(bytes);
    hasher.digest();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

function pseudoRandom(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 0x9e3779b9 ^ length;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
