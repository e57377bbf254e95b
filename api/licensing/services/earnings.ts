import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Earning } from '../domain/earning.ts';
import { NotFoundError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { License } from '../domain/license.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import type { EarningStore } from '../ports/earning-store.ts';
import type { LicenseStore } from '../ports/license-stores.ts';

export interface EarningsOptions {
  readonly earnings: EarningStore;
  readonly licenses: Pick<LicenseStore, 'findMany'>;
}

/** What an organization earned and claimed, for its members. */
export class EarningsService {
  readonly #options: EarningsOptions;

  constructor(options: EarningsOptions) {
    this.#options = options;
  }

  /** Newest first. @throws NotFoundError for an organization of which the actor is no member */
  async list(actor: Actor, organizationId: OrganizationId, page: PageRequest): Promise<Page<Earning>> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (membershipIn(actor, organizationId) === null)
      throw new NotFoundError(`Organization ${organizationId}`);
    return this.#options.earnings.list(organizationId, page);
  }

  /** The licenses behind earnings that the caller was shown; null where there is none. */
  async licensesOf(ids: readonly LicenseId[]): Promise<(License | null)[]> {
    const found = new Map(
      (await this.#options.licenses.findMany(ids)).map((license) => [license.id, license]),
    );
    return ids.map((id) => found.get(id) ?? null);
  }
}
