import type { Turn } from '../../../platform/concurrency/mutex.ts';
import { ConflictError } from '../../../platform/kernel/errors.ts';
import type { PortionChecksum } from '../../domain/portion-checksum.ts';
import type { FailPoints } from '../../../platform/kernel/fail-points.ts';
import type { VaultKeys } from '../../../age/vault-keys.ts';
import { CHUNK_BYTES, sealedStartOf } from '../../../age/payload.ts';
import type { UploadDigests } from '../digests/upload-digests.ts';
import { PortionCheck } from '../portion-check.ts';
import { takeAll } from '../portions.ts';
import { SequentialFile } from '../sequential-file.ts';
import type { SharedBlocks } from '../../domain/shared-blocks.ts';
import { CheckedPortion } from './checked-portion.ts';
import { SealedUpload } from './encrypted-upload.ts';
import { type Sealer, sealAt } from './chunk-encryption.ts';
import { SealedWriter } from './encrypting-writer.ts';
import { forgetTail, keepTail } from './partial-chunk-file.ts';

/** Encrypted and digested here and now: no thread has to hear of so little. */
const INLINE: Sealer = { seal: async (request) => sealAt(request) };

export interface SealedReceiverOptions {
  readonly vault: VaultKeys;
  /** Of plaintext, by upload. */
  readonly digests: UploadDigests;
  /** Of payloads, by upload; these threads encrypt. */
  readonly payloads: UploadDigests;
  readonly blocks: SharedBlocks;
  readonly failPoints: FailPoints;
  /** Uploads up to so many bytes are digested when they are whole. */
  readonly smallBytes: number;
}

export interface SealedPortion {
  readonly id: string;
  /** Where the upload would lie in clear. */
  readonly path: string;
  readonly header: string;
  /** Of the upload, as announced. */
  readonly size: number;
  readonly offset: number;
  readonly source: AsyncIterable<Uint8Array>;
  readonly checksum: PortionChecksum | null;
  readonly turn: Turn;
}

/** Takes portions of uploads that are encrypted as they arrive. */
export class SealedReceiver {
  readonly #options: SealedReceiverOptions;

  constructor(options: SealedReceiverOptions) {
    this.#options = options;
  }

  /**
   * What arrived before a failure counts, too; of a portion with a checksum nothing, before it is proven.
   * @returns the upload's new offset
   */
  async receive(portion: SealedPortion): Promise<number> {
    const { checksum, path, source } = portion;
    if (checksum === null) return this.#receive(portion);
    const proven = await CheckedPortion.receive(`${path}.portion`, source, new PortionCheck(checksum));
    try {
      return await this.#receive({ ...portion, source: proven.read() });
    } finally {
      await proven.close();
    }
  }

  async #receive({ id, path, header, size, offset, source, turn }: SealedPortion): Promise<number> {
    const { vault, digests, payloads, blocks, smallBytes, failPoints } = this.#options;
    const upload = await SealedUpload.open({ path, size, header, vault });
    const progress = await SealedUpload.progress(path, size);
    const { chunkedBytes = 0, tailBytes = 0 } = progress ?? {};
    let { hasTail = true } = progress ?? {};
    if (chunkedBytes + tailBytes !== offset)
      throw new ConflictError(`Upload-Offset: ${chunkedBytes + tailBytes} bytes are here, go on from there.`);
    const isSmall = size <= smallBytes;
    const seal = { payloadKey: upload.payloadKey, size };
    const digest = isSmall ? null : digests.take(id, offset);
    const isBehind = digest === null && !isSmall;
    if (isBehind) digests.follow({ uploadId: id, path: upload.paths.payload, bytes: chunkedBytes, seal });
    const file = await SequentialFile.open({
      path: upload.paths.payload,
      position: sealedStartOf(chunkedBytes / CHUNK_BYTES),
      isDirect: !isSmall,
    });
    const sealer = isSmall ? null : await this.#takeSealer(id, { upload, chunkedBytes });
    const writer = new SealedWriter({
      file,
      sealer: sealer?.digest ?? INLINE,
      payloadKey: upload.payloadKey,
      size,
      kept: { position: chunkedBytes, plain: await upload.readTail(chunkedBytes) },
      torn: await upload.readTorn(file, chunkedBytes),
      digest,
      blocks,
      keepTail: async (tail) => {
        // Another process may have kept more since this one stood still.
        await turn.require();
        hasTail = true;
        return keepTail(upload.paths.tail, upload.fileKey, tail);
      },
    });
    let isKept = false;
    try {
      const taking = takeAll(writer, { source, offset, size, check: null, failPoints });
      await taking.catch(() => undefined);
      const position = await writer.settle();
      if (position === size && hasTail) await forgetTail(upload.paths.tail);
      isKept = true;
      if (digest !== null) digests.giveBack(id, digest);
      if (sealer?.isWhole === true) payloads.giveBack(id, sealer.digest);
      const wholeBytes = position === size ? size : Math.floor(position / CHUNK_BYTES) * CHUNK_BYTES;
      if (isBehind) digests.follow({ uploadId: id, path: upload.paths.payload, bytes: wholeBytes, seal });
      await taking;
      return position;
    } finally {
      await writer.end();
      if (!isKept) digest?.drop();
      if (!isKept || sealer?.isWhole === false) sealer?.digest.drop();
      await file.close();
    }
  }

  /** A thread that encrypts what comes next, and whether it has digested the payload up to there. */
  async #takeSealer(id: string, { upload, chunkedBytes }: { upload: SealedUpload; chunkedBytes: number }) {
    const { payloads } = this.#options;
    if (chunkedBytes > 0) {
      const known = payloads.take(id, sealedStartOf(chunkedBytes / CHUNK_BYTES));
      return known === null ? { digest: payloads.begin(), isWhole: false } : { digest: known, isWhole: true };
    }
    const begun = payloads.take(id, 0) ?? payloads.begin();
    await begun.update(upload.nonce);
    return { digest: begun, isWhole: true };
  }
}
