import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { leafCid } from '@lanran/protocol/files/unixfs';
import type { Mutex } from '../../../platform/concurrency/mutex.ts';
import { NotFoundError } from '../../../platform/kernel/errors.ts';
import type { BatchedUpload, StagedFile, StagedUpload, SmallStagedFile } from '../../ports/staging-area.ts';
import type { Sealing } from '../encrypted/encryption-options.ts';
import {
  type Batch,
  changeForm,
  type Member,
  type PlainMember,
  readBatch,
  readMembers,
  writeBatch,
} from './batch-file.ts';

const MEMBER = /^([0-9a-f]{32})\.(\d{1,3})$/;
/** In the folder of the other uploads, whose names begin with their ids. */
const PREFIX = 'batch-';
const BATCH = /^batch-([0-9a-f]{32})$/;
/** Descriptions in memory, of at most a few hundred KB each. */
const MOST_KEPT = 32;

export interface StagedBatchesOptions {
  readonly sealing: Sealing | null;
  /** Of batches, among all processes that share the folder. */
  readonly turns: Mutex<string>;
  readonly isAlone: () => boolean;
}

interface Place {
  readonly batchId: string;
  readonly batch: Batch;
  readonly member: Member;
}

/** Uploads that came many at once, a file for each batch. The upload of one is named by its batch and its place there. */
export class StagedBatches {
  readonly #directory: string;
  readonly #sealing: Sealing | null;
  readonly #kept = new Map<string, Batch>();
  /** What this process removed of a batch since the start; its file goes with the last, or with the sweep that finds none held. */
  readonly #removed = new Map<string, Set<string>>();
  readonly #turns: Mutex<string>;
  readonly #isAlone: () => boolean;
  /** Those that have a file of their own since the start. */
  readonly #opened = new Set<string>();

  constructor(directory: string, { sealing, turns, isAlone }: StagedBatchesOptions) {
    this.#directory = directory;
    this.#sealing = sealing;
    this.#turns = turns;
    this.#isAlone = isAlone;
  }

  static isMember(uploadId: string): boolean {
    return MEMBER.test(uploadId);
  }

  /** On disk when this resolves. @returns the uploads' ids, in the order of the files */
  async add(files: readonly PlainMember[]): Promise<string[]> {
    const batchId = randomBytes(16).toString('hex');
    const vault = this.#sealing?.vault ?? null;
    this.#keep(batchId, await writeBatch(this.#pathOf(batchId), { members: files, vault }));
    return files.map((_, at) => `${batchId}.${at}`);
  }

  async find(uploadId: string): Promise<StagedUpload | null> {
    const place = await this.#find(uploadId);
    if (place === null) return null;
    const { draftId, path, digest } = place.member;
    const { bytes, sha256 } = digest;
    return { id: uploadId, draftId, path, sha256, bytes, receivedBytes: bytes, expiresAt: null };
  }

