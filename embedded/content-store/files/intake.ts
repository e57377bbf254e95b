import type { CID } from 'multiformats/cid';
import type { Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { BlockIndex } from '../blocks/block-index.ts';
import { keyOf } from '../dag/cids.ts';
import { InvalidInputError } from '../errors.ts';
import { FileDigester, type DigestedFile, type Layout } from './file-digester.ts';
import { portionsOf, readPortions } from './file-portions.ts';
import type { FileBlobs } from './file-blobs.ts';
import { IncomingFile } from './incoming-file.ts';
import { digestOfLeaves } from '../blocks/kept-leaves.ts';
import type { LeafThreads } from '../blocks/leaf-threads.ts';
import { inParallel } from '../in-parallel.ts';
import { keepObjects } from '../upkeep/object-keeper.ts';
import { buildTrees, type AddedEntry, type Tree, type TreeEntry } from '../dag/trees.ts';
import { removeFile } from './remove-file.ts';

export interface IntakeOptions {
  layout: Layout;
  /** False for content that only the platform may read. */
  isPublic: boolean;
  /** True to compute CIDs and store nothing. */
  onlyHash: boolean;
}

export interface CommitOptions {
  pin: boolean;
  /** Pinned too if it is among what came, so that nothing a client waits for is ever without a pin. */
  expected?: readonly CID[];
  /** Puts everything into one more directory. */
  wrap: boolean;
}

interface ReceivedFile {
  digested: DigestedFile;
  /** Null when only hashes were asked for. */
  incoming: string | null;
  /** The adopted file, to be removed once the store holds it. */
  source: string | null;
}

const REMOVALS_AT_ONCE = 8;
/** Files of fewer leaves are hashed where they are read: threads would take as long to be asked. */
const THREADS_FROM_LEAVES = 8;

/**
 * One add, from first byte to last: files go to `incoming/` and nothing is visible until `commit`, which makes all of it
 * visible at once. End it with `commit` or `abandon`.
 */
export class Intake {
  readonly #entries = new Map<string, TreeEntry>();
  readonly #files: ReceivedFile[] = [];
  readonly #temporary = new Set<string>();

  constructor(
    private readonly index: BlockIndex,
    private readonly shelf: FileBlobs,
    private readonly options: IntakeOptions & { readonly threads: LeafThreads },
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  /**
   * Takes a file's bytes. Without a path the file is named by its CID, as Kubo does.
   * @throws InvalidInputError if the path is taken, StorageFullError, or whatever the source throws.
   */
  async addFile(
    path: string | null,
    source: AsyncIterable<Uint8Array>,
    onProgress: (bytes: number) => void = () => undefined,
  ): Promise<void> {
    if (path !== null) this.#reserve(path);
    const received = this.options.onlyHash
      ? await this.#digest(source, onProgress)
      : await this.#receive(source, onProgress);
    this.#record(path, received);
  }

  addDirectory(path: string): void {
    if (this.#entries.get(path)?.file === null) return;
    this.#reserve(path);
  }

  /**
   * Takes over a finished file by its real path; the bytes are read once and, on the same file system, never copied. Not even
   * read are they where leaves kept beside the file lead to the CID that is expected.
   * @throws InvalidInputError if the path in the tree is taken or the file is being written to, StorageFullError.
   */
  async adoptFile(source: string, path: string | null, expected: CID | null = null): Promise<void> {
    if (path !== null) this.#reserve(path);
    const incoming = this.shelf.incomingPath();
    this.#temporary.add(incoming);
    await this.shelf.ensureRoom();
    if (!(await this.shelf.linkIncoming(source, incoming))) {
      const received = await this.#receive(readPortions(source), () => undefined);
      this.#record(path, { ...received, source });
      return;
    }
    const known = expected === null ? null : await this.#digestOfLeaves(source, expected);
    const digested = known ?? (await this.#digestAtRest(incoming, source));
    this.#record(path, { digested, incoming, source });
  }

  /** Makes everything visible, on disk when this resolves. @returns files, then directories, the topmost last. */
  async commit({ pin, expected = [], wrap }: CommitOptions): Promise<AddedEntry[]> {
    const { added, trees } = await buildTrees([...this.#entries.values()], { wrap });
    if (this.options.onlyHash) return added;
    try {
      const roots = wrap ? added.slice(-1) : added.filter(({ path }) => !path.includes('/'));
      const awaited = new Set(expected.map((cid) => cid.toV1().toString()));
      const pinned = roots.filter(({ cid }) => pin || awaited.has(cid.toString()));
      await this.inTurn(() =>
        this.#store(
          trees,
          pinned.map(({ cid }) => keyOf(cid)),
        ),
      );
      const sources = this.#files.map(({ source }) => source).filter((source) => source !== null);
      await inParallel(sources, REMOVALS_AT_ONCE, (source) => removeFile(source));
      return added;
    } finally {
      await this.abandon();
    }
  }

  /** Forgets what was received. */
  async abandon(): Promise<void> {
    const paths = [...this.#temporary];
    this.#temporary.clear();
    await inParallel(paths, REMOVALS_AT_ONCE, (path) => removeFile(path));
  }

  #store(trees: readonly Tree[], pins: readonly Uint8Array[]): Promise<void> {
    const isPublic = this.options.isPublic;
    return keepObjects(this.index, this.shelf, {
      files: this.#files.map(({ digested, incoming }) => ({ ...digested, incoming })),
      trees: trees.map(({ root, nodes }) => ({
        key: keyOf(root),
        record: { kind: 'tree', bytes: 0, isPublic },
        blocks: nodes,
      })),
      pins,
      isPublic,
    });
  }

  async #digest(
    source: AsyncIterable<Uint8Array>,
    onProgress: (bytes: number) => void,
  ): Promise<ReceivedFile> {
    const digester = new FileDigester(this.options.layout);
    let bytes = 0;
    for await (const portion of source) {
      digester.update(portion);
      onProgress((bytes += portion.length));
    }
    return { digested: digester.finish(), incoming: null, source: null };
  }

  /** Not for what is here already: it may be brought to heal a damaged copy, and has to be right itself. */
  async #digestOfLeaves(source: string, expected: CID): Promise<DigestedFile | null> {
    return this.index.findObject(keyOf(expected.toV1())) === null ? digestOfLeaves(source, expected) : null;
  }

  /** @throws InvalidInputError if it doesn't rest: somebody writes to it. */
  async #digestAtRest(path: string, source: string): Promise<DigestedFile> {
    const handle = await open(path, 'r');
    try {
      const before = await handle.stat();
      const [result] = await Promise.allSettled([this.#digestPortions({ path, handle, bytes: before.size })]);
      if (hasChanged(before, await handle.stat()))
        throw new InvalidInputError(`${source} was written to while it was adopted.`);
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    } finally {
      await handle.close();
    }
  }

  async #digestPortions(file: { path: string; handle: FileHandle; bytes: number }): Promise<DigestedFile> {
    const { layout, threads } = this.options;
    const { chunkBytes } = layout;
    const digester = new FileDigester(layout);
    if (file.bytes < THREADS_FROM_LEAVES * chunkBytes) {
      for await (const portion of portionsOf(file.handle, file.bytes)) digester.update(portion);
      return digester.finish();
    }
    let rest = file.bytes;
    for await (const digest of threads.digest({ path: file.path, bytes: file.bytes, chunkBytes })) {
      digester.addLeaf(digest, Math.min(chunkBytes, rest));
      rest -= chunkBytes;
    }
    return digester.finish();
  }

  async #receive(
    source: AsyncIterable<Uint8Array>,
    onProgress: (bytes: number) => void,
  ): Promise<ReceivedFile> {
    const file = await IncomingFile.create(this.shelf, this.options.layout);
    this.#temporary.add(file.path);
    let bytes = 0;
    try {
      for await (const portion of source) {
        await file.write(portion);
        onProgress((bytes += portion.length));
      }
      return { digested: await file.finish(), incoming: file.path, source: null };
    } catch (error) {
      await file.abandon();
      throw error;
    }
  }

  #record(path: string | null, received: ReceivedFile): void {
    const name = path ?? received.digested.cid.toString();
    this.#entries.set(name, { path: name, file: received.digested });
    this.#files.push(received);
  }

  /** Takes a path for one entry. @throws InvalidInputError if it is taken, or lies below a file. */
  #reserve(path: string): void {
    const isTaken = this.#entries.get(path);
    if (isTaken !== undefined)
      throw new InvalidInputError(`"${path}" is named twice. Give each file its own path.`);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const parent = path.slice(0, end);
      const entry = this.#entries.get(parent);
      if (entry?.file != null) throw new InvalidInputError(`"${parent}" is a file and can't hold "${path}".`);
      if (entry === undefined) this.#entries.set(parent, { path: parent, file: null });
    }
    this.#entries.set(path, { path, file: null });
  }
}

function hasChanged(before: Stats, after: Stats): boolean {
  return before.size !== after.size || before.mtimeMs !== after.mtimeMs;
}
