import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import { type Actor, membershipIn } from '../domain/actor.ts';
import type { Dispute } from '../domain/dispute.ts';
import { ForbiddenError, SignInRequiredError } from '../domain/errors.ts';
import type { DisputeStore } from '../ports/dispute-store.ts';

const MAX_LISTED = 100;

/** What is held against assets. The caller has made sure that the assets exist for the actor. */
export class DisputesService {
  readonly #disputes: DisputeStore;

  constructor(disputes: DisputeStore) {
    this.#disputes = disputes;
  }

  /** Open ones of each asset, oldest first. */
  async openOf(assetIds: readonly AssetId[]): Promise<Dispute[][]> {
    const open = await this.#disputes.listOpen(assetIds);
    return assetIds.map((id) => open.filter(({ assetId }) => assetId === id));
  }

  /** The last of an organization's, open or over, newest first; for its members. @throws SignInRequiredError, ForbiddenError */
  async listBy(actor: Actor, organizationId: OrganizationId): Promise<Dispute[]> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (membershipIn(actor, organizationId) === null)
      throw new ForbiddenError(`This list is for members of ${organizationId}. Sign in as one of them.`);
    return this.#disputes.listBy(organizationId, MAX_LISTED);
  }
}
