import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { digestFile } from '@lanran/protocol/digest';
import type { OrganizationId } from '@lanran/protocol/ids';
import { ContentDamagedError, ContentMismatchError, ContentMissingError } from '../../domain/errors.ts';
import type { ByteRange, ContentStore, StoredFileRequest } from '../../ports/content-store.ts';
import type { Seal, SealedFile } from '../../ports/sealed-file-store.ts';
import { openHeader } from '../../age/header.ts';
import { openRange, sealedRangeOf } from '../../age/open-range.ts';
import { DamagedPayloadError, NONCE_BYTES, payloadKeyOf } from '../../age/payload.ts';
import type { StagedSeal } from '../../ports/staging-area.ts';
import type { Vault } from '../../ports/vault.ts';
import { SealKeeper, type SealKeeperOptions } from './seal-keeper.ts';
import { Turns } from '../../domain/turns.ts';

const READ_BYTES = 1_048_576;
/** Opened once more before it is stored. Longer ones are stored by the hashes of when they arrived. */
const SMALL_BYTES = 1_048_576;

/**
 * Encryption at rest around a content store (DESIGN §6): what is private is stored as age files and read by the CID of its
 * plaintext. Everything else goes through.
 */
export class VaultContentStore implements ContentStore, Vault {
  readonly #options: SealKeeperOptions;
  readonly #keeper: SealKeeper;
  /** One at a time for a file of an organization. */
  readonly #turns = new Turns<string>();

  constructor(options: SealKeeperOptions) {
    this.#options = options;
    this.#keeper = new SealKeeper(options);
  }

  async pinFile(request: StoredFileRequest): Promise<void> {
    if (!request.isPrivate) return this.#options.objects.pinFile(request);
    if (request.isRepair === true && (await this.#repair(request))) return;
    const { expectedCid: cid, organizationId = null } = request;
    await this.#turns.take(turnOf({ cid, organizationId }), () => this.#pinPrivate(request));
  }

  async keepSealed({ cid, organizationId }: Pick<SealedFile, 'cid' | 'organizationId'>): Promise<void> {
    await this.pinFile({ filePath: '', isPrivate: true, expectedCid: cid, organizationId });
  }

  async settle({ cid, organizationId }: SealedFile): Promise<void> {
    await this.#turns.take(turnOf({ cid, organizationId }), async () => {
      const known = await this.#find(cid, organizationId);
      if (known !== null) await this.#settle(known);
    });
  }

  async releaseClear(cid: string): Promise<void> {
    await this.#options.objects.unpin(cid);
  }

  async collectGarbage(): Promise<void> {
    await this.#options.objects.collectGarbage();
  }

  async sweep(): Promise<void> {
    const { payloads, sealedFiles } = this.#options;
    const needed = new Set<string>();
    for (let last: SealedFile | null = null; ;) {
      const files: SealedFile[] = await sealedFiles.listUnsettled(last, 1_000);
      for (const { next } of files) if (next !== null) needed.add(next.payloadCid);
      last = files.at(-1) ?? null;
      if (last === null) break;
    }
    await payloads.sweep((payloadCid) => needed.has(payloadCid));
  }

  async isPinned(cid: string): Promise<boolean> {
    const { sealedFiles, objects } = this.#options;
    for (const { current } of await sealedFiles.listByCid(cid)) {
      if (current !== null && (await objects.isPinned(current.root))) return true;
    }
    return objects.isPinned(cid);
  }

