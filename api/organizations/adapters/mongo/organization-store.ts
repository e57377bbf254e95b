import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrganizationKind } from '../../../platform/kernel/actor.ts';
import type { Organization, OrganizationProfile } from '../../domain/organization.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import type { OrganizationStore } from '../../ports/organization-store.ts';
import {
  defineCollection,
  type Keyed,
  projectOnto,
  readByKeys,
  unlessDuplicate,
} from '../../../platform/mongo/model.ts';
import { KeptReads } from '../../../platform/mongo/kept-reads.ts';
import { readPage } from '../../../platform/mongo/page.ts';

interface OrganizationRecord extends Keyed<string>, Omit<Organization, 'id' | 'requestedAt'> {
  /** Absent from what was asked for before the moment was kept. */
  readonly requestedAt?: Date | null;
}

export class MongoOrganizationStore implements OrganizationStore {
  readonly #organizations: Model<OrganizationRecord>;
  readonly #shown = new KeptReads<Organization>();

  constructor(connection: Connection) {
    this.#organizations = defineCollection(connection, {
      name: 'organizations',
      fields: {
        _id: String,
        slug: String,
        name: Schema.Types.Mixed,
        kind: String,
        isAdmitted: Boolean,
        members: Schema.Types.Mixed,
        payout: String,
        council: String,
        succession: Schema.Types.Mixed,
        suspension: Schema.Types.Mixed,
        requestedBy: String,
        requestedAt: Date,
        projectedIndex: Number,
      },
      indexes: [
        [{ slug: 1, _id: 1 }],
        [{ kind: 1, slug: 1, _id: 1 }],
        [{ 'members.address': 1 }],
        [{ council: 1 }],
        [{ requestedBy: 1 }],
      ],
    });
  }

  async find(id: OrganizationId): Promise<Organization | null> {
    const record = await this.#organizations.findById(id).lean<OrganizationRecord>();
    return record === null ? null : toOrganization(record);
  }

  async findMany(ids: readonly OrganizationId[]): Promise<Organization[]> {
    const records = await readByKeys(this.#organizations, ids);
    return records.map(toOrganization);
  }

  async findShown(ids: readonly OrganizationId[]): Promise<Organization[]> {
    const shown = await this.#shown.read(ids, async (missing) => {
      const records = await readByKeys(this.#organizations, missing);
      return new Map(records.map((record) => [record._id, toOrganization(record)]));
    });
    return [...shown.values()];
  }

  async list(kind: OrganizationKind | null, page: PageRequest): Promise<Page<Organization>> {
    const filter = kind === null ? {} : { kind };
    return readPage(
      this.#organizations,
      { filter, order: { fields: ['slug', '_id'], direction: 1 }, page },
      toOrganization,
    );
  }

  async listByKey(address: Hex): Promise<Organization[]> {
    const speaks = { $or: [{ 'members.address': address }, { council: address }] };
    const records = await this.#organizations
      .find({ isAdmitted: true, ...speaks })
      .lean<OrganizationRecord[]>();
    return records.map(toOrganization);
  }

  async countPending(requestedBy: Hex): Promise<number> {
    return this.#organizations.countDocuments({ requestedBy, isAdmitted: false });
  }

  async request({ id, slug, name, kind, requestedBy, requestedAt }: OrganizationProfile): Promise<boolean> {
    const fresh = {
      slug,
      kind,
      name,
      requestedBy,
      requestedAt,
      isAdmitted: false,
      members: [],
      payout: null,
      council: null,
      succession: null,
      suspension: null,
      projectedIndex: -1,
    };
    return this.#shown.writing([id], () => this.#request({ id, ...fresh }));
  }

  async #request({ id, requestedBy, name, kind, ...fresh }: Organization): Promise<boolean> {
    if (
      await unlessDuplicate(this.#organizations.insertMany([{ _id: id, requestedBy, name, kind, ...fresh }]))
    )
      return true;
    const own = { _id: id, requestedBy };
    const corrected = { $set: { name, kind } };
    if ((await this.#organizations.updateOne({ ...own, isAdmitted: false }, corrected)).matchedCount === 1)
      return true;
    // What was admitted keeps its kind.
    return (await this.#organizations.updateOne(own, { $set: { name } })).matchedCount === 1;
  }

  async release(id: OrganizationId, requestedBy: Hex): Promise<void> {
    await this.#shown.writing([id], () =>
      this.#organizations.deleteOne({ _id: id, requestedBy, isAdmitted: false }),
    );
  }

  async project({ id, slug, name, requestedBy, requestedAt, ...state }: Organization): Promise<void> {
    const onInsert = { slug, name, requestedBy, requestedAt };
    await this.#shown.writing([id], () => projectOnto(this.#organizations, id, { state, onInsert }));
  }
}

function toOrganization({ _id, requestedAt, ...record }: OrganizationRecord): Organization {
  // Written from a parsed id.
  return { id: _id as OrganizationId, ...record, requestedAt: requestedAt ?? null };
}
