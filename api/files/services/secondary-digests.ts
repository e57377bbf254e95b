import { Readable } from 'node:stream';
import type { AssetFile } from '../../assets/domain/asset.ts';
import { c4IdOf } from '@lanran/protocol/files/c4-id';
import { LIST_SIZES } from '../domain/picture.ts';
import type { LateDigests } from '../domain/technical-metadata.ts';
import { DigestingFailedError } from '../../storage/ports/content-digester.ts';
import type { ContentStore, StoredFile, StoredFiles } from '../../storage/ports/content-store.ts';
import type { InspectionStore } from '../ports/inspection-store.ts';
import type { SecondaryDigester, StreamDigests } from '../../storage/ports/secondary-digester.ts';
import type { HeldContents } from './held-contents.ts';
import type { PerceptualHasher } from '../ports/perceptual-hasher.ts';
import type { RenditionStore } from '../ports/rendition-store.ts';

export interface SecondaryDigestsOptions {
  readonly inspections: Pick<InspectionStore, 'findDigests' | 'keepDigests'>;
  readonly content: Pick<ContentStore, 'read'>;
  readonly renditions: Pick<RenditionStore, 'find'>;
  readonly digester: SecondaryDigester;
  readonly perceptual: PerceptualHasher;
  readonly held: Pick<HeldContents, 'find'>;
  readonly stored: StoredFiles;
}

const [SMALLEST] = LIST_SIZES;
/** They are worked on within seconds. */
const LOCATED_AT_ONCE = 16;

/** MD5, C4 and a perceptual hash of published files: what other systems know files by, and nobody signs. */
export class SecondaryDigestsService {
  readonly #options: SecondaryDigestsOptions;

  constructor(options: SecondaryDigestsOptions) {
    this.#options = options;
  }

  /** In the order of the hashes; null for files not read for it yet. */
  async findMany(sha256s: readonly string[]): Promise<(LateDigests | null)[]> {
    const found = await this.#options.inspections.findDigests(sha256s);
    const bySha256 = new Map(found.map((digests) => [digests.sha256, digests]));
    return sha256s.map((sha256) => bySha256.get(sha256) ?? null);
  }

  /** One reading of the file, unless that was done. @throws ContentMissingError, UnavailableError, and the signal's reason */
  async digest(
    { sha256, cid, bytes }: Pick<AssetFile, 'sha256' | 'cid' | 'bytes'>,
    { signal, progress }: { readonly signal: AbortSignal; readonly progress: (done: number) => void },
  ): Promise<LateDigests> {
    const [known = null] = await this.findMany([sha256]);
    if (known?.perceptual != null) return known;
    let done = 0;
    const beforeEach = (length: number) => {
      signal.throwIfAborted();
      done += length;
      progress(done / bytes);
    };
    const stored = known === null ? await this.#locate([{ cid }]) : new Map();
    const digests = await this.#make({ sha256, cid, bytes }, known, { beforeEach, stored });
    if (digests !== known) await this.#options.inspections.keepDigests([digests]);
    return digests;
  }

  /**
   * The same for many, in order, until `isOver`. Stores the digests at the end.
   * @returns how many files it looked at, and which of them it could not read. @throws the signal's reason
   */
  async digestMany<T extends Pick<AssetFile, 'sha256' | 'cid' | 'bytes'>>(
    files: readonly T[],
    {
      signal,
      progress,
      isOver,
    }: {
      readonly signal: AbortSignal;
      readonly progress: (done: number) => void;
      readonly isOver: () => boolean;
    },
  ): Promise<{ readonly failed: readonly T[]; readonly count: number }> {
    const known = await this.findMany(files.map(({ sha256 }) => sha256));
    const fresh: LateDigests[] = [];
    const failed: T[] = [];
    let stored: ReadonlyMap<string, StoredFile> = new Map();
    let count = 0;
    try {
      for (const [at, file] of files.entries()) {
        if (at > 0 && isOver()) break;
        const before = known[at] ?? null;
        if (at % LOCATED_AT_ONCE === 0) stored = await this.#locate(files.slice(at, at + LOCATED_AT_ONCE));
        try {
          const beforeEach = () => signal.throwIfAborted();
          const digests = await this.#make(file, before, { beforeEach, stored });
          if (digests !== before) fresh.push(digests);
        } catch {
          signal.throwIfAborted();
          failed.push(file);
        }
        count = at + 1;
        progress(count / files.length);
      }
    } finally {
      await this.#options.inspections.keepDigests(fresh);
    }
    return { failed, count };
  }

