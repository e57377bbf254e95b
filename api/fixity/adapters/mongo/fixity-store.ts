import type { Connection, Model } from 'mongoose';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import {
  type Content,
  contentKey,
  FIXITY_STATES,
  type FixityFile,
  isOutOfReach,
} from '../../domain/fixity.ts';
import type { FixityCount, FixityFinding, FixityStore } from '../../ports/fixity-store.ts';
import { defineCollection, insertNew, type Keyed } from '../../../platform/mongo/model.ts';

interface FileRecord extends Keyed<string>, FixityFile {
  /** `contentKey`, by which runs go through them. */
  readonly key: string;
  /** Null until its first check: what counting needs of the state. */
  readonly isIntact: boolean | null;
}

/** As the index has it: one end for each. */
const INTACTNESS = [null, false, true] as const;

type Filter = Readonly<Record<string, unknown>>;

/** One record for each content an asset has as an original, in whichever versions. */
export class MongoFixityStore implements FixityStore {
  readonly #files: Model<FileRecord>;

  constructor(connection: Connection) {
    this.#files = defineCollection(connection, {
      name: 'fixityFiles',
      fields: {
        _id: String,
        key: String,
        assetId: String,
        sha256: String,
        cid: String,
        bytes: Number,
        path: String,
        leafIndex: Number,
        readAt: Date,
        state: String,
        isIntact: Boolean,
        since: Date,
        repairedAt: Date,
        repairedIn: String,
        runId: String,
      },
      indexes: [
        [{ key: 1 }],
        [{ cid: 1 }],
        [{ assetId: 1, key: 1 }],
        [{ assetId: 1, isIntact: 1, readAt: 1 }],
        [{ isIntact: 1, assetId: 1 }],
        [{ readAt: 1 }],
      ],
    });
  }

  async register(files: Parameters<FixityStore['register']>[0]): Promise<void> {
    if (files.length === 0) return;
    const records = files.map((file): FileRecord => {
      const key = contentKey(file);
      return {
        ...file,
        _id: idOf(file.assetId, file),
        key,
        state: null,
        isIntact: null,
        since: file.readAt,
        repairedAt: null,
        repairedIn: null,
        runId: null,
      };
    });
    // A version may have a content twice, and so may two versions: the first has it.
    const distinct = new Map(records.toReversed().map((record) => [record._id, record]));
    await insertNew(this.#files, [...distinct.values()].toReversed());
  }

  async listAfter(
    lastKey: string | null,
    { assetId, logSize, first }: { assetId: AssetId | null; logSize: number; first: number },
  ): Promise<FixityFile[]> {
    const filter: Filter = {
      ...(assetId !== null && { assetId }),
      ...(lastKey !== null && { key: { $gt: lastKey } }),
      leafIndex: { $lt: logSize },
    };
    return this.#list(filter, { sort: assetId === null ? { key: 1 } : { assetId: 1, key: 1 }, first });
  }

  async listByContent(content: Pick<Content, 'sha256' | 'cid'>, first: number): Promise<FixityFile[]> {
    return this.#list({ key: contentKey(content) }, { sort: { key: 1 }, first });
  }

  async listByContents(
    contents: readonly Pick<Content, 'sha256' | 'cid'>[],
    first: number,
  ): Promise<FixityFile[]> {
    return this.#list({ key: { $in: contents.map(contentKey) } }, { sort: { key: 1 }, first });
  }

  async listByCid(cid: string, first: number): Promise<FixityFile[]> {
    return this.#list({ cid }, { sort: { cid: 1 }, first });
  }

  async listBySha256(assetId: AssetId, sha256: string): Promise<FixityFile[]> {
    // `contentKey` begins with it; a semicolon is what comes after a colon.
    const filter = { assetId, key: { $gte: `${sha256}:`, $lt: `${sha256};` } };
    return this.#list(filter, { sort: { assetId: 1, key: 1 }, first: 2 });
  }

  async record(findings: readonly FixityFinding[]): Promise<void> {
    if (findings.length === 0) return;
    const writes = alike(findings).flatMap(({ keys, state, readAt, runId, isRepaired }) => {
      const key = { $in: keys };
      const told = { state, isIntact: state === 'OK', readAt, ...(runId !== null && { runId }) };
      const isStated = isRepaired && runId !== null ? { repairedIn: runId } : {};
      return [
        { updateMany: { filter: { key, state: { $ne: state } }, update: { $set: { since: readAt } } } },
        { updateMany: { filter: { key }, update: { $set: { ...told, ...isStated } } } },
      ];
    });
    await this.#files.bulkWrite(writes, { ordered: true });
  }

  async listBad({ assetId, first }: { assetId: AssetId | null; first: number }): Promise<FixityFile[]> {
    const filter: Filter = { isIntact: false, ...(assetId !== null && { assetId }) };
    return this.#list(filter, { sort: { isIntact: 1, assetId: 1 }, first });
  }

  async listOutOfReach(first: number): Promise<FixityFile[]> {
    const filter: Filter = { isIntact: false, state: { $in: FIXITY_STATES.filter(isOutOfReach) } };
    return this.#list(filter, { sort: { isIntact: 1, assetId: 1 }, first });
  }

  async find(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): Promise<FixityFile | null> {
    const record = await this.#files.findById(idOf(assetId, content)).lean<FileRecord>();
    return record === null ? null : toFile(record);
  }

  async findLatest(assetId: AssetId): Promise<FixityFile | null> {
    const latest = await Promise.all(
      [true, false].map((isIntact) =>
        this.#list({ assetId, isIntact }, { sort: { assetId: -1, isIntact: -1, readAt: -1 }, first: 1 }),
      ),
    );
    const [last] = latest.flat().sort((left, right) => right.readAt.getTime() - left.readAt.getTime());
    return last ?? null;
  }

  async remove(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): Promise<void> {
    await this.#files.deleteOne({ _id: idOf(assetId, content) });
  }

  async markRepaired(content: Pick<Content, 'sha256' | 'cid'>, at: Date): Promise<void> {
    await this.#files.updateMany(
      { key: contentKey(content) },
      { $set: { repairedAt: at, repairedIn: null } },
    );
  }

  async countAll(): Promise<FixityCount> {
    const [files, bad, oldestReadAt] = await Promise.all([
      this.#files.estimatedDocumentCount(),
      this.#files.countDocuments({ isIntact: false }),
      this.oldestReadAt(),
    ]);
    return { files, bad, oldestReadAt };
  }

  async countOf(assetId: AssetId): Promise<FixityCount & { readonly unread: number }> {
    const [files, bad, unread, oldest] = await Promise.all([
      this.#files.countDocuments({ assetId }),
      this.#files.countDocuments({ assetId, isIntact: false }),
      this.#files.countDocuments({ assetId, isIntact: null }),
      Promise.all(INTACTNESS.map((isIntact) => this.#firstRead({ assetId, isIntact }))),
    ]);
    const times = oldest.flat().map(({ readAt }) => readAt.getTime());
    return { files, bad, unread, oldestReadAt: times.length === 0 ? null : new Date(Math.min(...times)) };
  }

  async oldestReadAt(): Promise<Date | null> {
    const [oldest] = await this.#list({}, { sort: { readAt: 1 }, first: 1 });
    return oldest?.readAt ?? null;
  }

  async #firstRead(filter: Filter): Promise<FixityFile[]> {
    return this.#list(filter, { sort: { assetId: 1, isIntact: 1, readAt: 1 }, first: 1 });
  }

  async #list(
    filter: Filter,
    { sort, first }: { readonly sort: Readonly<Record<string, 1 | -1>>; readonly first: number },
  ): Promise<FixityFile[]> {
    const records = await this.#files.find(filter).sort(sort).limit(first).lean<FileRecord[]>();
    return records.map(toFile);
  }
}

/** Groups equal findings, so that one update writes each group: FerretDB on SQLite reads the whole collection for each update. */
function alike(findings: readonly FixityFinding[]) {
  const groups = new Map<string, Omit<FixityFinding, 'content'> & { readonly keys: string[] }>();
  for (const { content, ...found } of findings) {
    const name = JSON.stringify([found.state, found.readAt, found.runId, found.isRepaired]);
    const group = groups.get(name) ?? { ...found, keys: [] };
    group.keys.push(contentKey(content));
    groups.set(name, group);
  }
  return [...groups.values()];
}

function idOf(assetId: AssetId, content: Pick<Content, 'sha256' | 'cid'>): string {
  return `${assetId}:${contentKey(content)}`;
}

function toFile({ _id, key, isIntact, ...file }: FileRecord): FixityFile {
  return file;
}
