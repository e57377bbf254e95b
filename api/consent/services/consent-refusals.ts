import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import type { ConsentRefusal } from '../domain/consent-refusal.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../platform/kernel/page.ts';
import { parseReason } from '../../log/domain/stated-reason.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { RefusalStore } from '../ports/refusal-store.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ConsentsInForce } from './consents-in-force.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';

export interface ConsentRefusalsOptions {
  readonly catalog: Pick<CatalogService, 'get'>;
  readonly consents: Pick<ConsentsInForce, 'liveOf'>;
  readonly leaves: Pick<LeafStore, 'size'>;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly refusals: RefusalStore;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly clock: Clock;
}

/** What councils said no to, and why: for the community and the holder to read. */
export class ConsentRefusals {
  readonly #options: ConsentRefusalsOptions;

  constructor(options: ConsentRefusalsOptions) {
    this.#options = options;
  }

  /**
   * Keeps a council's no; a second one replaces the first.
   * @throws SignInRequiredError, NotFoundError, ForbiddenError, BadInputError, ConflictError while consent is in force
   */
  async refuse(actor: Actor, assetId: AssetId, text: string): Promise<ConsentRefusal> {
    const { asset, community } = await this.#speakFor(actor, assetId);
    const { text: reason } = parseReason(text);
    const { consents, leaves, refusals, clock } = this.#options;
    // The order of these two: a consent that comes between them ends the refusal.
    const logSize = await leaves.size();
    const [consent] = await consents.liveOf([assetId]);
    if (consent != null) {
      throw new ConflictError(
        `The community's consent to ${assetId} is in force. Withdraw it; that is the refusal of what was permitted.`,
      );
    }
    const { holder } = asset;
    const { address: refusedBy } = requireMember(actor);
    const refusal = { assetId, community, holder, reason, refusedBy, refusedAt: clock.now(), logSize };
    await refusals.keep(refusal);
    return refusal;
  }

  /** Leaves the question open again; without a refusal nothing changes. Throws as `refuse`. */
  async takeBack(actor: Actor, assetId: AssetId): Promise<void> {
    await this.#speakFor(actor, assetId);
    await this.#options.refusals.remove(assetId);
  }

  /** In the order of the assets; null where there is none, or none that the actor may read. */
  async of(actor: Actor, assets: readonly Asset[]): Promise<(ConsentRefusal | null)[]> {
    const readable = assets.filter(
      ({ community, holder }) =>
        membershipIn(actor, holder) !== null ||
        (community !== null && membershipIn(actor, community) !== null),
    );
    if (readable.length === 0) return assets.map(() => null);
    const found = await this.#options.refusals.findMany(readable.map(({ id }) => id));
    const byAsset = new Map(found.map((refusal) => [refusal.assetId, refusal]));
    const ids = new Set(readable.map(({ id }) => id));
    return assets.map(({ id }) => (ids.has(id) ? (byAsset.get(id) ?? null) : null));
  }

  /** Of a community or a holder, newest first; for its members. @throws SignInRequiredError, ForbiddenError */
  async list(actor: Actor, organizationId: OrganizationId, page: PageRequest): Promise<Page<ConsentRefusal>> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    if (membershipIn(actor, organizationId) === null)
      throw new ForbiddenError(`Refusals are shown to members of ${organizationId}. Sign in as one of them.`);
    return this.#options.refusals.list(organizationId, page);
  }

  async #speakFor(
    actor: Actor,
    assetId: AssetId,
  ): Promise<{ readonly asset: Asset; readonly community: OrganizationId }> {
    requireMember(actor);
    const { catalog, organizations, seats } = this.#options;
    const asset = await catalog.get(actor, assetId);
    const { community } = asset;
    if (community === null)
      throw new BadInputError(
        'assetId',
        `${assetId} has no community behind it that could consent or refuse.`,
      );
    const organization = await organizations.find(community);
    if (organization === null || !(await seats.isSpeaker(actor, organization))) {
      throw new ForbiddenError(
        `Only the council of ${organization?.slug ?? community}, or an owner of its Safe, says no to ${assetId}.`,
      );
    }
    return { asset, community };
  }
}

function requireMember(actor: Actor): Extract<Actor, { kind: 'member' }> {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  return actor;
}
