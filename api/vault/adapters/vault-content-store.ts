import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { digestFile } from '@lanran/protocol/files/digest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import {
  ContentDamagedError,
  ContentMismatchError,
  ContentMissingError,
  ContentUnreadableError,
} from '../../platform/kernel/errors.ts';
import type {
  ByteRange,
  ContentStore,
  ManyContents,
  SealedFileVault,
  SmallSealedFile,
  StoredFile,
  StagedSealedFile,
  StoredFiles,
  StoredFileRequest,
} from '../../storage/ports/content-store.ts';
import type { Seal, SealedFile } from '../ports/sealed-file-store.ts';
import { openHeader } from '../../age/header.ts';
import { DamagedPayloadError } from '../../age/payload.ts';
import type { StagedSeal } from '../../storage/ports/content-store.ts';
import type { Vault } from '../ports/vault.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import { KEPT_MS, RecentAnswers } from '../../platform/concurrency/recent-answers.ts';
import { SealKeeper, type SealKeeperOptions } from './seal-keeper.ts';
import { SealUpkeep } from './seal-upkeep.ts';
import { SmallFiles } from './small-files.ts';
import { StagedFiles } from './staged-files.ts';
import type { Portions } from '../../platform/concurrency/pieces.ts';
import { type OpenedSeal, READ_BYTES, readNonce, SealedReader, streamOf } from './sealed-reader.ts';

interface SealedNow {
  readonly file: SealedFile;
  readonly seal: Seal;
}

interface OpenedObjects {
  readonly seals: readonly OpenedSeal[];
  /** Of those that could not be opened. */
  readonly failures: readonly unknown[];
}

/** Opened once more before it is stored. Longer ones are stored by the hashes of when they arrived. */
const SMALL_BYTES = 1_048_576;

/**
 * Encrypts private content before a content store keeps it, as age files (docs/access-at-rest.md). Callers read it by the CID of its
 * plaintext. Open content passes through unchanged.
 */
export class VaultContentStore implements ContentStore, ManyContents, StoredFiles, SealedFileVault, Vault {
  readonly #options: SealKeeperOptions;
  readonly #keeper: SealKeeper;
  readonly #reader: SealedReader;
  readonly #upkeep: SealUpkeep;
  readonly #small: SmallFiles;
  readonly #staged: StagedFiles;
  /** By content, of which organizations may share the payload. */
  readonly #turns: Mutex<string>;
  readonly #opened = new RecentAnswers<OpenedObjects>();

  constructor(options: SealKeeperOptions & { readonly turns: Mutex<string> }) {
    this.#options = options;
    this.#turns = options.turns;
    this.#keeper = new SealKeeper(options);
    this.#reader = new SealedReader(options, this.#keeper);
    this.#small = new SmallFiles(options, this.#keeper);
    this.#staged = new StagedFiles(options, this.#keeper);
    this.#upkeep = new SealUpkeep(options, { keeper: this.#keeper, reader: this.#reader });
  }

  async pinFile(request: StoredFileRequest): Promise<void> {
    const { expectedCid: cid, isPrivate, isRepair } = request;
    if (!isPrivate) return this.#change(cid, () => this.#options.objects.pinFile(request));
    if (isRepair === true && (await this.#repair(request))) return;
    await this.#change(cid, () => this.#pinPrivate(request));
  }

  async pinSmall(
    files: readonly SmallSealedFile[],
    organizationId: OrganizationId | null,
  ): Promise<ReadonlySet<string>> {
    return this.#changeMany(files, () => this.#small.pin(files, organizationId));
  }

  async pinStaged(
    files: readonly StagedSealedFile[],
    organizationId: OrganizationId | null,
  ): Promise<ReadonlySet<string>> {
    return this.#changeMany(files, () => this.#staged.pin(files, organizationId));
  }

  async keepSealed({ cid, organizationId }: Pick<SealedFile, 'cid' | 'organizationId'>): Promise<void> {
    await this.pinFile({ filePath: '', isPrivate: true, expectedCid: cid, organizationId });
  }

  async settle({ cid, organizationId }: SealedFile): Promise<void> {
    await this.#change(cid, async () => {
      const known = await this.#find(cid, organizationId);
      if (known !== null) await this.#upkeep.settle(known);
    });
  }

