import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import {
  ConflictError,
  ContentDamagedError,
  ContentUnreadableError,
  MissingVaultKeyError,
} from '../../platform/kernel/errors.ts';
import type { DagStore } from '../../storage/ports/dag-store.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import type { RecoveryRecipientStore } from '../ports/recovery-recipient-store.ts';
import type { Seal, SealedFile, SealedFileStore } from '../ports/sealed-file-store.ts';
import { AgeHeaderError, NoIdentityError, openHeader } from '../../age/header.ts';
import type { VaultKeys } from '../../age/vault-keys.ts';
import { blocksOf, sealFor, type StoredPayload } from './age-object.ts';
import type { PayloadFiles } from './payload-files.ts';

export interface SealKeeperOptions {
  readonly objects: DagStore;
  readonly sealedFiles: SealedFileStore;
  readonly recoveryRecipients: Pick<RecoveryRecipientStore, 'find'>;
  readonly vault: VaultKeys;
  readonly payloads: PayloadFiles;
  readonly failPoints: FailPoints;
}

/**
 * Brings encrypted files into the store and out of it again, in steps of which each is recorded before the next: `next` before
 * anything of it is stored, `current` when all of it is, `retired` until the former is let go.
 */
export class SealKeeper {
  readonly #options: SealKeeperOptions;

  constructor(options: SealKeeperOptions) {
    this.#options = options;
  }

  /** Whose keys open an organization's files now: the vault's, then its own. */
  async recipientsFor(organizationId: OrganizationId | null): Promise<string[]> {
    const { vault, recoveryRecipients } = this.#options;
    const own = organizationId === null ? null : await recoveryRecipients.find(organizationId);
    return [vault.recipient.text, ...(own === null ? [] : [own.recipient])];
  }

  async hasAllRecipients({ organizationId }: SealedFile, { recipients }: Seal): Promise<boolean> {
    const wanted = await this.recipientsFor(organizationId);
    return wanted.join() === recipients.join();
  }

  /** @throws ContentUnreadableError when it is encrypted to none of the vault's keys, ContentDamagedError when its header was altered */
  openKey({ cid }: SealedFile, { header, recipients }: Seal): Buffer {
    const { identities, recipients: ours } = this.#options.vault;
    try {
      return openHeader(header, identities);
    } catch (cause) {
      if (cause instanceof NoIdentityError && !recipients.some((recipient) => ours.includes(recipient)))
        throw new ContentUnreadableError(`${cid} can't be read at present: the operator has to see to it.`, {
          cause: new MissingVaultKeyError(recipients.slice(0, 1)),
        });
      if (cause instanceof AgeHeaderError)
        throw new ContentDamagedError(`${cid}: ${cause.message} Restore it from a backup.`, { cause });
      throw cause;
    }
  }

  /** Records what is going to be stored. @throws ConflictError when it changed meanwhile */
  async prepare(file: SealedFile, fileKey: Uint8Array, payload: StoredPayload): Promise<SealedFile> {
    const recipients = await this.recipientsFor(file.organizationId);
    return this.#save({ ...file, next: sealFor(fileKey, payload, recipients) });
  }

  /** Stores what was prepared, and lets go of what it replaces. `filePath` holds the payload unless it is stored already. */
  async settle(prepared: SealedFile, filePath: string | null = null): Promise<SealedFile> {
    const { objects, payloads, failPoints } = this.#options;
    let file = prepared;
    const { next, current } = file;
    if (next !== null) {
      await failPoints.reach('before-seal-stored');
      await objects.pinFile({
        filePath: filePath ?? payloads.pathOf(next.payloadCid),
        isPrivate: true,
        expectedCid: next.payloadCid,
      });
      await objects.pinDag(blocksOf(next, file.bytes));
      await failPoints.reach('before-seal-swapped');
      const retired = current === null || current.root === next.root ? [] : rootsOf(current);
      if (current !== null && current.payloadCid !== next.payloadCid) retired.push(current.payloadCid);
      file = await this.#save({ ...file, current: next, next: null, retired: [...file.retired, ...retired] });
      // A store that was sent the bytes leaves the file.
      await payloads.remove(next.payloadCid);
    }
    await failPoints.reach('before-seal-retired');
    if (file.retired.length === 0) return file;
    const needed = await this.#namedBeside(file);
    for (const cid of file.retired) if (!needed.has(cid)) await objects.unpin(cid);
    return file.current === null ? this.#forget(file) : this.#save({ ...file, retired: [] });
  }