  async digest(uploadId: string): Promise<FileDigest> {
    return (await this.#get(uploadId)).member.digest;
  }

  /** In a file of its own, which is removed with it. */
  async open(uploadId: string): Promise<StagedFile> {
    const { batchId, member } = await this.#get(uploadId);
    const [bytes = Buffer.alloc(0)] = await readMembers(this.#pathOf(batchId), [member]);
    const filePath = this.#singlePathOf(uploadId);
    this.#opened.add(uploadId);
    await writeFile(filePath, bytes, { mode: 0o600 });
    const { header, digest } = member;
    if (header === null) return { filePath, sealed: null };
    const payloadCid = async () => leafCid(bytes, () => createHash('sha256'));
    return { filePath, sealed: { header, bytes: digest.bytes, payloadCid } };
  }

  async readSmall(uploadIds: readonly string[]): Promise<ReadonlyMap<string, SmallStagedFile>> {
    const found = new Map<string, SmallStagedFile>();
    const places = new Map<string, { readonly uploadId: string; readonly place: Place }[]>();
    for (const uploadId of uploadIds) {
      const place = await this.#find(uploadId);
      if (place?.member.header == null) continue;
      const of = places.get(place.batchId) ?? [];
      if (of.length === 0) places.set(place.batchId, of);
      of.push({ uploadId, place });
    }
    for (const [batchId, of] of places) {
      const payloads = await readMembers(
        this.#pathOf(batchId),
        of.map(({ place }) => place.member),
      ).catch(() => []);
      for (const [at, { uploadId, place }] of of.entries()) {
        const { member, batch } = place;
        const payload = payloads[at];
        if (payload?.length !== member.length || member.header === null) continue;
        const { header, digest } = member;
        const { recipients } = batch;
        found.set(uploadId, { bytes: digest.bytes, header, recipients, payload, isProven: true });
      }
    }
    return found;
  }

  /** Of all that the batch has for the upload's draft. */
  async applyAccess(uploadId: string): Promise<void> {
    const batchId = batchOf(uploadId);
    await this.#turns.take(batchId, async () => {
      const place = await this.#find(uploadId);
      if (place === null || this.#sealing === null) return;
      const { vault } = this.#sealing;
      const { batch, member } = place;
      const { draftId } = member;
      const isPrivate = await this.#sealing.isSealed(draftId);
      if (isPrivate === null) return;
      const change = { batch, vault, draftId, isPrivate };
      this.#keep(batchId, await changeForm(this.#pathOf(batchId), change));
    });
  }

  async remove(uploadId: string): Promise<void> {
    const batchId = batchOf(uploadId);
    if (this.#opened.delete(uploadId)) await rm(this.#singlePathOf(uploadId), { force: true });
    await this.#turns.take(batchId, async () => {
      const batch = await this.#batch(batchId);
      if (batch === null) return;
      const removed = this.#removed.get(batchId) ?? new Set();
      this.#removed.set(batchId, removed.add(uploadId));
      if (removed.size < batch.members.length) return;
      this.#kept.delete(batchId);
      this.#removed.delete(batchId);
      await rm(this.#pathOf(batchId), { force: true });
    });
  }

  /** All that are there, or those written before a time, after removing what a kill left half-made. */
  async list(before?: Date): Promise<(readonly BatchedUpload[])[]> {
    const batches: (readonly BatchedUpload[])[] = [];
    for (const name of await readdir(this.#directory)) {
      if (!name.startsWith(PREFIX)) continue;
      if (before !== undefined && !(await isOlder(join(this.#directory, name), before))) continue;
      const batchId = BATCH.exec(name)?.[1];
      const batch = batchId === undefined ? null : await this.#batch(batchId);
      if (batchId === undefined || batch === null) await rm(join(this.#directory, name), { force: true });
      else batches.push(batch.members.map(({ draftId }, at) => ({ id: `${batchId}.${at}`, draftId })));
    }
    return batches;
  }

  async #get(uploadId: string): Promise<Place> {
    const place = await this.#find(uploadId);
    if (place === null) throw new NotFoundError(`Upload ${uploadId}`);
    return place;
  }

  async #find(uploadId: string): Promise<Place | null> {
    const [, batchId = '', at = ''] = MEMBER.exec(uploadId) ?? [];
    if (this.#removed.get(batchId)?.has(uploadId) === true) return null;
    const batch = await this.#batch(batchId);
    const member = batch?.members[Number(at)];
    return batch === null || member === undefined ? null : { batchId, batch, member };
  }

  async #batch(batchId: string): Promise<Batch | null> {
    // Another process may have changed its form.
    const kept = this.#isAlone() ? this.#kept.get(batchId) : undefined;
    if (kept !== undefined) return kept;
    const batch = await readBatch(this.#pathOf(batchId));
    if (batch !== null) this.#keep(batchId, batch);
    return batch;
  }

  #keep(batchId: string, batch: Batch): void {
    this.#kept.delete(batchId);
    if (!this.#isAlone()) {
      this.#kept.clear();
      return;
    }
    this.#kept.set(batchId, batch);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  #pathOf(batchId: string): string {
    return join(this.#directory, `${PREFIX}${batchId}`);
  }

  #singlePathOf(uploadId: string): string {
    return join(this.#directory, `${PREFIX}${uploadId}`);
  }
}

/** One that went meanwhile is not. */
async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtime < before;
}

function batchOf(uploadId: string): string {
  return MEMBER.exec(uploadId)?.[1] ?? '';
}
