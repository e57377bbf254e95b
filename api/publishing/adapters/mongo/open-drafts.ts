import { Schema, type Connection, type Model } from 'mongoose';
import { MAX_DRAFT_FILES } from '@lanran/protocol/files/manifest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AccessLevel } from '../../../assets/domain/asset.ts';
import type { OpenDraft, WholeFile } from '../../../ingest/ports/draft-files.ts';
import { DomainError, LimitExceededError, NotFoundError } from '../../../platform/kernel/errors.ts';
import {
  changeRecords,
  defineCollection,
  type Keyed,
  readByKeys,
  type RecordChange,
} from '../../../platform/mongo/model.ts';
import type { Draft } from '../../domain/draft.ts';
import type { FilesOwner, MongoDraftFiles } from './draft-files.ts';

export interface DraftRecord
  extends Keyed<string>, Omit<Draft, 'id' | 'files' | 'organizationId' | 'assetId'> {
  readonly organizationId: string;
  readonly assetId: string;
  /** At least as many as it has. */
  readonly fileCount: number;
}

export const UNPUBLISHED = { publishedIndex: null };

/** What each change of a file does to its draft: what was prepared for signing is dropped. */
export function changed(fileCount = 0) {
  return { $set: { publication: null }, $inc: { revision: 1, fileCount } };
}

export function defineDrafts(connection: Connection): Model<DraftRecord> {
  return defineCollection(connection, {
    name: 'drafts',
    fields: {
      _id: String,
      organizationId: String,
      assetId: String,
      assetSalt: String,
      communitySalt: String,
      content: Schema.Types.Mixed,
      externalId: String,
      revises: Schema.Types.Mixed,
      fileCount: Number,
      publication: Schema.Types.Mixed,
      publishedIndex: Number,
      revision: Number,
      createdAt: Date,
      updatedAt: Date,
    },
    indexes: [
      [{ organizationId: 1, publishedIndex: 1, createdAt: -1, _id: -1 }],
      [{ publishedIndex: 1, _id: 1 }],
      [{ assetId: 1 }],
    ],
  });
}

/** Drafts that are not published, as files join and leave them. */
export class OpenDrafts {
  readonly #drafts: Model<DraftRecord>;
  readonly #files: Pick<MongoDraftFiles, 'count'>;

  constructor(drafts: Model<DraftRecord>, files: Pick<MongoDraftFiles, 'count'>) {
    this.#drafts = drafts;
    this.#files = files;
  }

  async findAccess(draftId: string): Promise<AccessLevel | null> {
    const record = await this.#findRaw(draftId, 'content.metadata.access');
    return record?.content.metadata.access ?? null;
  }

  async findMany(draftIds: readonly string[]): Promise<ReadonlyMap<string, OpenDraft>> {
    const fields = ['organizationId', 'content.metadata.access'] as const;
    const records = await readByKeys(this.#drafts, draftIds, UNPUBLISHED, fields);
    return new Map(
      records.map(({ _id, organizationId, content }) => [
        _id,
        // Written from a parsed id.
        { organizationId: organizationId as OrganizationId, access: content.metadata.access },
      ]),
    );
  }

  async findOwner(draftId: string): Promise<OrganizationId | null> {
    const record = await this.#findRaw(draftId, 'organizationId');
    // Written from a parsed id.
    return record === null ? null : (record.organizationId as OrganizationId);
  }

  /** One field of an unpublished draft. */
  async #findRaw(draftId: string, field: string): Promise<DraftRecord | null> {
    const found = await this.#drafts.collection.findOne({ _id: draftId, ...UNPUBLISHED } as object, {
      projection: { [field]: 1 },
    });
    return found as unknown as DraftRecord | null;
  }

  /** By one command, unless one of the drafts is full. @returns what refused drafts, by their ids */
  async takeRoom(files: readonly WholeFile[]): Promise<ReadonlyMap<string, Error>> {
    const counts = countByDraft(files);
    const matched = await changeRecords(
      this.#drafts,
      [...counts].map(([id, count]) => roomTaken(id, count)),
    );
    const refused = new Map<string, Error>();
    if (matched === counts.size) return refused;
    // Which of them has room is not said.
    for (const [id, count] of counts) {
      try {
        await this.recount(id);
        if ((await changeRecords(this.#drafts, [roomTaken(id, count)])) === 0) throw tooManyFiles();
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused.set(id, error);
      }
    }
    return refused;
  }

  /** A kill between the count and the file leaves one too many. False when there is room after all. */
  async recount(draftId: string): Promise<false> {
    if ((await this.find(draftId)) === null) throw new NotFoundError(`Draft ${draftId}`);
    const fileCount = await this.#files.count(draftId);
    if (fileCount >= MAX_DRAFT_FILES) throw tooManyFiles();
    await this.#drafts.updateOne({ _id: draftId, ...UNPUBLISHED }, { $set: { fileCount } });
    return false;
  }

  /** False for a draft that is gone or published. */
  async note(draftId: string, fileCount: -1 | 0 = 0): Promise<boolean> {
    const open = { _id: draftId, ...UNPUBLISHED } as object;
    return (await this.#drafts.collection.updateOne(open, changed(fileCount))).matchedCount === 1;
  }

  async find(draftId: string): Promise<FilesOwner | null> {
    const organizationId = await this.findOwner(draftId);
    return organizationId === null ? null : { id: draftId, organizationId };
  }

  /** Takes back what `takeRoom` took for files that did not come. */
  async giveBack(files: readonly WholeFile[]): Promise<void> {
    for (const [draftId, count] of countByDraft(files))
      await this.#drafts.updateOne({ _id: draftId, ...UNPUBLISHED }, changed(-count));
  }
}

/** Met while the draft is open and takes so many more files. */
function roomTaken(_id: string, count: number): RecordChange {
  const filter = { _id, ...UNPUBLISHED, fileCount: { $lte: MAX_DRAFT_FILES - count } };
  return { filter, update: changed(count) };
}

function countByDraft(files: readonly WholeFile[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { draftId } of files) counts.set(draftId, (counts.get(draftId) ?? 0) + 1);
  return counts;
}

export function tooManyFiles(): LimitExceededError {
  return new LimitExceededError(
    `A draft takes at most ${MAX_DRAFT_FILES} files. Publish these, then begin another asset.`,
  );
}
