import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { create, type IPFSHTTPClient } from 'ipfs-http-client';
import { encodeCar } from '@lanran/protocol/files/car';
import { repeatWhenLost } from '@lanran/protocol/kernel/lost-connection';
import { ContentMismatchError } from '../../../platform/kernel/errors.ts';
import type { ByteRange, StoredFile, StoredFileRequest } from '../../ports/content-store.ts';
import type { DagBlock, DagStore } from '../../ports/dag-store.ts';
import { adoptFile, adoptFiles, authorization, pinning, privacy } from './adopt-file.ts';
import { explainIpfsError, IpfsRefusal, isNotPinnedError } from './ipfs-errors.ts';
import { KeptFiles } from './kept-files.ts';
import { portionsOf } from './file-portions.ts';
import { locate, locateMany, type LocatedFile, readManyLocated } from './locate-blocks.ts';
import { eachAlone, type Portions } from '../../../platform/concurrency/pieces.ts';
import { KEPT_MS, RecentAnswers } from '../../../platform/concurrency/recent-answers.ts';
import { ExtendableDeadline } from '../../../platform/concurrency/extendable-deadline.ts';

/** Kubo's profile `unixfs-v1-2025`: https://specs.ipfs.tech/ipips/ipip-0499/. */
const PROFILE = {
  cidVersion: 1,
  rawLeaves: true,
  chunker: 'size-1048576',
  maxFileLinks: 1024,
  hashAlg: 'sha2-256',
  trickle: false,
} as const;
/** The slowest disk we wait for, in bytes a millisecond, when the store reads a file before it answers. */
const SLOWEST_BYTES_PER_MS = 20_000;
/** Larger ones cost more than they save: fresh memory for each (measured). */
const READ_BYTES = 262_144;
/** Their paths stand in one address. */
const ADOPTED_AT_ONCE = 16;
const CHECK_WITHIN_MS = 5_000;
/** A garbage collection goes through the whole store. */
const COLLECTION_ANSWERS = 360;
/** Keeps Kubo from looking for a missing CID among its peers. */
const OFFLINE = { offline: true };

export interface IpfsContentStoreOptions {
  /** Base of the Kubo RPC, without `/api/v0`. */
  readonly apiUrl: string;
  /** The staging folder that an embedded store takes files from by path; null when files are sent. */
  readonly sharedDir: string | null;
  /** Sent as bearer token; shows an embedded store's private content. */
  readonly token: string | null;
  /** How long the store may stay silent. */
  readonly answerWithinMs?: number;
}

/** Files on IPFS, over Kubo's RPC: an embedded content store or Kubo. */
export class IpfsContentStore implements DagStore {
  readonly #options: IpfsContentStoreOptions;
  readonly #ipfs: IPFSHTTPClient;
  readonly #answerWithinMs: number;
  readonly #located = new RecentAnswers<LocatedFile | null>();
  readonly #files = new KeptFiles();

  constructor(options: IpfsContentStoreOptions) {
    this.#options = options;
    this.#answerWithinMs = options.answerWithinMs ?? 10_000;
    this.#ipfs = create({ url: options.apiUrl, headers: authorization(options.token) });
  }

  async pinFile(request: StoredFileRequest): Promise<void> {
    const { filePath, expectedCid } = request;
    const bytes = await sizeOf(filePath);
    const isAdopted = this.#options.sharedDir !== null;
    const cid =
      bytes === null ? null : await (isAdopted ? this.#adopt(request, bytes) : this.#send(request, bytes));
    if (cid !== null && cid !== expectedCid) {
      throw new ContentMismatchError(
        `The file store arrived at ${cid} where ${expectedCid} was signed: the staged file was altered. Upload it again.`,
      );
    }
    // What was adopted is pinned. Without a staged file this is a repeat after a crash: at most the pin is missing.
    if (cid === null || !isAdopted) await this.#pin(expectedCid, bytes ?? 0);
  }

  async pinFiles(files: Parameters<DagStore['pinFiles']>[0]): Promise<void> {
    for (let at = 0; at < files.length; at += ADOPTED_AT_ONCE)
      await this.#pinSome(files.slice(at, at + ADOPTED_AT_ONCE));
  }

  /** One by one where files are sent, or an earlier try whose answer was lost has taken some of them. */
  async #pinSome(files: Parameters<DagStore['pinFiles']>[0]): Promise<void> {
    const arrived = this.#options.sharedDir === null ? null : await this.#adoptSome(files);
    if (arrived === null) for (const file of files) await this.pinFile({ ...file, isPrivate: true });
    const altered = files.find(({ expectedCid }) => arrived?.has(expectedCid) === false);
    if (altered === undefined) return;
    throw new ContentMismatchError(
      `The file store arrived at another CID where ${altered.expectedCid} was signed: the staged file was altered. Upload it again.`,
    );
  }