  /** Those that are known, where they are all that there is. What was taken for no picture when it was read, by older code, may be one. */
  async #make(
    { sha256, cid, bytes }: Pick<AssetFile, 'sha256' | 'cid' | 'bytes'>,
    known: LateDigests | null,
    {
      beforeEach,
      stored,
    }: {
      readonly beforeEach: (length: number) => void;
      readonly stored: ReadonlyMap<string, StoredFile>;
    },
  ): Promise<LateDigests> {
    if (known?.perceptual != null) return known;
    const perceptual = await this.#perceptualOf(sha256);
    if (known !== null) return perceptual === null ? known : { ...known, perceptual };
    const { md5, sha512 } =
      (await this.#digestStored({ file: stored.get(cid) ?? null, bytes }, beforeEach)) ??
      (await this.#read({ cid, bytes }, beforeEach));
    return { sha256, md5, c4: c4IdOf(sha512), perceptual };
  }

  /** What can't be found so is read instead. */
  async #locate(files: readonly Pick<AssetFile, 'cid'>[]): Promise<ReadonlyMap<string, StoredFile>> {
    const found = this.#options.stored.findStored(files.map(({ cid }) => cid));
    return found.catch(() => new Map<string, StoredFile>());
  }

  /** Where it lies; null where it can't be read there, which reading it says the reason of. */
  async #digestStored(
    { file, bytes }: Pick<AssetFile, 'bytes'> & { readonly file: StoredFile | null },
    beforeEach: (length: number) => void,
  ): Promise<StreamDigests | null> {
    if (file === null || bytes === 0) return null;
    try {
      return await this.#options.digester.digestStored({ ...file, bytes }, beforeEach);
    } catch (error) {
      if (error instanceof DigestingFailedError) return null;
      throw error;
    }
  }

  async #read(
    { cid, bytes }: Pick<AssetFile, 'cid' | 'bytes'>,
    beforeEach: (length: number) => void,
  ): Promise<StreamDigests> {
    const source = bytes === 0 ? Readable.from([]) : await this.#options.content.read(cid);
    return this.#options.digester.digest(source, beforeEach);
  }

  /** Of those whose bytes are at hand. @returns the SHA-256 of those */
  async digestHeld(
    files: readonly Pick<AssetFile, 'sha256' | 'cid' | 'bytes'>[],
  ): Promise<ReadonlySet<string>> {
    const { inspections, held, digester } = this.#options;
    const known = await this.findMany(files.map(({ sha256 }) => sha256));
    const done = new Set<string>();
    const fresh: LateDigests[] = [];
    for (const [at, { sha256, cid, bytes }] of files.entries()) {
      const before = known[at] ?? null;
      if (before?.perceptual != null) done.add(sha256);
      const content = bytes === 0 ? new Uint8Array(0) : held.find(cid);
      if (content === null || done.has(sha256)) continue;
      done.add(sha256);
      const perceptual = await this.#perceptualOf(sha256);
      if (before !== null && perceptual === null) continue;
      const { md5, sha512 } = digester.digestBytes(content);
      fresh.push({ sha256, md5, c4: c4IdOf(sha512), perceptual });
    }
    await inspections.keepDigests(fresh);
    return done;
  }

  async #perceptualOf(sha256: string): Promise<string | null> {
    const { renditions, perceptual } = this.#options;
    const webp = await renditions.find({ sha256, size: SMALLEST, watermark: null });
    return webp === null ? null : perceptual.hash(webp);
  }
}
