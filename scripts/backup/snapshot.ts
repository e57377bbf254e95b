import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CONTENT_DATABASES,
  DOCUMENT_DATABASES,
  EnvironmentSnapshot,
} from '@lanran/embedded/environment-copy';
import { isErrorCode } from '../start/data-directory.ts';
import type { StoreName } from '../start/store-places.ts';
import { readEmbeddedStores } from './embedded-stores.ts';
import { BackupRefusedError } from './errors.ts';
import type { Manifest } from './manifest.ts';

const TRIES = 400;
const PAUSE_MS = 15;

/** Files to be copied: where they are, and their names in the data directory. */
export interface Snapshot {
  readonly parts: Manifest['parts'];
  readonly files: readonly { readonly path: string; readonly source: string }[];
}

/** Left out of backups: what each start makes, locks, claims to sign, the state of a move, and the backups. Renditions and copies are made again from the files. */
const LEFT_OUT =
  /^(backups|move|processes|renditions|copies|services\.json|restored\.json|signed-checkpoint\..+\.json|lock(\..*)?|.*\.tmp)$/;
/** Copied before the documents' moment, so that the documents of a backup hold all that its signer remembers (ADR 30). */
export const SIGNED_CHECKPOINT = 'signed-checkpoint.json';
const CONTENT_FILES = 'content-store/files';
/** Of threads; entries in the documents name them. */
const REQUEST_FILES = 'request-files';
const STORES: readonly string[] = ['document-store', 'content-store', 'chain', 'staging', REQUEST_FILES];

/**
 * Takes the moment that a backup shows, of a platform that may run meanwhile (ADR 19). `spool` is a new directory on the data
 * directory's disk. Documents refer to blocks, staged uploads and files, and the chain to leaves: so documents and journal
 * are of one moment, uploads are held from before it, and files, which are never changed, around the moment of their index.
 */
export async function takeSnapshot(dataDir: string, spool: string): Promise<Snapshot> {
  const embedded = await readEmbeddedStores(dataDir);
  const documents = await takeDocumentsAndJournal(embedded, { dataDir, spool });
  try {
    await documents?.copyTo(join(spool, 'document-store'));
  } finally {
    await documents?.close();
  }
  await hold('staging', { dataDir, spool });
  await hold(REQUEST_FILES, { dataDir, spool });
  const hasFiles = embedded.has('files') && (await takeFiles({ dataDir, spool }));
  const files = [
    ...(await listFiles(spool, '')).filter(({ path }) => !path.endsWith('lock.mdb')),
    ...(await listOwn(dataDir)),
  ];
  return {
    parts: {
      documents: partOf(documents !== null),
      files: partOf(hasFiles),
      chain: partOf(existsSync(join(spool, 'chain', 'journal'))),
    },
    files,
  };
}

function partOf(isHeld: boolean): 'EMBEDDED' | 'OUTSIDE' {
  return isHeld ? 'EMBEDDED' : 'OUTSIDE';
}

interface Places {
  readonly dataDir: string;
  readonly spool: string;
}

/** False where there are none. */
async function takeFiles({ dataDir, spool }: Places): Promise<boolean> {
  // Before, because a garbage collection removes what it finds; after, for what came until then.
  await hold(CONTENT_FILES, { dataDir, spool });
  const index = EnvironmentSnapshot.take(join(dataDir, 'content-store', 'index'), CONTENT_DATABASES);
  try {
    await hold(CONTENT_FILES, { dataDir, spool });
    await index?.copyTo(join(spool, 'content-store', 'index'));
    return index !== null;
  } finally {
    await index?.close();
  }
}

/** The journal is the chain: as long as it did not change around the documents' moment, no block lies between the two. */
async function takeDocumentsAndJournal(
  embedded: ReadonlySet<StoreName>,
  { dataDir, spool }: Places,
): Promise<EnvironmentSnapshot | null> {
  const journal = join(dataDir, 'chain', 'journal');
  const copy = join(spool, 'chain', 'journal');
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = embedded.has('chain') ? await stateOf(journal) : null;
    if (before !== null) await copyFile(journal, copy);
    await hold('staging', { dataDir, spool });
    await copyIfThere(join(dataDir, SIGNED_CHECKPOINT), join(spool, SIGNED_CHECKPOINT));
    const documents = embedded.has('documents')
      ? EnvironmentSnapshot.take(join(dataDir, 'document-store'), DOCUMENT_DATABASES)
      : null;
    if (!embedded.has('chain') || (await stateOf(journal)) === before) return documents;
    await documents?.close();
    await pause(PAUSE_MS);
  }
  throw new BackupRefusedError(
    'The chain takes one transaction after the other and was never at rest. Start the backup again in a quieter minute.',
  );
}

async function copyIfThere(source: string, target: string): Promise<void> {
  try {
    await copyFile(source, target);
  } catch (error) {
    if (!isErrorCode(error, 'ENOENT')) throw error;
  }
}

async function stateOf(path: string): Promise<string | null> {
  try {
    const { size, mtimeNs } = await stat(path, { bigint: true });
    return `${size} ${mtimeNs}`;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Gives each file of a folder a second name, so that it outlives its publication or removal. */
async function hold(folder: string, { dataDir, spool }: Places): Promise<void> {
  for (const { path, source } of await listFiles(dataDir, folder)) {
    await mkdir(dirname(join(spool, path)), { recursive: true, mode: 0o700 });
    try {
      // A record is replaced, not written over, but a copy of it must not be taken for the upload's own name.
      await link(source, join(spool, path));
    } catch (error) {
      if (!isErrorCode(error, 'EEXIST') && !isErrorCode(error, 'ENOENT')) throw error;
    }
  }
}

/** Keys, demo accounts and whatever else lies in the data directory itself. */
export async function listOwn(dataDir: string): Promise<Snapshot['files'][number][]> {
  const names = (await readdir(dataDir)).filter(
    (name) => !LEFT_OUT.test(name) && !STORES.includes(name) && name !== SIGNED_CHECKPOINT,
  );
  const lists = await Promise.all(
    names.map(async (name) =>
      (await stat(join(dataDir, name))).isDirectory()
        ? listFiles(dataDir, name)
        : [{ path: name, source: join(dataDir, name) }],
    ),
  );
  return lists.flat();
}

/** Every file below a folder of `root`; none where there is no such folder. */
export async function listFiles(root: string, folder: string): Promise<Snapshot['files'][number][]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((source) => ({ source, path: source.slice(root.length + 1) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return [];
    throw error;
  }
}
