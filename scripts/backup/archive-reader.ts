import { createHash } from 'node:crypto';
import type { Identity } from '@lanran/api/age/identity';
import { type ArchiveSource, openSource } from './archive-source.ts';
import { BackupDamagedError, BackupRefusedError } from './errors.ts';
import { Manifest, MANIFEST, SEAL } from './manifest.ts';
import { BLOCK_BYTES, decodeHeader, paddingOf } from './tar.ts';

const READ_BYTES = 1_048_576;
const LARGEST_MANIFEST = 1_073_741_824;

interface FoundEntry {
  readonly path: string;
  readonly bytes: number;
  /** Of its content. */
  readonly offset: number;
  readonly sha256: string;
}

export interface VerifiedArchive {
  readonly manifest: Manifest;
  readonly bytes: number;
  readonly isEncrypted: boolean;
}

export interface ReadOptions {
  /** Those that may open it, where it is encrypted. */
  readonly identities?: readonly Identity[];
  readonly take?: TakePortion;
}

/** Told of each file's content in portions; an empty portion ends it. */
export type TakePortion = (path: string, portion: Buffer) => Promise<void>;

/**
 * Reads every byte of a backup and compares it with the manifest.
 * @throws BackupDamagedError naming what is damaged, BackupEncryptedError when no identity opens it, BackupRefusedError when the
 * file can't be opened
 */
export async function readArchive(
  path: string,
  { identities = [], take = () => Promise.resolve() }: ReadOptions = {},
): Promise<VerifiedArchive> {
  const file = await openSource(path, identities);
  try {
    const { bytes: size, isEncrypted } = file;
    const damage = (problem: string) => new BackupDamagedError(path, problem);
    const entries: FoundEntry[] = [];
    let at = 0;
    while (entries.at(-1)?.path !== SEAL) {
      const header = decodeHeader(await readExactly(file, at, BLOCK_BYTES));
      const after = entries.at(-1)?.path ?? 'its beginning';
      if (header === null) throw damage(`byte ${at} does not begin a file (after ${after})`);
      const end = at + BLOCK_BYTES + header.bytes + paddingOf(header.bytes);
      if (end > size) throw damage(`it ends within ${header.path}`);
      const entry = { ...header, offset: at + BLOCK_BYTES };
      entries.push({ ...entry, sha256: await hashOf(file, entry, take) });
      await requireBlank(file, { from: entry.offset + entry.bytes, to: end }, () =>
        damage(`the bytes after ${header.path} are not blank`),
      );
      at = end;
    }
    const trailer = { from: at, to: at + 2 * BLOCK_BYTES };
    if (size !== trailer.to) throw damage(`it has ${size} bytes, and ${trailer.to} are due`);
    await requireBlank(file, trailer, () => damage('its end is not blank'));
    return { manifest: await checkManifest(file, entries, damage), bytes: size, isEncrypted };
  } finally {
    await file.close();
  }
}

async function checkManifest(
  file: ArchiveSource,
  entries: readonly FoundEntry[],
  damage: (problem: string) => Error,
): Promise<Manifest> {
  const [manifestEntry, seal] = entries.slice(-2);
  if (manifestEntry?.path !== MANIFEST || seal === undefined || manifestEntry.bytes > LARGEST_MANIFEST)
    throw damage('it has no manifest');
  const stated = (await readExactly(file, seal.offset, seal.bytes)).toString();
  if (stated !== `${manifestEntry.sha256}\n`) throw damage(`${MANIFEST} is not as ${SEAL} says`);
  const text = (await readExactly(file, manifestEntry.offset, manifestEntry.bytes)).toString();
  const parsed = Manifest.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new BackupRefusedError('The backup has a format that this version does not read.');
  const found = entries.slice(0, -2);
  for (const [at, { path, bytes, sha256 }] of found.entries()) {
    const listed = parsed.data.files[at];
    if (listed?.path !== path || listed.bytes !== bytes) throw damage(`${path} is not in its manifest`);
    if (listed.sha256 !== sha256) throw damage(`${path} is not as its manifest says (SHA-256 ${sha256})`);
  }
  const missing = parsed.data.files[found.length];
  if (missing !== undefined) throw damage(`${missing.path} is missing`);
  return parsed.data;
}

async function hashOf(
  file: ArchiveSource,
  { path, offset, bytes }: Pick<FoundEntry, 'path' | 'offset' | 'bytes'>,
  take: TakePortion,
): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes; at += READ_BYTES) {
    const portion = await readExactly(file, offset + at, Math.min(READ_BYTES, bytes - at));
    hash.update(portion);
    await take(path, portion);
  }
  await take(path, Buffer.alloc(0));
  return hash.digest('hex');
}

async function requireBlank(
  file: ArchiveSource,
  { from, to }: { from: number; to: number },
  refusal: () => Error,
): Promise<void> {
  const bytes = await readExactly(file, from, to - from);
  if (bytes.length < to - from || bytes.some((byte) => byte !== 0)) throw refusal();
}

/** Shorter at the end of the file; of a block, what is missing is nought. */
async function readExactly(file: ArchiveSource, offset: number, length: number): Promise<Buffer> {
  const bytes = await file.read(offset, length);
  if (bytes.length === length || length !== BLOCK_BYTES) return bytes;
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);
}