  /** Lets go of an organization's file and of its record; of the payload too, unless another organization's is of the same. */
  async release(file: SealedFile): Promise<void> {
    await this.#options.failPoints.reach('before-seal-released');
    const { current } = file;
    const retired = current === null ? [] : [...rootsOf(current), current.payloadCid];
    const left = { current: null, next: null, retired: [...file.retired, ...retired] };
    await this.settle(await this.#save({ ...file, ...left, work: 'NONE', movedSha256: null }));
  }

  /** Removes everything stored or prepared for a file. */
  async erase(file: SealedFile): Promise<void> {
    const { current, next } = file;
    if (next !== null) await this.#options.payloads.remove(next.payloadCid);
    const seals = [current, next].filter((seal) => seal !== null);
    const retired = [...file.retired, ...seals.flatMap((seal) => [...rootsOf(seal), seal.payloadCid])];
    if (retired.length === 0) {
      await this.#forget(file);
      return;
    }
    const left = { current: null, next: null, retired, work: 'NONE', movedSha256: null } as const;
    await this.settle(await this.#save({ ...file, ...left }));
  }

  /** Whether another organization's file is of the same payload, as it is while it is given over. */
  async isShared(file: SealedFile, payloadCid: string): Promise<boolean> {
    return (await this.#namedBeside(file)).has(payloadCid);
  }

  /** Whether what was prepared can still be stored: after a crash its payload may be lost with the staging disk. */
  async canSettle({ next }: SealedFile): Promise<boolean> {
    if (next === null) return true;
    const { objects, payloads } = this.#options;
    if (await payloads.has(next.payloadCid)) return true;
    // A small file's payload is pinned by its age file alone.
    return (await objects.isPinned(next.payloadCid)) || objects.isPinned(next.root);
  }

  /** Gives up what was prepared and can't be stored. */
  async discard(file: SealedFile): Promise<SealedFile> {
    return this.#save({ ...file, next: null });
  }

  async finishWork(file: SealedFile): Promise<SealedFile> {
    return file.work === 'NONE' ? file : this.#save({ ...file, work: 'NONE' });
  }

  /** Whose keys open it is as it should be. */
  async finishMove(file: SealedFile): Promise<void> {
    if (file.movedSha256 !== null) await this.#save({ ...file, movedSha256: null });
  }

  /** What the same content's files of other organizations are made of, or are about to be. */
  async #namedBeside({ cid, organizationId }: SealedFile): Promise<Set<string>> {
    const files = await this.#options.sealedFiles.listByCid(cid);
    const beside = files.filter((file) => file.organizationId !== organizationId);
    const seals = beside.flatMap(({ current, next }) => [current, next]).filter((seal) => seal !== null);
    return new Set(seals.flatMap(({ root, payloadCid }) => [root, payloadCid]));
  }

  async #forget(file: SealedFile): Promise<SealedFile> {
    if (!(await this.#options.sealedFiles.remove(file))) throw changedMeanwhile(file);
    return { ...file, retired: [], work: 'NONE', movedSha256: null };
  }

  async #save(file: SealedFile): Promise<SealedFile> {
    if (await this.#options.sealedFiles.save(file)) return { ...file, revision: file.revision + 1 };
    throw changedMeanwhile(file);
  }
}

/** Of the age file, and of what it is stored within: with one of its parts gone, that is no longer kept as it is. */
function rootsOf({ root, within }: Seal): string[] {
  return within === undefined ? [root] : [root, within];
}

function changedMeanwhile({ cid }: SealedFile): ConflictError {
  return new ConflictError(`The encryption of ${cid} was changed meanwhile. Try again.`);
}
