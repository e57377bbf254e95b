import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { RoleLedger } from '../../chain/ports/role-ledger.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import { ForbiddenError } from '../../platform/kernel/errors.ts';
import type { ConceptProposal, Deciders } from '../domain/concept-proposal.ts';

export interface ConceptDecidersOptions {
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker' | 'seatsOf'>;
  readonly roles: Pick<RoleLedger, 'isAccreditor'>;
}

type Concerned = Pick<ConceptProposal, 'organizationId' | 'communities'>;

/** Who the accreditor is, and who speaks for a community, where concepts are decided. */
export class ConceptDeciders {
  readonly #options: ConceptDecidersOptions;
  /** An actor is made for one request, which asks of each proposal that it shows. */
  readonly #accreditors = new WeakMap<Actor, Promise<boolean>>();

  constructor(options: ConceptDecidersOptions) {
    this.#options = options;
  }

  /** Acts the key for the accreditor: as owner or editor of its organization, or with the role itself? */
  async isAccreditor(actor: Actor): Promise<boolean> {
    if (actor.kind === 'anonymous') return false;
    if (actor.memberships.some(({ kind, role }) => kind === 'ACCREDITOR' && role !== 'VIEWER')) return true;
    const known = this.#accreditors.get(actor) ?? this.#options.roles.isAccreditor(actor.address);
    this.#accreditors.set(actor, known);
    return known;
  }

  async seesAll(actor: Actor): Promise<boolean> {
    if (actor.kind === 'anonymous') return false;
    return actor.memberships.some(({ kind }) => kind === 'ACCREDITOR') || this.isAccreditor(actor);
  }

  async maySee(actor: Actor, { organizationId, communities }: Concerned): Promise<boolean> {
    if ([organizationId, ...communities].some((id) => membershipIn(actor, id) !== null)) return true;
    return (await this.seesAll(actor)) || this.#speaksForAny(actor, communities);
  }

  /** The organizations whose proposals the actor is shown: its own, and the communities that it speaks for. */
  async audienceOf(actor: Actor): Promise<readonly OrganizationId[]> {
    if (actor.kind === 'anonymous') return [];
    const seats = await this.#options.seats.seatsOf(actor);
    const spokenFor = seats.filter(({ isNamed }) => !isNamed).map(({ community }) => community.id);
    const own = actor.memberships.map(({ organizationId }) => organizationId);
    return [...new Set([...own, ...spokenFor])];
  }

  async isDecider(actor: Actor, { accreditor, communities }: Deciders): Promise<boolean> {
    if (accreditor && (await this.isAccreditor(actor))) return true;
    return this.#speaksForAny(actor, communities);
  }

  /** @throws ForbiddenError that says who decides */
  async requireDecider(actor: Actor, deciders: Deciders): Promise<void> {
    if (await this.isDecider(actor, deciders)) return;
    throw new ForbiddenError(`You can't accept this: ${await this.#sentenceOn(deciders)}`);
  }

  /** The accreditor, and each community that the proposal is about. @throws ForbiddenError */
  async requireConcerned(actor: Actor, { communities }: Concerned): Promise<void> {
    if (await this.isDecider(actor, { accreditor: true, communities })) return;
    throw new ForbiddenError(
      'Only the accreditor, or the community whose own concept it is, declines a proposal.',
    );
  }

  async #speaksForAny(actor: Actor, communities: readonly OrganizationId[]): Promise<boolean> {
    for (const id of communities) {
      if (canActFor(actor, id)) return true;
      const community = await this.#options.organizations.find(id);
      if (community !== null && (await this.#options.seats.isSpeaker(actor, community))) return true;
    }
    return false;
  }

  async #sentenceOn({ accreditor, communities }: Deciders): Promise<string> {
    const found = await Promise.all(communities.map((id) => this.#options.organizations.find(id)));
    const names = [...(accreditor ? ['the accreditor'] : []), ...found.flatMap((each) => each?.slug ?? [])];
    return `owners and editors of ${names.join(' or of ')} do.`;
  }
}
