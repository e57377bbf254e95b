import type { RoleLedger } from '../../chain/ports/role-ledger.ts';
import { type AdmissionRequest, isOpen } from '../../organizations/domain/admission-request.ts';
import type { AdmissionRequestStore } from '../../organizations/ports/admission-request-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import { itemsFor, type NewInboxItem } from '../domain/inbox-item.ts';

const READ_AT_ONCE = 200;

export interface InboxOfAdmissionsOptions {
  readonly admissionRequests: Pick<AdmissionRequestStore, 'listAsked'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly roles: Pick<RoleLedger, 'accreditor' | 'accreditorSuccessor'>;
}

/** What tells the accreditor that an organization waits for its decision. */
export class InboxOfAdmissions {
  readonly #options: InboxOfAdmissionsOptions;

  constructor(options: InboxOfAdmissionsOptions) {
    this.#options = options;
  }

  /** Of what was asked at this time or later and is not decided. Null: it waits, and there is no accreditor to tell. */
  async askedSince(since: Date): Promise<NewInboxItem[] | null> {
    const waiting = await this.#waitingSince(since);
    if (waiting.length === 0) return [];
    const { roles } = this.#options;
    const accreditors = [await roles.accreditor(), await roles.accreditorSuccessor()];
    if (accreditors.every((account) => account === null)) return null;
    return waiting.flatMap(({ organizationId, requestedBy, requestedAt }) =>
      itemsFor(accreditors, {
        kind: 'ADMISSION_ASKED',
        cause: `admission/${organizationId}/${requestedBy}/${requestedAt.getTime()}`,
        by: organizationId,
        at: requestedAt,
        subject: {},
      }),
    );
  }

  async #waitingSince(since: Date): Promise<AdmissionRequest[]> {
    const { admissionRequests, organizations } = this.#options;
    const waiting: AdmissionRequest[] = [];
    for (let from: Date | null = since; from !== null;) {
      const asked: AdmissionRequest[] = await admissionRequests.listAsked(from, READ_AT_ONCE);
      const known = await organizations.findMany(asked.map(({ organizationId }) => organizationId));
      const admitted = new Set(known.flatMap(({ id, isAdmitted }) => (isAdmitted ? [id] : [])));
      waiting.push(...asked.filter((request) => isOpen(request) && !admitted.has(request.organizationId)));
      from = asked.length < READ_AT_ONCE ? null : (asked.at(-1)?.requestedAt ?? null);
    }
    return waiting;
  }
}
