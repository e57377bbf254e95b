import { createHash } from 'node:crypto';
import { joinFiles, leafCid } from '@lanran/protocol/files/unixfs';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { AgeHeaderError, openHeader } from '../../age/header.ts';
import { DamagedPayloadError, NONCE_BYTES, openPayload } from '../../age/payload.ts';
import { ConflictError } from '../../platform/kernel/errors.ts';
import type { SmallSealedFile } from '../../storage/ports/content-store.ts';
import type { DagBlock } from '../../storage/ports/dag-store.ts';
import type { Seal, SealedFile } from '../ports/sealed-file-store.ts';
import { blocksOf, sealFor } from './age-object.ts';
import { NOT_STORED } from './seal-upkeep.ts';
import type { SealKeeper, SealKeeperOptions } from './seal-keeper.ts';

const sha256 = () => createHash('sha256');

interface SealedSmall {
  readonly file: SmallSealedFile;
  readonly seal: Seal;
  /** The age file's node, then its header. */
  readonly blocks: readonly [DagBlock, DagBlock];
}

/**
 * Stores small files that are encrypted already, many with one import: the store keeps them as one file, of which each is a part with a
 * CID of its own.
 */
export class SmallFiles {
  readonly #options: SealKeeperOptions;
  readonly #keeper: SealKeeper;

  constructor(options: SealKeeperOptions, keeper: SealKeeper) {
    this.#options = options;
    this.#keeper = keeper;
  }

  /**
   * Of an organization; at most a thousand, of a few MiB in all. What the organization has already, or what was altered, is left: the
   * CIDs of the others are resolved to. Nothing else is done with these contents meanwhile.
   */
  async pin(
    files: readonly SmallSealedFile[],
    organizationId: OrganizationId | null,
  ): Promise<ReadonlySet<string>> {
    const { sealedFiles, objects, failPoints } = this.#options;
    const recipients = await this.#keeper.recipientsFor(organizationId);
    const known = await sealedFiles.findMany(
      files.map(({ cid }) => cid),
      organizationId,
    );
    const left = new Set(known.map(({ cid }) => cid));
    const sealed: SealedSmall[] = [];
    for (const file of files) {
      const seal = left.has(file.cid) ? null : this.#sealOf(file, recipients);
      if (seal === null) continue;
      left.add(file.cid);
      sealed.push({ file, seal, blocks: blocksOf(seal, file.bytes) });
    }
    if (sealed.length === 0) return new Set();
    const whole = wholeOf(sealed);
    const within = whole === null ? {} : { within: whole.cid };
    const begun = sealed.map(({ file: { cid, bytes }, seal }): SealedFile => {
      const next = { ...seal, ...within };
      return { ...NOT_STORED, cid, organizationId, bytes, next };
    });
    // Another request may have brought one of them meanwhile: then all are left to be pinned one by one.
    if (!(await sealedFiles.insertMany(begun))) return new Set();
    await failPoints.reach('before-seal-stored');
    const [first, ...others] = sealed.flatMap(({ file, seal, blocks: [node, header] }) => [
      node,
      header,
      { cid: seal.payloadCid, bytes: file.payload },
    ]);
    if (first === undefined) return new Set();
    const roots = sealed.map(({ seal }) => seal.root);
    if (whole === null) await objects.pinDag([first, ...others], roots);
    else await objects.pinDag([whole, first, ...others], [whole.cid, ...roots]);
    await failPoints.reach('before-seal-swapped');
    const settled = begun.map((file) => ({ ...file, current: file.next, next: null }));
    if ((await sealedFiles.saveMany(settled)) < settled.length)
      throw new ConflictError('The encryption of files was changed meanwhile. Try again.');
    return new Set(sealed.map(({ file }) => file.cid));
  }

  /** Null for what is not what was signed. */
  #sealOf(file: SmallSealedFile, recipients: readonly string[]): Seal | null {
    const { cid, bytes, header, payload, isProven } = file;
    const payloadCid = leafCid(payload, sha256);
    const nonce = Buffer.from(payload.subarray(0, NONCE_BYTES));
    const isMeant = file.recipients.join() === recipients.join();
    if (isProven && isMeant) {
      const [root] = blocksOf({ header, payloadCid }, bytes);
      return { root: root.cid, header, payloadCid, nonce: nonce.toString('hex'), recipients };
    }
    const fileKey = this.#openKey(header);
    if (fileKey === null) return null;
    if (!isProven && !isOf(cid, { fileKey, payload, bytes })) return null;
    return sealFor(fileKey, { payloadCid, nonce: nonce.toString('hex'), bytes }, recipients);
  }

  /** Null where it can't be opened: who pins it by itself hears why. */
  #openKey(header: string): Buffer | null {
    try {
      return openHeader(header, this.#options.vault.identities);
    } catch (error) {
      if (error instanceof AgeHeaderError) return null;
      throw error;
    }
  }
}

/** One file of all of them, in order; null for a single one. */
function wholeOf(sealed: readonly SealedSmall[]): DagBlock | null {
  if (sealed.length < 2) return null;
  const parts = sealed.map(({ file: { payload }, seal: { root, header } }) => ({
    cid: root,
    bytes: Buffer.byteLength(header) + payload.length,
  }));
  const { cid, block } = joinFiles(parts, sha256);
  return { cid, bytes: block };
}

function isOf(
  cid: string,
  {
    fileKey,
    payload,
    bytes,
  }: { readonly fileKey: Uint8Array; readonly payload: Uint8Array; readonly bytes: number },
): boolean {
  try {
    const plain = openPayload(fileKey, payload);
    return plain.length === bytes && leafCid(plain, sha256) === cid;
  } catch (error) {
    if (error instanceof DamagedPayloadError) return false;
    throw error;
  }
}