  /** Whichever object of the content can be read: who may have it was decided before. */
  async read(cid: string, range?: ByteRange): Promise<Readable> {
    const { sealedFiles, objects } = this.#options;
    let failure: unknown = null;
    for (const file of await sealedFiles.listByCid(cid)) {
      if (file.current === null) continue;
      try {
        return await this.#readSealed(file, file.current, range);
      } catch (error) {
        if (!(error instanceof ContentMissingError || error instanceof ContentDamagedError)) throw error;
        failure ??= error;
      }
    }
    try {
      return await objects.read(cid, range);
    } catch (error) {
      throw failure ?? error;
    }
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
    const file = known ?? (await this.#begin({ cid, organizationId, bytes: sealed.bytes }));
    await this.#keeper.settle(await this.#keeper.prepare(file, fileKey, payload), filePath);
  }

  /** Encrypts anew, for each organization that has it, what was brought. False when nobody has it encrypted. */
  async #repair({ expectedCid: cid, filePath, sealed = null }: StoredFileRequest): Promise<boolean> {
    const { sealedFiles, payloads } = this.#options;
    const files = await sealedFiles.listByCid(cid);
    for (const { organizationId } of files) {
      await this.#turns.take(turnOf({ cid, organizationId }), async () => {
        const known = await this.#find(cid, organizationId);
        if (known === null) return;
        const plain =
          sealed === null
            ? createReadStream(filePath, { highWaterMark: READ_BYTES })
            : await this.#readStaged(filePath, sealed);
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
      const found = await digestFile(await this.#readStaged(filePath, sealed), { createSha256 });
      if (found.cid !== cid) throw new ContentMismatchError(altered);
    } catch (cause) {
      if (!(cause instanceof DamagedPayloadError)) throw cause;
      throw new ContentMismatchError(altered, { cause });
    }
  }

  async #readStaged(filePath: string, { header, bytes }: StagedSeal): Promise<AsyncIterable<Uint8Array>> {
    const fileKey = openHeader(header, this.#options.vault.identities);
    const payloadKey = payloadKeyOf(fileKey, Buffer.from(await readNonce(filePath), 'hex'));
    const sealed = createReadStream(filePath, { start: NONCE_BYTES, highWaterMark: READ_BYTES });
    return openRange({ payloadKey, bytes }, { start: 0, end: bytes }, sealed);
  }

  async #settle(known: SealedFile): Promise<void> {
    const { payloads } = this.#options;
    const isSound = await this.#keeper.canSettle(known);
    const file = await this.#keeper.settle(isSound ? known : await this.#keeper.discard(known));
    const { current, work, cid, bytes } = file;
    if (current === null || work === 'NONE') return;
    if (work === 'REENCRYPT') {
      const payload = await payloads.write(cid, await this.#readSealed(file, current));
      await this.#keeper.settle(
        await this.#keeper.prepare({ ...file, work: 'NONE' }, payload.fileKey, payload),
      );
    } else if (await this.#keeper.hasAllRecipients(file, current)) {
      await this.#keeper.finishWork(file);
    } else {
      const fileKey = this.#keeper.openKey(file, current);
      await this.#keeper.settle(
        await this.#keeper.prepare({ ...file, work: 'NONE' }, fileKey, { ...current, bytes }),
      );
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
    const file = known ?? (await this.#begin({ cid, organizationId, bytes: payload.bytes }));
    await this.#keeper.settle(await this.#keeper.prepare(file, payload.fileKey, payload));
  }

  async #begin(file: Pick<SealedFile, 'cid' | 'organizationId' | 'bytes'>): Promise<SealedFile> {
    const { sealedFiles } = this.#options;
    const begun: SealedFile = { ...file, current: null, next: null, retired: [], work: 'NONE', revision: 0 };
    if (await sealedFiles.insert(begun)) return begun;
    return (await this.#find(file.cid, file.organizationId)) ?? begun;
  }

  async #find(cid: string, organizationId: OrganizationId | null): Promise<SealedFile | null> {
    return this.#options.sealedFiles.find(cid, organizationId);
  }

  async #readSealed(file: SealedFile, seal: Seal, asked?: ByteRange): Promise<Readable> {
    const range = { start: asked?.start ?? 0, end: Math.min(asked?.end ?? file.bytes, file.bytes) };
    const isEmpty = range.end <= range.start;
    if (isEmpty && file.bytes > 0) return Readable.from([]);
    const payloadKey = payloadKeyOf(this.#keeper.openKey(file, seal), Buffer.from(seal.nonce, 'hex'));
    const payload = { payloadKey, bytes: file.bytes };
    const sealed = await this.#options.objects.read(seal.payloadCid, sealedRangeOf(payload, range));
    const pieces = named(file.cid, openRange(payload, range, sealed));
    // The first piece is awaited here, so that a file that was altered at once is an error and not a broken stream.
    const first = await pieces.next();
    return Readable.from(follow(first, pieces), { objectMode: false, highWaterMark: READ_BYTES });
  }
}

function turnOf({ cid, organizationId }: Pick<SealedFile, 'cid' | 'organizationId'>): string {
  return `${cid} ${organizationId ?? ''}`;
}

async function* follow(
  first: IteratorResult<Uint8Array>,
  pieces: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (first.done !== true) yield first.value;
    yield* pieces;
  } finally {
    await pieces.return(undefined);
  }
}

async function* named(cid: string, pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (cause) {
    if (!(cause instanceof DamagedPayloadError)) throw cause;
    throw new ContentDamagedError(
      `${cid}: ${cause.message} Restore it from a backup, or repair it from a package.`,
      {
        cause,
      },
    );
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function readNonce(path: string): Promise<string> {
  for await (const nonce of createReadStream(path, { end: NONCE_BYTES - 1 }))
    return (nonce as Buffer).toString('hex');
  throw new RangeError(`${path} is no age payload.`);
}