  async handOver(
    { cid, organizationId }: SealedFile,
    holdersOf: Parameters<Vault['handOver']>[1],
  ): Promise<void> {
    await this.#change(cid, async () => {
      const known = await this.#find(cid, organizationId);
      if (known === null) return;
      const { movedSha256: sha256 } = known;
      if (sha256 === null) await this.#upkeep.settle(known);
      else await this.#upkeep.handOver(known, await holdersOf({ cid, sha256 }));
    });
  }

  async releaseClear(cid: string): Promise<void> {
    await this.#options.objects.unpin(cid);
  }

  async erase(cid: string, mayErase: () => Promise<boolean>): Promise<boolean> {
    const { sealedFiles, objects } = this.#options;
    return this.#change(cid, async () => {
      if (!(await mayErase())) return false;
      for (const file of await sealedFiles.listByCid(cid)) await this.#keeper.erase(file);
      await objects.unpin(cid);
      return true;
    });
  }

  async collectGarbage(): Promise<void> {
    await this.#options.objects.collectGarbage();
  }

  async sweep(before: Date): Promise<void> {
    const { payloads, sealedFiles } = this.#options;
    const needed = new Set<string>();
    for (let last: SealedFile | null = null; ;) {
      const files: SealedFile[] = await sealedFiles.listUnsettled(last, 1_000);
      for (const { next } of files) if (next !== null) needed.add(next.payloadCid);
      last = files.at(-1) ?? null;
      if (last === null) break;
    }
    await payloads.sweep(before, (payloadCid) => needed.has(payloadCid));
  }

  async isPinned(cid: string): Promise<boolean> {
    const { sealedFiles, objects } = this.#options;
    for (const { current } of await sealedFiles.listByCid(cid)) {
      if (current !== null && (await objects.isPinned(current.root))) return true;
    }
    return objects.isPinned(cid);
  }

  /** Whichever object of the content can be read: who may have it was decided before. */
  async readPieces(cid: string, range?: ByteRange): Promise<Portions> {
    const known = this.#opened.find(cid, KEPT_MS, () => this.#open(cid));
    try {
      return await this.#readOpened(cid, { opened: await known, range });
    } catch (error) {
      if (!isOfThisObject(error)) throw error;
      // It may have been encrypted anew since its keys were opened.
      this.#opened.forget(cid);
      return this.#readOpened(cid, { opened: await this.#open(cid), range });
    }
  }

  async read(cid: string, range?: ByteRange): Promise<Readable> {
    return streamOf(await this.readPieces(cid, range));
  }

  async readPart(cid: string, range: ByteRange): Promise<readonly Buffer[]> {
    try {
      const { seals } = await this.#opened.find(cid, KEPT_MS, () => this.#open(cid));
      const [seal] = seals;
      if (seal === undefined) return await this.#options.objects.readPart(cid, range);
      return await this.#reader.readPart(seal, range);
    } catch (error) {
      if (!isOfThisObject(error)) throw error;
      const pieces: Buffer[] = [];
      // From whichever object can be read, as it is now.
      for await (const piece of await this.read(cid, range)) pieces.push(piece as Buffer);
      return pieces;
    }
  }

  /** The objects of a content, with their keys or why there is none. */
  async #open(cid: string): Promise<OpenedObjects> {
    const seals: OpenedSeal[] = [];
    const failures: unknown[] = [];
    for (const file of await this.#options.sealedFiles.listByCid(cid)) {
      if (file.current === null) continue;
      try {
        seals.push(this.#reader.open(file, file.current));
      } catch (error) {
        if (!isOfThisObject(error)) throw error;
        failures.push(error);
      }
    }
    return { seals, failures };
  }

  async #readOpened(
    cid: string,
    { opened, range }: { readonly opened: OpenedObjects; readonly range: ByteRange | undefined },
  ): Promise<Portions> {
    const failures = [...opened.failures];
    for (const seal of opened.seals) {
      try {
        return await this.#reader.readOpened(seal, range);
      } catch (error) {
        if (!isOfThisObject(error)) throw error;
        failures.push(error);
      }
    }
    try {
      return await this.#options.objects.readPieces(cid, range);
    } catch (error) {
      // Where there is no key for one, the content may be whole.
      throw failures.find((each) => each instanceof ContentUnreadableError) ?? failures[0] ?? error;
    }
  }

  async findStored(cids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
    const files = await this.#sealedNow(cids);
    const idOf = (cid: string) => files.get(cid)?.seal.payloadCid ?? cid;
    const stored = await this.#options.objects.findStored(cids.map(idOf));
    const found = new Map<string, StoredFile>();
    for (const cid of cids) {
      const sealed = files.get(cid);
      const here = stored.get(idOf(cid));
      if (here === undefined) continue;
      const payloadKey = sealed === undefined ? null : this.#reader.findPayloadKey(sealed.file, sealed.seal);
      if (sealed === undefined || payloadKey !== null) found.set(cid, { ...here, payloadKey });
    }
    return found;
  }

  /** As `read`: what can't be read so is absent. */
  async readMany(cids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const files = await this.#sealedNow(cids);
    const payloads = new Map([...files].map(([cid, { seal }]) => [cid, seal.payloadCid]));
    const stored = await this.#options.objects.readMany(cids.map((cid) => payloads.get(cid) ?? cid));
    const found = new Map<string, Uint8Array>();
    for (const cid of cids) {
      const sealed = files.get(cid);
      const bytes = stored.get(payloads.get(cid) ?? cid);
      const plain =
        sealed === undefined ? bytes : bytes && this.#reader.openWhole(sealed.file, sealed.seal, bytes);
      if (plain != null) found.set(cid, plain);
    }
    return found;
  }

  /** Of those that are encrypted, one that is stored. */
  async #sealedNow(cids: readonly string[]): Promise<ReadonlyMap<string, SealedNow>> {
    const files = new Map<string, SealedNow>();
    for (const file of await this.#options.sealedFiles.listByCids(cids))
      if (file.current !== null) files.set(file.cid, { file, seal: file.current });
    return files;
  }

  async check(): Promise<void> {
    await this.#options.objects.check();
  }

  async #pinPrivate(request: StoredFileRequest): Promise<void> {
    const { expectedCid: cid, organizationId = null, filePath, sealed = null } = request;
    const known = await this.#find(cid, organizationId);
    if (known?.current != null && (await this.#options.objects.isPinned(known.current.root))) {
      await this.#keeper.settle(known);
      return;
    }
    if (sealed === null) return this.#encrypt({ cid, organizationId, filePath }, known);
    const payloadCid = (await isThere(filePath)) ? await sealed.payloadCid() : null;
    // A repeat after a crash: what was prepared then may be stored by now, and what was staged gone.
    if (known?.next != null && (payloadCid === null || payloadCid === known.next.payloadCid)) {
      await this.#keeper.settle(known, filePath);
      return;
    }
    if (known?.next != null && (await this.#keeper.canSettle(known))) {
      await this.#keeper.settle(known);
      return;
    }
    if (payloadCid === null)
      throw new ContentMissingError(
        `The staged file of ${cid} is gone and the file store does not hold it. Upload it again.`,
      );
    if (sealed.bytes <= SMALL_BYTES) await this.#requireSigned(filePath, sealed, cid);
    const fileKey = openHeader(sealed.header, this.#options.vault.identities);
    const payload = { payloadCid, nonce: await readNonce(filePath), bytes: sealed.bytes };
    const file = known ?? (await this.#upkeep.begin({ cid, organizationId, bytes: sealed.bytes }));
    await this.#keeper.settle(await this.#keeper.prepare(file, fileKey, payload), filePath);
  }

  /** Encrypts anew, for each organization that has it, what was brought. False when nobody has it encrypted. */
  async #repair({ expectedCid: cid, filePath, sealed = null }: StoredFileRequest): Promise<boolean> {
    const { sealedFiles, payloads } = this.#options;
    // One without either was let go of, or never stored.
    const files = (await sealedFiles.listByCid(cid)).filter(
      ({ current, next }) => current !== null || next !== null,
    );
    for (const { organizationId } of files) {
      await this.#change(cid, async () => {
        const known = await this.#find(cid, organizationId);
        if (known === null) return;
        const plain =
          sealed === null
            ? createReadStream(filePath, { highWaterMark: READ_BYTES })
            : await this.#reader.readStaged(filePath, sealed);
        const payload = await payloads.write(cid, plain);
        const file = { ...known, work: 'NONE' as const };
        await this.#keeper.settle(await this.#keeper.prepare(file, payload.fileKey, payload));
      });
    }
    return files.length > 0;
  }

  /** @throws ContentMismatchError */
  async #requireSigned(filePath: string, sealed: StagedSeal, cid: string): Promise<void> {
    const altered = `The staged file of ${cid} was altered on the disk. Upload it again.`;
    try {
      const createSha256 = () => createHash('sha256');
      const found = await digestFile(await this.#reader.readStaged(filePath, sealed), { createSha256 });
      if (found.cid !== cid) throw new ContentMismatchError(altered);
    } catch (cause) {
      if (!(cause instanceof DamagedPayloadError)) throw cause;
      throw new ContentMismatchError(altered, { cause });
    }
  }

  /** What lies in clear, in the staging area or in the store. */
  async #encrypt(
    {
      cid,
      organizationId,
      filePath,
    }: { cid: string; organizationId: OrganizationId | null; filePath: string },
    known: SealedFile | null,
  ): Promise<void> {
    if (known?.next != null && (await this.#keeper.canSettle(known))) {
      await this.#keeper.settle(known);
      return;
    }
    const { objects, payloads } = this.#options;
    const plain = (await isThere(filePath))
      ? createReadStream(filePath, { highWaterMark: READ_BYTES })
      : await objects.read(cid);
    const payload = await payloads.write(cid, plain);
    const file = known ?? (await this.#upkeep.begin({ cid, organizationId, bytes: payload.bytes }));
    await this.#keeper.settle(await this.#keeper.prepare(file, payload.fileKey, payload));
  }

  /** One at a time for a content. What was kept of it is forgotten. */
  async #change<T>(cid: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#turns.take(cid, work);
    } finally {
      this.#opened.forget(cid);
    }
  }

  async #changeMany<T>(files: readonly { readonly cid: string }[], work: () => Promise<T>): Promise<T> {
    const cids = new Set(files.map(({ cid }) => cid));
    try {
      return await this.#turns.takeAll(cids, work);
    } finally {
      cids.forEach((cid) => this.#opened.forget(cid));
    }
  }

  async #find(cid: string, organizationId: OrganizationId | null): Promise<SealedFile | null> {
    return this.#options.sealedFiles.find(cid, organizationId);
  }
}

function isOfThisObject(error: unknown): boolean {
  const kinds = [ContentMissingError, ContentDamagedError, ContentUnreadableError];
  return kinds.some((kind) => error instanceof kind);
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
