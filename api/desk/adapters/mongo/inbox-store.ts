import { type Connection, type Model, Schema, type UpdateQuery } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Mutex } from '../../../platform/concurrency/mutex.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import { BadInputError } from '../../../platform/kernel/errors.ts';
import { defineCollection, type Keyed, readByKeys, unlessDuplicate } from '../../../platform/mongo/model.ts';
import type { InboxItem, InboxRecipient, InboxSubject, NewInboxItem } from '../../domain/inbox-item.ts';
import { MAX_SINGLE_MARKS, type ReadMarks, readUpTo } from '../../domain/read-marks.ts';
import type { InboxReadStore } from '../../ports/inbox-read-store.ts';
import type { InboxFilter, InboxStore } from '../../ports/inbox-store.ts';

interface InboxRecord extends Keyed<string>, Omit<InboxItem, 'id' | 'subject' | 'readers'>, InboxSubject {
  /** Null, and left out by older records: all. */
  readonly readers?: InboxItem['readers'] | null;
}

interface ReadRecord extends Keyed<string> {
  readonly upTo: number;
  /** Left out by records of before items could be marked one by one. */
  readonly read?: number[];
  readonly unread?: number[];
  readonly joined?: Record<string, number>;
}

/** Where a list's count ends: it then stands for this many or more. */
const COUNTED = 100;
const CURSOR = /^\d{1,15}$/;
const MAX_ATTEMPTS = 20;

export class MongoInboxStore implements InboxStore, InboxReadStore {
  readonly #items: Model<InboxRecord>;
  readonly #reads: Model<ReadRecord>;
  readonly #writing: Mutex<'items'>;

  constructor(connection: Connection, writing: Mutex<'items'>) {
    this.#writing = writing;
    this.#items = defineCollection(connection, {
      name: 'inboxItems',
      fields: {
        _id: String,
        sequence: Number,
        recipient: String,
        kind: String,
        assetId: String,
        requestId: String,
        licenseId: String,
        searchId: String,
        callId: String,
        by: String,
        count: Number,
        at: Date,
        readers: { type: [String], default: null },
      },
      indexes: [
        [{ sequence: 1 }, { unique: true }],
        [{ recipient: 1, sequence: -1 }],
        [{ recipient: 1, kind: 1, sequence: -1 }],
      ],
    });
    this.#reads = defineCollection(connection, {
      name: 'inboxReads',
      fields: { _id: String, upTo: Number, read: [Number], unread: [Number], joined: Schema.Types.Mixed },
    });
  }

  /** Numbers have no gaps: a reader that goes on after one misses no item. Where another write took a number, the next one is tried. */
  async add(items: readonly NewInboxItem[]): Promise<number> {
    return this.#writing.take('items', async () => {
      let written = 0;
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const missing = await this.#missing(items);
        if (missing.length === 0) return written;
        const last = await this.lastSequence();
        const records = missing.map((item, at) => toRecord(item, last + 1 + at));
        if (await unlessDuplicate(this.#items.insertMany(records))) return written + records.length;
        written += missing.length - (await this.#missing(missing)).length;
      }
      throw new Error('The inbox took none of several numbers: another process writes to it.');
    });
  }

  async find(id: string): Promise<InboxItem | null> {
    const [record] = await readByKeys(this.#items, [id]);
    return record === undefined ? null : toItem(record);
  }

  async list(
    recipients: readonly InboxRecipient[],
    { first, after }: PageRequest,
    filter: InboxFilter = {},
  ): Promise<Page<InboxItem>> {
    if (after !== null && !CURSOR.test(after))
      throw new BadInputError('after', 'is not a cursor of this list. Take one from `pageInfo.endCursor`.');
    const before = after === null ? {} : { $lt: Number(after) };
    const parts = partsOf(recipients, filter);
    const [lists, totalCount] = await Promise.all([
      Promise.all(parts.map((part) => this.#newest(part, before, first + 1))),
      this.count(recipients, filter, COUNTED),
    ]);
    const found = lists.flat().sort((left, right) => right.sequence - left.sequence);
    return {
      items: found
        .slice(0, first)
        .map((record) => ({ item: toItem(record), cursor: String(record.sequence) })),
      hasNextPage: found.length > first,
      totalCount,
    };
  }

  async count(recipients: readonly InboxRecipient[], filter: InboxFilter, most: number): Promise<number> {
    let counted = 0;
    for (const part of partsOf(recipients, filter)) {
      if (counted >= most) break;
      counted += await this.#items.countDocuments(part, { limit: most - counted });
    }
    return counted;
  }

  async listAfter(sequence: number, most: number): Promise<InboxItem[]> {
    const records = await this.#items
      .find({ sequence: { $gt: sequence } })
      .sort({ sequence: 1 })
      .limit(most)
      .lean<InboxRecord[]>();
    return records.map(toItem);
  }

  async lastSequence(): Promise<number> {
    const last = await this.#items.findOne().sort({ sequence: -1 }).select({ sequence: 1 }).lean();
    return last?.sequence ?? 0;
  }

  async marksOf(account: Hex): Promise<ReadMarks> {
    const [record] = await readByKeys(this.#reads, [account]);
    const { upTo = 0, read = [], unread = [], joined = {} } = record ?? {};
    return { upTo, read, unread, joined };
  }

  async markRead(account: Hex, upTo: number): Promise<void> {
    await this.#updateMarks(account, {
      $max: { upTo },
      $pull: { read: { $lte: upTo }, unread: { $lte: upTo } },
    });
  }

  async markJoined(account: Hex, organization: OrganizationId, upTo: number): Promise<void> {
    const { joined } = await this.marksOf(account);
    if (organization in joined) return;
    await this.#updateMarks(account, { $set: { [`joined.${organization}`]: upTo } });
  }

  async markItem(account: Hex, sequence: number, mark: 'read' | 'unread'): Promise<void> {
    const other = mark === 'read' ? 'unread' : 'read';
    await this.#updateMarks(account, { $addToSet: { [mark]: sequence }, $pull: { [other]: sequence } });
    const { read, unread } = await this.marksOf(account);
    const past = Math.max(lastPastLimit(read), lastPastLimit(unread));
    if (past > 0) await this.markRead(account, past);
  }

  async #updateMarks(account: Hex, change: UpdateQuery<ReadRecord>): Promise<void> {
    const update = () => this.#reads.updateOne({ _id: account }, change);
    if ((await update()).matchedCount > 0) return;
    await unlessDuplicate(this.#reads.insertMany([{ _id: account, upTo: 0, read: [], unread: [] }]));
    await update();
  }

  async #missing(items: readonly NewInboxItem[]): Promise<NewInboxItem[]> {
    const known = await readByKeys(
      this.#items,
      items.map(({ id }) => id),
    );
    const ids = new Set(known.map(({ _id }) => _id));
    return items.filter(({ id }) => !ids.has(id) && ids.add(id));
  }

  /** By one recipient, and one kind: an index then has them in their order. */
  async #newest(part: Part, before: object, most: number): Promise<InboxRecord[]> {
    return this.#items
      .find({ ...part, sequence: { ...part.sequence, ...before } })
      .sort({ sequence: -1 })
      .limit(most)
      .lean<InboxRecord[]>();
  }
}

