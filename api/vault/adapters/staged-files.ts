import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { AgeHeaderError, openHeader } from '../../age/header.ts';
import { ConflictError } from '../../platform/kernel/errors.ts';
import type { StagedSealedFile } from '../../storage/ports/content-store.ts';
import type { Seal, SealedFile } from '../ports/sealed-file-store.ts';
import { blocksOf, sealFor } from './age-object.ts';
import type { SealKeeper, SealKeeperOptions } from './seal-keeper.ts';
import { NOT_STORED } from './seal-upkeep.ts';
import { readNonce } from './sealed-reader.ts';

interface BegunFile {
  readonly filePath: string;
  readonly seal: Seal;
  readonly record: SealedFile;
}

/** Stores files that are staged as age payloads, several with the commands and calls of one. */
export class StagedFiles {
  readonly #options: SealKeeperOptions;
  readonly #keeper: SealKeeper;

  constructor(options: SealKeeperOptions, keeper: SealKeeper) {
    this.#options = options;
    this.#keeper = keeper;
  }

  /**
   * Of an organization. What it has already, and what can't be opened, is left: the CIDs of the others are resolved to. Nothing else is
   * done with these contents meanwhile.
   */
  async pin(
    files: readonly StagedSealedFile[],
    organizationId: OrganizationId | null,
  ): Promise<ReadonlySet<string>> {
    const { sealedFiles, objects, failPoints } = this.#options;
    const begun = await this.#begin(files, organizationId);
    const [first, ...others] = begun.flatMap(({ seal, record }) => blocksOf(seal, record.bytes));
    if (first === undefined) return new Set();
    // Another request may have brought one of them meanwhile: then all are left to be pinned one by one.
    if (!(await sealedFiles.insertMany(begun.map(({ record }) => record)))) return new Set();
    await failPoints.reach('before-seal-stored');
    await objects.pinFiles(
      begun.map(({ filePath, seal: { payloadCid } }) => ({ filePath, expectedCid: payloadCid })),
    );
    await objects.pinDag(
      [first, ...others],
      begun.map(({ seal: { root } }) => root),
    );
    await failPoints.reach('before-seal-swapped');
    const settled = begun.map(({ record }) => ({ ...record, current: record.next, next: null }));
    if ((await sealedFiles.saveMany(settled)) < settled.length)
      throw new ConflictError('The encryption of files was changed meanwhile. Try again.');
    return new Set(settled.map(({ cid }) => cid));
  }

  async #begin(
    files: readonly StagedSealedFile[],
    organizationId: OrganizationId | null,
  ): Promise<BegunFile[]> {
    const recipients = await this.#keeper.recipientsFor(organizationId);
    const known = await this.#options.sealedFiles.findMany(
      files.map(({ cid }) => cid),
      organizationId,
    );
    const left = new Set(known.map(({ cid }) => cid));
    const begun: BegunFile[] = [];
    for (const file of files) {
      const { cid, filePath, sealed } = file;
      const seal = left.has(cid) ? null : await this.#sealOf(file, recipients);
      if (seal === null) continue;
      left.add(cid);
      const record = { ...NOT_STORED, cid, organizationId, bytes: sealed.bytes, next: seal };
      begun.push({ filePath, seal, record });
    }
    return begun;
  }

  /** Null for what is gone or can't be opened: who pins it by itself hears why. */
  async #sealOf({ filePath, sealed }: StagedSealedFile, recipients: readonly string[]): Promise<Seal | null> {
    const { header, bytes } = sealed;
    try {
      const nonce = await readNonce(filePath);
      const payloadCid = await sealed.payloadCid();
      const fileKey = openHeader(header, this.#options.vault.identities);
      return sealFor(fileKey, { payloadCid, nonce, bytes }, recipients);
    } catch (error) {
      if (error instanceof AgeHeaderError || isAbsent(error)) return null;
      throw error;
    }
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
