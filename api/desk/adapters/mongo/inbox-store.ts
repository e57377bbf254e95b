import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { KeyedMutex } from '../../../platform/concurrency/keyed-mutex.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import { BadInputError } from '../../../platform/kernel/errors.ts';
import {
  defineCollection,
  type Keyed,
  readByKeys,
  unlessDuplicate,
  updateOrInsert,
} from '../../../platform/mongo/model.ts';
import type { InboxItem, InboxRecipient, InboxSubject, NewInboxItem } from '../../domain/inbox-item.ts';
import type { InboxReadStore } from '../../ports/inbox-read-store.ts';
import type { InboxFilter, InboxStore } from '../../ports/inbox-store.ts';

interface InboxRecord extends Keyed<string>, Omit<InboxItem, 'id' | 'subject'>, InboxSubject {}

interface ReadRecord extends Keyed<string> {
  readonly upTo: number;
}

/** Where a list's count ends: it then stands for this many or more. */
const COUNTED = 100;
const CURSOR = /^\d{1,15}$/;
const MAX_ATTEMPTS = 20;

export class MongoInboxStore implements InboxStore, InboxReadStore {
  readonly #items: Model<InboxRecord>;
  readonly #reads: Model<ReadRecord>;
  readonly #writing = new KeyedMutex<'inbox'>();

  constructor(connection: Connection) {
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
      },
      indexes: [
        [{ sequence: 1 }, { unique: true }],
        [{ recipient: 1, sequence: -1 }],
        [{ recipient: 1, kind: 1, sequence: -1 }],
      ],
    });
    this.#reads = defineCollection(connection, {
      name: 'inboxReads',
      fields: { _id: String, upTo: Number },
    });
  }

  /** Numbers have no gaps: a reader that goes on after one misses no item. Where another write took a number, the next one is tried. */
  async add(items: readonly NewInboxItem[]): Promise<number> {
    return this.#writing.take('inbox', async () => {
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
      Promise.all(parts.map((part) => this.#newest(part, { filter, before, most: first + 1 }))),
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

  async find(id: string): Promise<InboxItem | null> {
    const [record] = await readByKeys(this.#items, [id]);
    return record === undefined ? null : toItem(record);
  }

  async count(recipients: readonly InboxRecipient[], filter: InboxFilter, most: number): Promise<number> {
    let counted = 0;
    for (const part of partsOf(recipients, filter)) {
      if (counted >= most) break;
      counted += await this.#items.countDocuments(
        { ...part, ...sequenceIn(filter, {}) },
        { limit: most - counted },
      );
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

  async readUpTo(account: Hex): Promise<number> {
    const [record] = await readByKeys(this.#reads, [account]);
    return record?.upTo ?? 0;
  }

  async markRead(account: Hex, upTo: number): Promise<void> {
    await updateOrInsert(
      () => this.#reads.updateOne({ _id: account, upTo: { $lt: upTo } }, { $set: { upTo } }),
      () => this.#reads.insertMany([{ _id: account, upTo }]),
    );
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
  async #newest(
    part: Part,
    {
      filter,
      before,
      most,
    }: { readonly filter: InboxFilter; readonly before: object; readonly most: number },
  ): Promise<InboxRecord[]> {
    return this.#items
      .find({ ...part, ...sequenceIn(filter, before) })
      .sort({ sequence: -1 })
      .limit(most)
      .lean<InboxRecord[]>();
  }
}

type Part = Pick<InboxRecord, 'recipient'> & Partial<Pick<InboxRecord, 'kind'>>;

function partsOf(recipients: readonly InboxRecipient[], { kinds }: InboxFilter): Part[] {
  const each = [...new Set(recipients)].map((recipient) => ({ recipient }));
  if (kinds === undefined) return each;
  return each.flatMap((part) => [...new Set(kinds)].map((kind) => ({ ...part, kind })));
}

function sequenceIn({ after }: InboxFilter, before: object): { sequence?: object } {
  const range = { ...before, ...(after !== undefined && { $gt: after }) };
  return Object.keys(range).length === 0 ? {} : { sequence: range };
}

function toRecord({ id, subject, ...item }: NewInboxItem, sequence: number): InboxRecord {
  return { ...item, ...subject, _id: id, sequence };
}

function toItem({ _id, assetId, requestId, licenseId, searchId, callId, ...item }: InboxRecord): InboxItem {
  return { ...item, id: _id, subject: { assetId, requestId, licenseId, searchId, callId } };
}
