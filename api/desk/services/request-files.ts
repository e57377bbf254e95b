import { MAX_FILE_BYTES, MAX_THREAD_BYTES } from '@lanran/protocol/files/request-file';
import type { MediaTypeDetector } from '../../files/ports/media-type-detector.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import type { Actor, Member } from '../../platform/kernel/actor.ts';
import { type Clock, DAY_MS } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ConflictError,
  ContentUnreadableError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import { isFinal } from '../domain/request-state.ts';
import { parseFileName, type RequestFile, requireTaken } from '../domain/request-file.ts';
import { HEAD_BYTES, requireOneFormat, TAIL_BYTES, TextCheck } from '../domain/request-file-signs.ts';
import { requireBatch } from '../domain/request-text.ts';
import type { IncomingFile, RequestFileDisk } from '../ports/request-file-disk.ts';
import type { ReceivedFile, RequestFileStore } from '../ports/request-file-store.ts';
import type { RequestStore } from '../ports/request-store.ts';
import type { RequestAccess } from './request-access.ts';
import {
  bytesOf,
  fullThread,
  KEPT_MS,
  threadOfBatch,
  threadOfRequest,
  toRequestFile,
} from './request-file-claims.ts';
import type { RequestReading } from './request-reading.ts';
import { UploadsUnderWay } from './uploads-under-way.ts';

/** Of one account in a day; keys cost nothing, so that those of no organization have less. */
const MAX_BYTES_A_DAY = { member: 500_000_000, person: 50_000_000 } as const;

export interface RequestFilesOptions {
  readonly requests: Pick<RequestStore, 'isFileNamed'>;
  readonly requestFiles: RequestFileStore;
  readonly requestFileDisk: RequestFileDisk;
  readonly types: MediaTypeDetector;
  readonly access: RequestAccess;
  readonly reading: RequestReading;
  readonly clock: Clock;
  /** Of accounts, so that two uploads don't take the same room. */
  readonly fileTurns: Mutex<string>;
}

/** A file as it is sent; everything unchecked. */
export interface Upload {
  readonly name: string | null;
  /** As announced; null when the client did not say. */
  readonly bytes: number | null;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface OpenedRequestFile {
  readonly file: RequestFile;
  read(): Promise<AsyncIterable<Uint8Array>>;
}

interface Place {
  readonly thread: string;
  readonly named: readonly RequestFile[];
}

/** Files of threads: uploaded first, then named by an entry, and read by the parties alone. */
export class RequestFiles {
  readonly #options: RequestFilesOptions;
  readonly #underWay = new UploadsUnderWay();

  constructor(options: RequestFilesOptions) {
    this.#options = options;
  }

  /**
   * Takes a file for an entry of a thread.
   * @throws SignInRequiredError, BadInputError, LimitExceededError, StorageFullError; NotFoundError, ForbiddenError as for answers
   */
  async receive(actor: Actor, requestId: string, upload: Upload): Promise<RequestFile> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { access, reading } = this.#options;
    const { request, state, entries } = await reading.get(actor, requestId);
    await access.requireWriter(actor, request);
    if (isFinal(state) && state !== 'BOUGHT')
      throw new ConflictError(`Request ${requestId} is over (${state}): it takes no files. Ask anew.`);
    const named = entries.flatMap(({ files }) => files);
    return this.#receive(actor, { thread: threadOfRequest(requestId), named }, upload);
  }

