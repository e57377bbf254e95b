import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { fixedSize } from 'ipfs-unixfs-importer/chunker';
import { balanced } from 'ipfs-unixfs-importer/layout';
import { importBytes } from 'ipfs-unixfs-importer';
import { describe, expect, it } from 'vitest';
import { FileDigester } from '../../../embedded/content-store/files/file-digester.ts';
import { deterministicBytes, KUBO_CIDS, KUBO_LARGE_FILES } from './kubo-test-vectors.ts';

const GIB = 1_073_741_824;
const storage = { put: <T>(cid: T): T => cid };

async function importedCid(content: Uint8Array, chunkBytes: number, maxLinks: number): Promise<string> {
  const imported = await importBytes(content, storage, {
    profile: 'unixfs-v1-2025',
    chunker: fixedSize({ chunkSize: chunkBytes }),
    layout: balanced({ maxChildrenPerNode: maxLinks }),
  });
  return imported.cid.toString();
}

describe('FileDigester', () => {
  it('arrives at the CIDs of Kubo for a full node, and for a byte more, which needs a second level', () => {
    const full = new FileDigester();
    const overfull = new FileDigester();
    for (const portion of deterministicBytes(GIB + 1, 'v1-2025-seed')) {
      if (portion.length > 1) full.update(portion);
      overfull.update(portion);
    }
    expect(full.finish().cid.toString()).toBe(KUBO_CIDS.fullNode);
    expect(overfull.finish().cid.toString()).toBe(KUBO_CIDS.fullNodeAndAByte);
  });

  it('arrives at the CIDs of ipfs-unixfs-importer for all sizes, chunks and widths, however the bytes arrive', async () => {
    const sizes = fc.record({
      content: fc.uint8Array({ maxLength: 700 }),
      chunkBytes: fc.integer({ min: 1, max: 9 }),
      maxLinks: fc.integer({ min: 2, max: 5 }),
      cut: fc.integer({ min: 1, max: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ content, chunkBytes, maxLinks, cut }) => {
        const digester = new FileDigester({ chunkBytes, maxLinks });
        for (let at = 0; at < content.length; at += cut) digester.update(content.subarray(at, at + cut));
        const digested = digester.finish();
        expect(digested.cid.toString()).toBe(await importedCid(content, chunkBytes, maxLinks));
        expect(digested.bytes).toBe(content.length);
      }),
      { numRuns: 300 },
    );
  });

  it('arrives at the CIDs of Kubo for files past 2 and 4 GiB, whose sizes have a 32nd bit and more', () => {
    const chunkBytes = 1_048_576;
    const zeros = createHash('sha256').update(Buffer.alloc(chunkBytes)).digest();
    for (const [bytes, cid] of KUBO_LARGE_FILES) {
      const digester = new FileDigester();
      const last = bytes % chunkBytes;
      for (let leaf = 0; leaf < (bytes - last) / chunkBytes; leaf++) digester.addLeaf(zeros, chunkBytes);
      digester.update(Buffer.concat([Buffer.alloc(last - 3), Buffer.from('end')]));
      expect(digester.finish().cid.toString()).toBe(cid);
    }
  });

  it('places every inner node over the part of the file that its leaves hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2, max: 4 }), (size, maxLinks) => {
        const digester = new FileDigester({ chunkBytes: 3, maxLinks });
        // Every leaf differs, so each digest has one place.
        digester.update(
          Uint8Array.from({ length: size }, (_, index) => (index % 3 === 0 ? index / 3 : index % 7)),
        );
        const { blocks } = digester.finish();
        const leaves = blocks.filter(({ place }) => place.kind === 'leaf');
        const starts = new Set(leaves.map(({ place }) => ('offset' in place ? place.offset : -1)));
        for (const { place } of blocks) {
          if (place.kind !== 'file-node') continue;
          expect(starts).toContain(place.offset);
          expect(place.offset + place.span === size || starts.has(place.offset + place.span)).toBe(true);
        }
        const root = blocks.findLast(({ place }) => place.kind === 'file-node');
        if (root !== undefined) expect(root.place).toMatchObject({ offset: 0, span: size });
      }),
    );
  });
});