  /** Null when one of them is not there. */
  async #adoptSome(files: Parameters<DagStore['pinFiles']>[0]): Promise<ReadonlySet<string> | null> {
    const { apiUrl, token } = this.#options;
    const sizesNow = () => Promise.all(files.map(({ filePath }) => sizeOf(filePath)));
    const bytes = (await sizesNow()).reduce<number>((sum, size) => sum + (size ?? 0), 0);
    const call = { cid: files[0]?.expectedCid ?? '', waitMs: this.#waitFor(bytes) };
    return this.#patiently(call, async ({ signal }) => {
      if ((await sizesNow()).includes(null)) return null;
      return new Set(await adoptFiles(files, { apiUrl, token, signal }));
    });
  }

  async isPinned(cid: string): Promise<boolean> {
    return this.#patiently({ cid, waitMs: this.#answerWithinMs }, async ({ signal }) => {
      try {
        const pins = this.#ipfs.pin.ls({ paths: [cid], type: 'recursive', signal });
        return (await pins[Symbol.asyncIterator]().next()).done !== true;
      } catch (error) {
        if (isNotPinnedError(error)) return false;
        throw error;
      }
    });
  }

  async read(cid: string, range?: ByteRange): Promise<Readable> {
    if (range !== undefined && range.end <= range.start) return Readable.from([]);
    const opened = await this.#openLocated(cid);
    return opened === null ? this.#receive(cid, range) : streamOf(opened, range);
  }

  async readPieces(cid: string, range?: ByteRange): Promise<Portions> {
    return eachAlone(await this.read(cid, range));
  }

  async readPortions(cid: string, range: ByteRange): Promise<AsyncIterable<Uint8Array>> {
    const opened = range.end <= range.start ? null : await this.#openLocated(cid);
    if (opened === null) return this.read(cid, range);
    const { handle, offset, bytes } = opened;
    return portionsOf(handle, { start: offset + range.start, end: offset + Math.min(range.end, bytes) });
  }

  async readPart(cid: string, range: ByteRange): Promise<readonly Buffer[]> {
    const located = await this.#locate(cid);
    const { start, end } = range;
    if (located !== null && start < end && end <= located.bytes) {
      const { path, offset } = located;
      const part = await this.#files.read(path, { start: offset + start, end: offset + end });
      if (part?.length === end - start) return [part];
      this.#located.forget(cid);
    }
    const pieces: Buffer[] = [];
    for await (const piece of await this.read(cid, range)) pieces.push(piece as Buffer);
    return pieces;
  }

  /**
   * What lies on our own disk is read there: sent through the store's process, every byte would be copied twice more. Null for
   * what has to be sent, went meanwhile, or may not be opened by us.
   */
  async #openLocated(cid: string): Promise<OpenedLocation | null> {
    const located = await this.#locate(cid);
    if (located === null) return null;
    const handle = await open(located.path, 'r').catch(() => null);
    if (handle === null) this.#located.forget(cid);
    return handle === null ? null : { ...located, handle };
  }

  async #locate(cid: string): Promise<LocatedFile | null> {
    const { apiUrl, token, sharedDir } = this.#options;
    if (sharedDir === null || token === null) return null;
    return this.#located.find(cid, KEPT_MS, () =>
      this.#patiently({ cid, waitMs: this.#answerWithinMs }, ({ signal }) =>
        locate({ apiUrl, token, cid, signal }),
      ),
    );
  }

  async findStored(cids: readonly string[]): Promise<ReadonlyMap<string, StoredFile>> {
    const { apiUrl, token, sharedDir } = this.#options;
    const [cid] = cids;
    if (sharedDir === null || token === null || cid === undefined) return new Map();
    const located = await this.#patiently({ cid, waitMs: this.#answerWithinMs }, ({ signal }) =>
      locateMany(cids, { apiUrl, token, signal }),
    );
    const files = [...located].filter(([, { offset }]) => offset === 0);
    return new Map(files.map(([each, { path }]) => [each, { path, payloadKey: null }]));
  }

  /** None where no disk is shared: then they are read one by one. */
  async readMany(cids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const { apiUrl, token, sharedDir } = this.#options;
    const [cid] = cids;
    if (sharedDir === null || token === null || cid === undefined) return new Map();
    return this.#patiently({ cid, waitMs: this.#answerWithinMs }, ({ signal }) =>
      readManyLocated(cids, { apiUrl, token, signal }),
    );
  }

  async #receive(cid: string, range: ByteRange | undefined): Promise<Readable> {
    try {
      return await repeatWhenLost(() => this.#openStream(cid, range));
    } catch (error) {
      throw explainIpfsError(error, cid);
    }
  }

  async #openStream(cid: string, range: ByteRange | undefined): Promise<Readable> {
    const part = range === undefined ? {} : { offset: range.start, length: range.end - range.start };
    const waitMs = this.#answerWithinMs;
    const patience = new ExtendableDeadline(waitMs);
    try {
      const content = this.#ipfs.cat(cid, { ...part, signal: patience.signal, ...OFFLINE });
      const portions = content[Symbol.asyncIterator]();
      // The first portion is awaited here, so that a missing CID is an error and not a broken stream.
      const first = await portions.next();
      const readable = Readable.from(follow({ first, portions, patience, cid, waitMs }), {
        objectMode: false,
      });
      readable.once('close', () => patience.giveUp());
      return readable;
    } catch (error) {
      patience.end();
      throw error;
    }
  }

  async pinDag(
    blocks: readonly [DagBlock, ...DagBlock[]],
    roots: readonly string[] = [blocks[0].cid],
  ): Promise<void> {
    const [{ cid }] = blocks;
    const size = blocks.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const headers = { ...authorization(this.#options.token), ...privacy(true) };
    await this.#patiently({ cid, waitMs: this.#waitFor(size) }, async ({ signal }) => {
      const car = encodeCar(roots, blocks);
      const options = { pinRoots: true, signal, headers };
      for await (const { root } of this.#ipfs.dag.import([car], options)) {
        if (root.pinErrorMsg) throw new IpfsRefusal(500, root.pinErrorMsg);
      }
    });
  }

  async unpin(cid: string): Promise<void> {
    await this.#patiently({ cid, waitMs: this.#answerWithinMs }, async ({ signal }) => {
      try {
        await this.#ipfs.pin.rm(cid, { recursive: true, signal });
      } catch (error) {
        if (!isNotPinnedError(error)) throw error;
      }
    });
  }

  async collectGarbage(): Promise<void> {
    const waitMs = this.#answerWithinMs * COLLECTION_ANSWERS;
    await this.#patiently({ cid: 'garbage', waitMs }, async ({ signal }) => {
      for await (const _ of this.#ipfs.repo.gc({ signal }));
    });
  }

  async check(): Promise<void> {
    const waitMs = Math.min(this.#answerWithinMs, CHECK_WITHIN_MS);
    try {
      // Once: who asks wants to know whether it answers now.
      await inTime(waitMs, async ({ signal }) => {
        await this.#ipfs.version({ signal });
      });
    } catch (error) {
      throw explainIpfsError(error, 'version');
    }
  }

  /** Hands the file over by path; pinned at once, only if it is what was signed. Null when an earlier try had done so. */
  async #adopt(
    { filePath, isPrivate, expectedCid }: StoredFileRequest,
    bytes: number,
  ): Promise<string | null> {
    const { apiUrl, token } = this.#options;
    return this.#patiently({ cid: expectedCid, waitMs: this.#waitFor(bytes) }, async ({ signal }) => {
      // Taken over by an earlier try, whose answer was lost.
      if ((await sizeOf(filePath)) === null) return null;
      return adoptFile({ apiUrl, token, filePath, isPrivate, expectedCid, signal });
    });
  }

  /** Streams the file; pinned only if it is what was signed, and by Kubo only afterwards. */
  async #send(request: StoredFileRequest, bytes: number): Promise<string> {
    const { filePath, isPrivate, expectedCid } = request;
    const headers = {
      ...authorization(this.#options.token),
      ...privacy(isPrivate),
      ...pinning(expectedCid),
    };
    // The client hides a failing source behind its own abort, so it is kept here.
    const failures: Error[] = [];
    try {
      return await this.#patiently({ cid: expectedCid, waitMs: this.#waitFor(bytes) }, async (patience) => {
        const source = createReadStream(filePath, { highWaterMark: READ_BYTES });
        source.once('error', (error) => failures.push(error));
        try {
          const content = renewing(source, () => patience.renew(this.#waitFor(bytes)));
          const added = await this.#ipfs.add(
            { content },
            { ...PROFILE, pin: false, signal: patience.signal, headers },
          );
          return added.cid.toString();
        } finally {
          source.destroy();
        }
      });
    } catch (error) {
      throw failures[0] ?? error;
    }
  }

  async #pin(cid: string, bytes: number): Promise<void> {
    await this.#patiently({ cid, waitMs: this.#waitFor(bytes) }, async ({ signal }) => {
      await this.#ipfs.pin.add(cid, { recursive: true, signal, ...OFFLINE });
    });
  }

  #waitFor(bytes: number): number {
    return this.#answerWithinMs + bytes / SLOWEST_BYTES_PER_MS;
  }

  /** Runs one call within its time, again when its connection is lost, and turns its failure into an error of the domain. */
  async #patiently<T>(
    call: { cid: string; waitMs: number },
    work: (patience: ExtendableDeadline) => Promise<T>,
  ): Promise<T> {
    try {
      return await repeatWhenLost(() => inTime(call.waitMs, work));
    } catch (error) {
      throw explainIpfsError(error, call.cid);
    }
  }
}

