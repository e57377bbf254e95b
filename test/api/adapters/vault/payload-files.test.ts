import { createHash } from 'node:crypto';
import { link, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PayloadFiles } from '@lanran/api/vault/adapters/payload-files';
import { createFileHasher, loadPartHashers } from '@lanran/protocol/files/digest';
import { temporaryDirectory } from '../../../embedded/document-store/under-test.ts';

const createSha256 = () => createHash('sha256');

describe('payloads on their way into the store', () => {
  it('are not written to by a process that wakes in the middle of sealing the same file', async () => {
    const directory = temporaryDirectory();
    const part = Buffer.alloc(300_000, 'a');
    const hasher = await createFileHasher(createSha256);
    hasher.update(part);
    hasher.update(part);
    const { cid } = hasher.digest();
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    async function* frozenParts() {
      yield part;
      begin();
      await asleep;
      yield part;
    }
    async function* parts() {
      yield part;
      yield part;
    }
    const frozen = new PayloadFiles(directory).write(cid, frozenParts());
    await begun;
    const sealed = await new PayloadFiles(directory).write(cid, parts());
    // As the embedded store adopts it.
    const stored = join(directory, 'stored');
    await link(sealed.filePath, stored);
    wake();
    await frozen;
    const digest = (await loadPartHashers(createSha256)).cid();
    digest.update(await readFile(stored));
    expect(digest.digest()).toBe(sealed.payloadCid);
  });

  it('are swept when a kill left them before then and nobody needs them', async () => {
    const directory = temporaryDirectory();
    const files = new PayloadFiles(directory);
    for (const name of ['needed', 'old', 'young']) await writeFile(files.pathOf(name), '');
    for (const name of ['needed', 'old']) await utimes(files.pathOf(name), new Date(0), new Date(0));
    await files.sweep(new Date(1_000_000), (name) => name === 'needed');
    expect((await readdir(directory)).toSorted()).toEqual(['needed', 'young']);
  });
});