  /** Takes a file for a question that the same account sends under this batch. Throws as `receive`. */
  async receiveForBatch(actor: Actor, batch: string, upload: Upload): Promise<RequestFile> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    requireBatch(batch);
    return this.#receive(actor, { thread: threadOfBatch(batch), named: [] }, upload);
  }

  /** @throws NotFoundError, the same for what is not in the thread and for a thread that is none of the actor's */
  async open(actor: Actor, requestId: string, fileId: string): Promise<OpenedRequestFile> {
    const { reading, requestFiles, requestFileDisk } = this.#options;
    const { entries } = await reading.get(actor, requestId);
    const named = entries.flatMap(({ files }) => files).find(({ id }) => id === fileId);
    const received = named === undefined ? null : await requestFiles.find(named.id);
    if (named === undefined || received === null) throw new NotFoundError(`File ${fileId}`);
    return { file: named, read: () => requestFileDisk.read(received) };
  }

  /** Removes what nothing names, and brings the rest under the newest vault key. */
  async sweep(): Promise<void> {
    const { requests, requestFiles, requestFileDisk, clock } = this.#options;
    const now = clock.now();
    for (const file of await requestFiles.listExpired(now)) {
      if (await requests.isFileNamed(file.id)) await requestFiles.keep(file.id);
      else if (await requestFiles.remove(file)) await requestFileDisk.remove(file.id);
    }
    // What a kill left between the disk and the records.
    for (const id of await requestFileDisk.listBefore(new Date(now.getTime() - KEPT_MS)))
      if ((await requestFiles.find(id)) === null) await requestFileDisk.remove(id);
    await this.#reseal();
  }

  /** All that can be opened; then fails for the first that can't. */
  async #reseal(): Promise<void> {
    const { requestFiles, requestFileDisk } = this.#options;
    const unreadable: ContentUnreadableError[] = [];
    for (let after = ''; ;) {
      const files = await requestFiles.listUnderOtherKeys(requestFileDisk.vaultKey, after);
      for (const file of files) {
        try {
          const sealed = requestFileDisk.reseal(file);
          if (sealed !== null) await requestFiles.reseal(file.id, sealed);
        } catch (error) {
          if (!(error instanceof ContentUnreadableError)) throw error;
          unreadable.push(error);
        }
      }
      const last = files.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    const [first] = unreadable;
    if (first !== undefined) throw first;
  }

  async #receive(actor: Member, place: Place, { name: text, bytes, content }: Upload): Promise<RequestFile> {
    const name = parseFileName(text);
    requireSize(name, bytes);
    return this.#underWay.during(actor.address, bytes ?? MAX_FILE_BYTES, async () => {
      await this.#requireRoom(actor, place, {
        bytes: bytes ?? 0,
        ofDay: this.#underWay.bytesOf(actor.address),
      });
      await this.#options.requestFileDisk.ensureRoom(this.#underWay.bytes);
      return this.#take(actor, place, { name, content });
    });
  }

  async #take(
    actor: Member,
    place: Place,
    { name, content }: Pick<Upload, 'content'> & { readonly name: string },
  ): Promise<RequestFile> {
    const { requestFileDisk } = this.#options;
    const incoming = await requestFileDisk.receive(content, MAX_FILE_BYTES);
    try {
      requireSize(name, incoming.bytes);
      const mediaType = await this.#typeOf(name, incoming);
      return await this.#options.fileTurns.take(actor.address, async () => {
        await this.#requireRoom(actor, place, { bytes: incoming.bytes, ofDay: incoming.bytes });
        return this.#keep(actor, place, { incoming, name, mediaType });
      });
    } finally {
      await requestFileDisk.drop(incoming);
    }
  }

  async #keep(
    { address: account }: Member,
    { thread }: Place,
    { incoming, name, mediaType }: { incoming: IncomingFile; name: string; mediaType: string },
  ): Promise<RequestFile> {
    const { requestFiles, requestFileDisk, clock } = this.#options;
    const receivedAt = clock.now();
    const expiresAt = new Date(receivedAt.getTime() + KEPT_MS);
    const file: ReceivedFile = { ...incoming, name, mediaType, thread, account, receivedAt, expiresAt };
    await requestFileDisk.keep(incoming);
    await requestFiles.insert(file);
    return toRequestFile(file);
  }

  /** @param ofDay what is to count for the day: before an upload, all that are under way */
  async #requireRoom(
    actor: Member,
    { thread, named }: Place,
    { bytes, ofDay }: { readonly bytes: number; readonly ofDay: number },
  ): Promise<void> {
    const { requestFiles, clock } = this.#options;
    const since = new Date(clock.now().getTime() - DAY_MS);
    const uploaded = await requestFiles.listSince(actor.address, since);
    const most = actor.memberships.length > 0 ? MAX_BYTES_A_DAY.member : MAX_BYTES_A_DAY.person;
    if (bytesOf(uploaded) + ofDay > most)
      throw new LimitExceededError(
        `At most ${most} bytes of files a day are taken from one key. Wait, then go on.`,
      );
    const waiting = uploaded.filter(
      (file) => file.thread === thread && !named.some(({ id }) => id === file.id),
    );
    if (bytesOf([...named, ...waiting]) + bytes > MAX_THREAD_BYTES) throw fullThread();
  }

  async #typeOf(name: string, incoming: IncomingFile): Promise<string> {
    const { types, requestFileDisk } = this.#options;
    const { bytes } = incoming;
    const read = (range: { readonly start: number; readonly end: number }) =>
      gather(requestFileDisk.readIncoming(incoming, range));
    const mediaType = requireTaken(name, await types.typeOf({ bytes, read }));
    if (mediaType.startsWith('text/')) {
      const check = new TextCheck(name);
      for await (const portion of requestFileDisk.readIncoming(incoming, { start: 0, end: bytes }))
        check.take(portion);
      check.end();
      return mediaType;
    }
    const head = await read({ start: 0, end: Math.min(bytes, HEAD_BYTES) });
    const tail = await read({ start: Math.max(0, bytes - TAIL_BYTES), end: bytes });
    requireOneFormat(name, { head, tail });
    return mediaType;
  }
}

function requireSize(name: string, bytes: number | null): void {
  const shown = JSON.stringify(name);
  if (bytes === 0)
    throw new BadInputError(
      'file',
      `${shown} is empty (0 bytes), as after a copy that failed. Copy it again from where it came, or leave it out.`,
    );
  if (bytes !== null && bytes > MAX_FILE_BYTES)
    throw new LimitExceededError(
      `${shown} has ${bytes} bytes; a file in a thread has at most ${MAX_FILE_BYTES}. Make it smaller, or send a link to it.`,
    );
}

async function gather(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const portions: Uint8Array[] = [];
  for await (const portion of content) portions.push(portion);
  return Buffer.concat(portions);
}
