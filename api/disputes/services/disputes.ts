import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Dispute } from '../domain/dispute.ts';
import { ForbiddenError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { DisputeStore } from '../ports/dispute-store.ts';
import type { RoleLedger } from '../../chain/ports/role-ledger.ts';

/** More than anybody decides in a day; those decided make room. */
const MAX_LISTED = 100;

export interface DisputesOptions {
  readonly disputes: DisputeStore;
  readonly roles: Pick<RoleLedger, 'isAccreditor'>;
  readonly clock: Clock;
}

/** What is held against assets. The caller has made sure that the assets exist for the actor. */
export class DisputesService {
  readonly #options: DisputesOptions;

  constructor(options: DisputesOptions) {
    this.#options = options;
  }

  /** Open ones of each asset, oldest first. The caller has made sure that the assets exist for the actor. */
  async openOf(assetIds: readonly AssetId[]): Promise<Dispute[][]> {
    const open = await this.#options.disputes.listOpen(assetIds);
    return assetIds.map((id) => open.filter(({ assetId }) => assetId === id));
  }

  /**
   * Open ones about whatever asset, the oldest 100, for the accreditor alone, who decides them: also about assets that it can't
   * see, which it then knows by id. @throws SignInRequiredError, ForbiddenError
   */
  async listForAccreditor(actor: Actor): Promise<Dispute[]> {
    await this.#requireAccreditor(actor);
    return this.#options.disputes.listAllOpen(MAX_LISTED);
  }

  /** Resolved ones whose disputant still waits, for the accreditor alone. @throws SignInRequiredError, ForbiddenError */
  async listWaiting(actor: Actor): Promise<Dispute[]> {
    await this.#requireAccreditor(actor);
    const { disputes, clock } = this.#options;
    return disputes.listWaiting(clock.now(), MAX_LISTED);
  }

  async #requireAccreditor(actor: Actor): Promise<void> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (!(await this.#options.roles.isAccreditor(actor.address)))
      throw new ForbiddenError('Only the accreditor decides disputes. Sign in with its key.');
  }

  /** The last of an organization's, open or over, newest first; for its members. @throws SignInRequiredError, ForbiddenError */
  async listBy(actor: Actor, organizationId: OrganizationId): Promise<Dispute[]> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (membershipIn(actor, organizationId) === null)
      throw new ForbiddenError(`This list is for members of ${organizationId}. Sign in as one of them.`);
    return this.#options.disputes.listBy(organizationId, MAX_LISTED);
  }
}
