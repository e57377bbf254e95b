import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { OrganizationSuspendedError } from '../../platform/kernel/errors.ts';
import { isSuspendedAt } from '../domain/organization.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';

export interface SuspensionsOptions {
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly clock: Clock;
}

/** Keeps suspended organizations from publishing; from what they would sell, buy or dispute the contracts keep them. */
export class Suspensions {
  readonly #options: SuspensionsOptions;

  constructor(options: SuspensionsOptions) {
    this.#options = options;
  }

  /** @throws OrganizationSuspendedError once its suspension is in force */
  async requireNone(organizationId: OrganizationId): Promise<void> {
    const { organizations, clock } = this.#options;
    const organization = await organizations.find(organizationId);
    if (organization?.suspension == null || !isSuspendedAt(organization, clock.now())) return;
    throw new OrganizationSuspendedError(organization.slug, organization.suspension.suspendedFrom);
  }
}