interface Part extends Pick<InboxRecord, 'recipient'>, Partial<Pick<InboxRecord, 'kind'>> {
  readonly sequence: object;
  readonly readers?: object;
}

/** No two have an item in common. */
function partsOf(recipients: readonly InboxRecipient[], { kinds, unreadBy, reader }: InboxFilter): Part[] {
  const told = reader === undefined ? {} : { readers: { $in: [null, reader] } };
  const ofEach = [...new Set(recipients)].map((recipient) => ({ recipient, ...told }));
  const ofKinds =
    kinds === undefined
      ? ofEach
      : ofEach.flatMap((part) => [...new Set(kinds)].map((kind) => ({ ...part, kind })));
  return ofKinds.flatMap((part) => {
    const places = unreadBy === undefined ? [{ $gt: 0 }] : unreadPlaces(unreadBy, part.recipient);
    return places.map((sequence) => ({ ...part, sequence }));
  });
}

function unreadPlaces(marks: ReadMarks, recipient: InboxRecipient): object[] {
  const { read, unread } = marks;
  const marked = [...read, ...unread];
  const after = { $gt: readUpTo(marks, recipient), ...(marked.length > 0 && { $nin: marked }) };
  return unread.length === 0 ? [after] : [after, { $in: unread }];
}

/** The greatest of the oldest marks that are past the limit; 0 for none. */
function lastPastLimit(marks: readonly number[]): number {
  return marks.toSorted((left, right) => left - right).at(-MAX_SINGLE_MARKS - 1) ?? 0;
}

function toRecord({ id, subject, readers, ...item }: NewInboxItem, sequence: number): InboxRecord {
  return { ...item, ...subject, _id: id, sequence, readers: readers ?? null };
}

function toItem({
  _id,
  assetId,
  requestId,
  licenseId,
  searchId,
  callId,
  readers,
  ...item
}: InboxRecord): InboxItem {
  return {
    ...item,
    ...(readers != null && { readers }),
    id: _id,
    subject: { assetId, requestId, licenseId, searchId, callId },
  };
}
