import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { ContentDamagedError, ContentMissingError } from '../../platform/kernel/errors.ts';
import type { Seal, SealedFile } from '../ports/sealed-file-store.ts';
import type { SealKeeper, SealKeeperOptions } from './seal-keeper.ts';
import type { SealedReader } from './sealed-reader.ts';

/** What becomes of encrypted files after they were stored: other keys, other holders. One at a time for a content. */
export class SealUpkeep {
  readonly #options: SealKeeperOptions;
  readonly #keeper: SealKeeper;
  readonly #reader: SealedReader;

  constructor(options: SealKeeperOptions, parts: { keeper: SealKeeper; reader: SealedReader }) {
    this.#options = options;
    this.#keeper = parts.keeper;
    this.#reader = parts.reader;
  }

  /** Ends what a crash interrupted, then does the work that is asked for. */
  async settle(known: SealedFile): Promise<SealedFile> {
    const isSound = await this.#keeper.canSettle(known);
    const file = await this.#keeper.settle(isSound ? known : await this.#keeper.discard(known));
    const { current, work, cid, bytes } = file;
    if (work === 'NONE') return file;
    if (current === null || (work === 'ROTATE' && (await this.#keeper.hasAllRecipients(file, current))))
      return this.#keeper.finishWork(file);
    const idle = { ...file, work: 'NONE' as const };
    if (work === 'ROTATE') {
      const fileKey = this.#keeper.openKey(file, current);
      return this.#keeper.settle(await this.#keeper.prepare(idle, fileKey, { ...current, bytes }));
    }
    const payload = await this.#options.payloads.write(cid, await this.#reader.read(file, current));
    return this.#keeper.settle(await this.#keeper.prepare(idle, payload.fileKey, payload));
  }

  /** Each holder has a file of their own afterwards, and who holds nothing with this content has none. */
  async handOver(known: SealedFile, holders: readonly OrganizationId[]): Promise<void> {
    const file = await this.settle(known);
    const { current, organizationId } = file;
    if (current === null || holders.length === 0) return this.#keeper.finishMove(file);
    const isKept = organizationId !== null && holders.includes(organizationId);
    for (const holder of holders)
      if (holder !== organizationId) await this.#give({ file, current, isKept }, holder);
    await (isKept ? this.#keeper.finishMove(file) : this.#keeper.release(file));
  }

  /** The payload goes to the first who takes it, under a header of their own; whoever shares the content has another. */
  async #give(
    { file, current, isKept }: { file: SealedFile; current: Seal; isKept: boolean },
    holder: OrganizationId,
  ): Promise<void> {
    const own = await this.#findSettled(file.cid, holder);
    if (own !== null && (await this.#isWhole(own, current))) return;
    const { payloads } = this.#options;
    const taken = own ?? (await this.begin({ ...file, organizationId: holder }));
    const payload =
      isKept || (await this.#keeper.isShared(file, current.payloadCid))
        ? await payloads.write(file.cid, await this.#reader.read(file, current))
        : { ...current, bytes: file.bytes, fileKey: this.#keeper.openKey(file, current) };
    await this.#keeper.settle(await this.#keeper.prepare(taken, payload.fileKey, payload));
  }

  /** @throws whatever the store does while it is away */
  async #isWhole(own: SealedFile, given: Seal): Promise<boolean> {
    const { current } = own;
    if (current === null || !(await this.#options.objects.isPinned(current.root))) return false;
    if (current.payloadCid === given.payloadCid) return true;
    try {
      // The other copy is let go of: this one must be sound to its end.
      for await (const _ of await this.#reader.read(own, current));
      return true;
    } catch (error) {
      if (error instanceof ContentMissingError || error instanceof ContentDamagedError) return false;
      throw error;
    }
  }

  async #findSettled(cid: string, organizationId: OrganizationId): Promise<SealedFile | null> {
    const known = await this.#options.sealedFiles.find(cid, organizationId);
    return known === null ? null : this.settle(known);
  }

  /** A record for what is not stored yet. */
  async begin({
    cid,
    organizationId,
    bytes,
  }: Pick<SealedFile, 'cid' | 'organizationId' | 'bytes'>): Promise<SealedFile> {
    const { sealedFiles } = this.#options;
    const begun: SealedFile = { ...NOT_STORED, cid, organizationId, bytes };
    if (await sealedFiles.insert(begun)) return begun;
    return (await sealedFiles.find(cid, organizationId)) ?? begun;
  }
}

/** What a record begins as. */
export const NOT_STORED = {
  current: null,
  next: null,
  retired: [],
  work: 'NONE',
  movedSha256: null,
  revision: 0,
} as const;
