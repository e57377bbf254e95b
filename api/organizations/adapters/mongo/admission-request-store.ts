import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { AdmissionRequest } from '../../domain/admission-request.ts';
import type { AdmissionRequestStore } from '../../ports/admission-request-store.ts';
import { defineCollection, type Keyed } from '../../../platform/mongo/model.ts';

interface AdmissionRequestRecord extends Keyed<string>, AdmissionRequest {}

export class MongoAdmissionRequestStore implements AdmissionRequestStore {
  readonly #requests: Model<AdmissionRequestRecord>;

  constructor(connection: Connection) {
    this.#requests = defineCollection(connection, {
      name: 'admissionRequests',
      fields: {
        _id: String,
        organizationId: String,
        slug: String,
        kind: String,
        name: Schema.Types.Mixed,
        requestedBy: String,
        requestedAt: Date,
        state: String,
        contact: String,
        letter: String,
        question: String,
        answer: String,
        reason: String,
      },
      indexes: [[{ requestedBy: 1, requestedAt: 1, _id: 1 }], [{ requestedAt: 1, _id: 1 }]],
    });
  }

  async find(organizationId: OrganizationId, requestedBy: Hex): Promise<AdmissionRequest | null> {
    const record = await this.#requests
      .findById(idOf({ organizationId, requestedBy }))
      .lean<AdmissionRequestRecord>();
    return record === null ? null : toRequest(record);
  }

  async put(request: AdmissionRequest): Promise<void> {
    await this.#requests.updateOne({ _id: idOf(request) }, { $set: { ...request } }, { upsert: true });
  }

  async listByKey(requestedBy: Hex, most: number): Promise<AdmissionRequest[]> {
    const records = await this.#requests
      .find({ requestedBy })
      .sort({ requestedAt: -1, _id: -1 })
      .limit(most)
      .lean<AdmissionRequestRecord[]>();
    return records.map(toRequest);
  }

  async listAsked(since: Date, most: number): Promise<AdmissionRequest[]> {
    const records = await this.#requests
      .find({ requestedAt: { $gte: since } })
      .sort({ requestedAt: 1, _id: 1 })
      .limit(most)
      .lean<AdmissionRequestRecord[]>();
    return records.map(toRequest);
  }

  async countSince(requestedBy: Hex, since: Date): Promise<number> {
    return this.#requests.countDocuments({ requestedBy, requestedAt: { $gte: since } });
  }
}

function idOf({ organizationId, requestedBy }: Pick<AdmissionRequest, 'organizationId' | 'requestedBy'>) {
  return `${organizationId}/${requestedBy}`;
}

function toRequest({ _id, ...request }: AdmissionRequestRecord): AdmissionRequest {
  return request;
}
