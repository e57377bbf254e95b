import { type Connection, type Model, type QueryFilter, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';
import { readPage } from '../../../platform/mongo/page.ts';
import {
  type DeskRequest,
  organizationOf,
  partiesOf,
  type PartyRole,
  type RequestEntry,
  type WrittenEntry,
} from '../../domain/request.ts';
import type { RequestTerms } from '../../domain/request-terms.ts';
import type { AppendedEntry, RequestParty, RequestStore, WrittenPlace } from '../../ports/request-store.ts';

interface TermsRecord extends Omit<RequestTerms, 'wish' | 'token' | 'price'> {
  readonly media: number;
  readonly territories: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly exclusive: boolean;
  readonly token: string;
  readonly price: string | null;
}

interface RequestRecord
  extends Keyed<string>, Omit<DeskRequest, 'id' | 'asker' | 'salt' | 'terms' | 'handledBy'> {
  readonly account: string;
  readonly organization: DeskRequest['asker']['organization'];
  readonly salt: string;
  readonly terms: readonly TermsRecord[];
  readonly fileIds?: readonly string[];
  /** `role/id` of each, for lists. */
  readonly parties: readonly string[];
  readonly handledByASKER?: string | null;
  readonly handledByHOLDER?: string | null;
  readonly handledByCOMMUNITY?: string | null;
}

interface EntryRecord extends Keyed<string>, Omit<WrittenEntry, 'account' | 'terms' | 'text'> {
  readonly requestId: string;
  readonly account: string;
  readonly terms: readonly TermsRecord[];
  /** Of its files, to be looked for. */
  readonly fileIds?: readonly string[];
  readonly text?: string;
}

export class MongoRequestStore implements RequestStore {
  readonly #requests: Model<RequestRecord>;
  readonly #entries: Model<EntryRecord>;

  constructor(connection: Connection) {
    this.#requests = defineCollection(connection, {
      name: 'deskRequests',
      fields: {
        _id: String,
        batch: String,
        kind: String,
        callId: String,
        account: String,
        organization: String,
        holder: String,
        community: String,
        assetIds: [String],
        terms: [Schema.Types.Mixed],
        text: String,
        files: [Schema.Types.Mixed],
        fileIds: [String],
        salt: String,
        dueDay: Number,
        askedAt: Date,
        changedAt: Date,
        parties: [String],
        handledByASKER: String,
        handledByHOLDER: String,
        handledByCOMMUNITY: String,
      },
      indexes: [
        [{ parties: 1, changedAt: -1, _id: -1 }],
        [{ callId: 1, changedAt: -1, _id: -1 }],
        [{ account: 1, askedAt: 1 }],
        [{ account: 1, batch: 1 }],
        [{ askedAt: 1, _id: 1 }],
        [{ dueDay: 1, _id: 1 }],
        [{ fileIds: 1 }],
      ],
    });
    this.#entries = defineCollection(connection, {
      name: 'deskRequestEntries',
      fields: {
        _id: String,
        requestId: String,
        sequence: Number,
        kind: String,
        role: String,
        organization: String,
        account: String,
        at: Date,
        assetIds: [String],
        terms: [Schema.Types.Mixed],
        text: String,
        files: [Schema.Types.Mixed],
        fileIds: [String],
      },
      indexes: [
        [{ requestId: 1, sequence: 1 }, { unique: true }],
        [{ at: 1, _id: 1 }],
        [{ account: 1, at: 1 }],
        [{ fileIds: 1 }],
      ],
    });
  }

  async insert(request: DeskRequest): Promise<boolean> {
    return unlessDuplicate(this.#requests.insertMany([toRecord(request)]));
  }

  async find(id: string): Promise<DeskRequest | null> {
    const record = await this.#requests.findById(id).lean<RequestRecord>();
    return record === null ? null : toRequest(record);
  }

  async findMany(ids: readonly string[]): Promise<DeskRequest[]> {
    if (ids.length === 0) return [];
    const records = await this.#requests.find({ _id: { $in: [...ids] } }).lean<RequestRecord[]>();
    return records.map(toRequest);
  }

  async listOfBatch(account: Hex, batch: string): Promise<DeskRequest[]> {
    const records = await this.#requests.find({ account, batch }).lean<RequestRecord[]>();
    return records.map(toRequest);
  }

  async listAsked({ at, id }: WrittenPlace, most: number): Promise<DeskRequest[]> {
    const records = await this.#requests
      .find({ askedAt: { $gte: at }, $or: [{ askedAt: { $gt: at } }, { _id: { $gt: id } }] })
      .sort({ askedAt: 1, _id: 1 })
      .limit(most)
      .lean<RequestRecord[]>();
    return records.map(toRequest);
  }

  async listAppended({ at, id }: WrittenPlace, most: number): Promise<AppendedEntry[]> {
    const records = await this.#entries
      .find({ at: { $gte: at }, $or: [{ at: { $gt: at } }, { _id: { $gt: id } }] }, { text: 0 })
      .sort({ at: 1, _id: 1 })
      .limit(most)
      .lean<EntryRecord[]>();
    return records.map((record) => ({
      id: record._id,
      requestId: record.requestId,
      entry: toEntry(record),
    }));
  }

  async listDue(day: Day, after: string, most: number): Promise<DeskRequest[]> {
    const records = await this.#requests
      .find({ dueDay: day, _id: { $gt: after } })
      .sort({ dueDay: 1, _id: 1 })
      .limit(most)
      .lean<RequestRecord[]>();
    return records.map(toRequest);
  }

  async list(parties: readonly RequestParty[], page: PageRequest): Promise<Page<DeskRequest>> {
    return this.#list({ parties: { $in: parties.map(partyKey) } }, page);
  }

  async listOfCall(
    callId: string,
    parties: readonly RequestParty[],
    page: PageRequest,
  ): Promise<Page<DeskRequest>> {
    return this.#list({ callId, parties: { $in: parties.map(partyKey) } }, page);
  }

  async #list(filter: QueryFilter<RequestRecord>, page: PageRequest): Promise<Page<DeskRequest>> {
    return readPage(
      this.#requests,
      {
        filter,
        order: { fields: ['changedAt', '_id'], direction: -1 },
        page,
      },
      toRequest,
    );
  }

  async countSince(account: Hex, since: Date): Promise<number> {
    return this.#requests.countDocuments({ account, askedAt: { $gte: since } });
  }

  async countWritten(account: Hex, since: Date): Promise<number> {
    return this.#entries.countDocuments({ account, at: { $gte: since } });
  }

  async listEntries(requestIds: readonly string[]): Promise<ReadonlyMap<string, readonly RequestEntry[]>> {
    const records = await this.#entries
      .find({ requestId: { $in: [...requestIds] } }, { text: 0 })
      .sort({ requestId: 1, sequence: 1 })
      .lean<EntryRecord[]>();
    return new Map(
      requestIds.map((id) => [id, records.filter(({ requestId }) => requestId === id).map(toEntry)]),
    );
  }

  async listWritten(requestId: string, after: number, most: number): Promise<WrittenEntry[]> {
    const records = await this.#entries
      .find({ requestId, sequence: { $gt: after } })
      .sort({ requestId: 1, sequence: 1 })
      .limit(most)
      .lean<EntryRecord[]>();
    return records.map((record) => ({ ...toEntry(record), text: record.text ?? '' }));
  }

  async append(requestId: string, entry: WrittenEntry): Promise<boolean> {
    const record = {
      ...entry,
      _id: `${requestId}/${entry.sequence}`,
      requestId,
      terms: entry.terms.map(toTermsRecord),
      fileIds: idsOf(entry),
    };
    if (!(await unlessDuplicate(this.#entries.insertMany([record])))) return false;
    await this.#requests.updateOne({ _id: requestId }, { $max: { changedAt: entry.at } });
    return true;
  }

  async isFileNamed(fileId: string): Promise<boolean> {
    if ((await this.#requests.findOne({ fileIds: fileId }, { _id: 1 }).lean()) !== null) return true;
    return (await this.#entries.findOne({ fileIds: fileId }, { _id: 1 }).lean()) !== null;
  }

  async handle(
    requestId: string,
    { role, account, unlessHandled }: Parameters<RequestStore['handle']>[1],
  ): Promise<void> {
    const field = `handledBy${role}` as const;
    const guard = unlessHandled ? { [field]: null } : {};
    await this.#requests.updateOne({ _id: requestId, ...guard }, { $set: { [field]: account } });
  }
}

function partyKey({ role, id }: RequestParty): string {
  return `${role}/${id}`;
}

function toRecord({ id, asker, terms, handledBy, ...request }: DeskRequest): RequestRecord {
  const { account, organization } = asker;
  const roles = partiesOf(request);
  const parties = roles.map((role) => ({
    role,
    id: organizationOf({ ...request, asker }, role) ?? account,
  }));
  return {
    ...request,
    _id: id,
    account,
    organization,
    terms: terms.map(toTermsRecord),
    fileIds: idsOf(request),
    parties: parties.map(partyKey),
    handledByASKER: handledBy.ASKER ?? null,
    handledByHOLDER: handledBy.HOLDER ?? null,
    handledByCOMMUNITY: handledBy.COMMUNITY ?? null,
  };
}

function toRequest(record: RequestRecord): DeskRequest {
  const {
    _id: id,
    account,
    organization,
    parties: _parties,
    fileIds: _fileIds,
    handledByASKER,
    handledByHOLDER,
    handledByCOMMUNITY,
    ...request
  } = record;
  const handlers: readonly (readonly [PartyRole, string | null | undefined])[] = [
    ['ASKER', handledByASKER],
    ['HOLDER', handledByHOLDER],
    ['COMMUNITY', handledByCOMMUNITY],
  ];
  return {
    ...request,
    id,
    asker: { account: hexOf(account), organization },
    salt: hexOf(request.salt),
    terms: request.terms.map(toTerms),
    handledBy: Object.fromEntries(
      handlers.flatMap(([role, handler]) => (handler == null ? [] : [[role, hexOf(handler)]])),
    ),
  };
}

function toEntry(record: EntryRecord): RequestEntry {
  const { _id, requestId: _requestId, text: _text, fileIds: _fileIds, ...entry } = record;
  return { ...entry, account: hexOf(entry.account), terms: entry.terms.map(toTerms) };
}

function idsOf({ files }: Pick<DeskRequest, 'files'>): string[] {
  return files.map(({ id }) => id);
}

function toTermsRecord({ wish, price, ...terms }: RequestTerms): TermsRecord {
  return { ...terms, ...wish, territories: wish.territories.toString(), price: price?.toString() ?? null };
}

function toTerms(record: TermsRecord): RequestTerms {
  const { media, territories, firstDay, lastDay, exclusive, token, price, ...terms } = record;
  return {
    ...terms,
    wish: { media, territories: BigInt(territories), firstDay, lastDay, exclusive },
    token: parseAddress(token),
    price: price === null ? null : BigInt(price),
  };
}
