import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import {
  MEMBER_ROLES,
  type MemberRole,
  ORGANIZATION_KINDS,
  type OrganizationKind,
} from '../../platform/kernel/actor.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { Organization } from '../domain/organization.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';

/** Projects what `Organizations` decided: admission, members, payout, councils. */
export class OrganizationReadModel {
  readonly #organizations: OrganizationStore;

  constructor(organizations: OrganizationStore) {
    this.#organizations = organizations;
  }

  async applyAdmitted(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    await this.#change(logged, {
      isAdmitted: true,
      kind: kindOf(event.number('kind')),
      payout: event.address('payout'),
      council: event.address('council'),
    });
  }

  async applyMemberAdded(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const key = event.address('key');
    if (key === null) return;
    const { members } = await this.#current(logged);
    const others = members.filter(({ address }) => address !== key);
    await this.#change(logged, {
      members: [...others, { address: key, role: roleOf(event.number('role')) }],
    });
  }

  async applyMemberRemoved(logged: LoggedStatement): Promise<void> {
    const key = LoggedEvent.of(logged).address('key');
    const { members } = await this.#current(logged);
    await this.#change(logged, { members: members.filter(({ address }) => address !== key) });
  }

  async applyPayoutChanged(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { payout: LoggedEvent.of(logged).address('payout') });
  }

  async applySuccessionProposed(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const candidate = event.address('candidate');
    if (candidate === null) return;
    const seatableAt = new Date(event.number('seatableAt') * 1000);
    await this.#change(logged, {
      succession: { candidate, seatableAt, byCouncil: event.boolean('byCouncil') },
    });
  }

  async applySuccessionVetoed(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { succession: null });
  }

  async applyCouncilSeated(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { council: LoggedEvent.of(logged).address('council'), succession: null });
  }

  async applySuspended(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    await this.#change(logged, {
      suspension: {
        suspendedFrom: new Date(event.number('suspendedFrom') * 1000),
        reasonHash: parseBytes32(event.text('reasonHash'), 'reasonHash'),
      },
    });
  }

  async applySuspensionLifted(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { suspension: null });
  }

  async #change(logged: LoggedStatement, change: Partial<Organization>): Promise<void> {
    const current = await this.#current(logged);
    await this.#organizations.project({ ...current, ...change, projectedIndex: logged.index });
  }

  async #current(logged: LoggedStatement): Promise<Organization> {
    const id = parseOrganizationId(logged.statement.assetId);
    return (await this.#organizations.find(id)) ?? unprofiled(id);
  }
}

/** Admitted without having asked here: shown by its id. */
function unprofiled(id: OrganizationId): Organization {
  return {
    id,
    slug: id,
    name: { en: id.slice(0, 10) },
    kind: 'INSTITUTION',
    isAdmitted: false,
    members: [],
    payout: null,
    council: null,
    succession: null,
    suspension: null,
    requestedBy: null,
    requestedAt: null,
    projectedIndex: -1,
  };
}

/** Codes of IOrganizations.Kind and IOrganizations.Role begin at 1. */
function kindOf(code: number): OrganizationKind {
  return ORGANIZATION_KINDS[code - 1] ?? 'INSTITUTION';
}

function roleOf(code: number): MemberRole {
  return MEMBER_ROLES[code - 1] ?? 'VIEWER';
}
