import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { digestFile } from '@lanran/protocol/files/digest';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { Upload } from '@tus/server';
import { IpfsContentStore } from '@lanran/api/storage/adapters/ipfs/ipfs-content-store';
import { openStores } from '@lanran/api/stores';
import { DiskStagingArea } from '@lanran/api/ingest/adapters/disk-staging-area';
import { PayloadFiles } from '@lanran/api/vault/adapters/payload-files';
import { VaultContentStore } from '@lanran/api/vault/adapters/vault-content-store';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { startContentStore } from '@lanran/embedded/content-store/server';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { BreakingFailPoints } from '../../../support/services.ts';

const TOKEN = 'a token for tests only, long enough';
export const MARKER = Buffer.from('a marker of the original');
const sha256 = { createSha256: () => createHash('sha256') };

/** An original with a marker every few KiB. */
export function marked(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at++)
    bytes[at] = (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16;
  for (let at = 0; at + MARKER.length < length; at += 3_000) MARKER.copy(bytes, at);
  return bytes;
}

export async function bytesOf(source: AsyncIterable<unknown>): Promise<Buffer> {
  const portions: Uint8Array[] = [];
  for await (const portion of source) portions.push(portion as Uint8Array);
  return Buffer.concat(portions);
}

export type VaultStage = Awaited<ReturnType<typeof startVaultStage>>;

/** Real stores for documents and files, and the vault over them, which can be opened anew with other keys. */
export async function startVaultStage() {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-vault-'));
  const stagingDir = join(directory, 'staging');
  const files = await startContentStore({
    dataDirectory: join(directory, 'files'),
    sharedDirectory: stagingDir,
    token: TOKEN,
  });
  const documents = await startDocumentStore({ dataDir: join(directory, 'documents') });
  const stores = await openStores({ uri: `${documents.uri}/lanran`, answerWithinMs: 5_000 });
  const objects = new IpfsContentStore({ apiUrl: files.url, sharedDir: stagingDir, token: TOKEN });
  const failPoints = new BreakingFailPoints();
  const open = (keys: readonly string[]) => {
    const vault = new VaultKeys(keys);
    const staging = new DiskStagingArea({
      directory: stagingDir,
      failPoints,
      sealing: { vault, isSealed: async () => true },
      reservedBytes: 65_536,
    });
    const content = new VaultContentStore({
      ...stores,
      objects,
      vault,
      payloads: new PayloadFiles(join(stagingDir, 'sealing')),
      failPoints,
    });
    return { staging, content };
  };
  return {
    directory,
    stores,
    objects,
    failPoints,
    open,
    /** As an upload into a draft that is not open, and its publication. */
    async publish(
      vault: ReturnType<typeof open>,
      plain: Buffer,
      organizationId: OrganizationId,
    ): Promise<FileDigest> {
      const id = createHash('sha256').update(plain).update(organizationId).digest('hex').slice(0, 32);
      const { staging, content } = vault;
      const metadata = { draft: 'draft', path: 'front.tiff', sha256: null };
      if ((await staging.find(id)) === null) {
        await staging.uploads.create(new Upload({ id, size: plain.length, offset: 0, metadata }));
        await staging.uploads.write(Readable.from([plain]), id, 0);
      }
      const digest = await digestFile([plain], sha256);
      const staged = await staging.open(id);
      await content.pinFile({ ...staged, isPrivate: true, expectedCid: digest.cid, organizationId });
      await staging.remove(id);
      return digest;
    },
    /** What the store answers to the platform itself: for Kubo everyone is that. */
    async ask(path: string, method = 'POST'): Promise<{ status: number; body: Buffer }> {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const response = await fetch(new URL(path, files.url), { method, headers });
      return {
        status: response.status,
        body: Buffer.from(await response.arrayBuffer().catch(() => new ArrayBuffer(0))),
      };
    },
    /** Files anywhere below the directory that have the marker in them. */
    async filesInClear(): Promise<string[]> {
      const entries = await readdir(directory, { withFileTypes: true, recursive: true });
      const found: string[] = [];
      for (const entry of entries.filter((each) => each.isFile())) {
        const bytes = await readFile(join(entry.parentPath, entry.name));
        if (bytes.includes(MARKER.subarray(0, 12))) found.push(entry.name);
      }
      return found;
    },
    async stop() {
      await stores.close();
      await Promise.all([documents.close(), files.close()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