async function inTime<T>(waitMs: number, work: (patience: ExtendableDeadline) => Promise<T>): Promise<T> {
  const patience = new ExtendableDeadline(waitMs);
  try {
    return await work(patience);
  } finally {
    patience.end();
  }
}

/** Closes the file when it ends or is given up. */
function streamOf({ handle, offset, bytes }: OpenedLocation, range: ByteRange | undefined): Readable {
  const { start, end } = range ?? { start: 0, end: bytes };
  if (end <= start) void handle.close();
  if (end <= start) return Readable.from([]);
  return handle.createReadStream({
    start: offset + start,
    end: offset + Math.min(end, bytes) - 1,
    highWaterMark: READ_BYTES,
  });
}

interface OpenedLocation extends LocatedFile {
  readonly handle: FileHandle;
}

interface OpenedFile {
  readonly first: IteratorResult<Uint8Array>;
  readonly portions: AsyncIterator<Uint8Array>;
  readonly patience: ExtendableDeadline;
  readonly cid: string;
  readonly waitMs: number;
}

/** The portions of an opened file; the store may be silent only while a portion is awaited. */
async function* follow({ first, portions, patience, cid, waitMs }: OpenedFile): AsyncGenerator<Uint8Array> {
  let next = first;
  try {
    while (next.done !== true) {
      patience.pause();
      yield next.value;
      patience.renew(waitMs);
      next = await portions.next();
    }
  } catch (error) {
    throw explainIpfsError(error, cid);
  } finally {
    patience.end();
    await portions.return?.();
  }
}

async function* renewing(
  source: AsyncIterable<Uint8Array>,
  onPortion: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const portion of source) {
    onPortion();
    yield portion;
  }
}

/** Size in bytes, or null when there is no such file. */
async function sizeOf(filePath: string): Promise<number | null> {
  try {
    return (await stat(filePath)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
