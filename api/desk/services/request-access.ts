import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import { type Actor, canActFor, type Member, membershipIn } from '../../platform/kernel/actor.ts';
import { BadInputError, ForbiddenError, NotFoundError } from '../../platform/kernel/errors.ts';
import { type DeskRequest, organizationOf, partiesOf, type PartyRole } from '../domain/request.ts';
import type { RequestParty } from '../ports/request-store.ts';

export interface RequestAccessOptions {
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker' | 'seatsOf'>;
}

/** What a key may do in a thread for one party: write, or also agree, counter and decline. */
interface Voice {
  readonly role: PartyRole;
  readonly organization: OrganizationId | null;
  readonly canDecide: boolean;
}

/** Who reads and writes a thread: its parties, as they are now. */
export class RequestAccess {
  readonly #options: RequestAccessOptions;

  constructor(options: RequestAccessOptions) {
    this.#options = options;
  }

  /** As whom a key reads requests. */
  async partiesOf(actor: Member): Promise<RequestParty[]> {
    const seats = await this.#options.seats.seatsOf(actor);
    const seated = seats.filter(({ isNamed }) => !isNamed).map(({ community }) => community.id);
    const own = actor.memberships.map(({ organizationId }) => organizationId);
    return [
      { role: 'ASKER' as const, id: actor.address },
      ...own.flatMap((id) => [
        { role: 'ASKER' as const, id },
        { role: 'HOLDER' as const, id },
      ]),
      ...[...new Set([...own, ...seated])].map((id) => ({ role: 'COMMUNITY' as const, id })),
    ];
  }

  /** Is the key of the organization still, as one who writes for it? */
  async isActingFor(address: Hex, organizationId: OrganizationId): Promise<boolean> {
    const organization = await this.#options.organizations.find(organizationId);
    if (organization === null) return false;
    const isMember = organization.members.some(
      (member) => member.address === address && member.role !== 'VIEWER',
    );
    const actor: Member = { kind: 'member', address, memberships: [] };
    return isMember || this.#options.seats.isSpeaker(actor, organization);
  }

  /** The parties for which the actor reads it; empty for everybody else, the operator and former members too. */
  async readingRoles(actor: Actor, request: DeskRequest): Promise<PartyRole[]> {
    const roles: PartyRole[] = [];
    for (const role of partiesOf(request)) if (await this.#reads(actor, request, role)) roles.push(role);
    return roles;
  }

  /**
   * The party for which the actor writes.
   * @param as the organization that is meant, where the actor is of several parties
   * @throws NotFoundError for who does not read it, ForbiddenError for who only reads, BadInputError
   */
  async voiceOf(actor: Actor, request: DeskRequest, as: OrganizationId | null): Promise<Voice> {
    const [voice, ...others] = await this.#voices(actor, request, as);
    if (others.length > 0)
      throw new BadInputError('organizationId', 'you are of several parties: name the one you write for.');
    return voice;
  }

  /** @throws NotFoundError for who does not read it, ForbiddenError for who only reads */
  async requireWriter(actor: Actor, request: DeskRequest): Promise<void> {
    await this.#voices(actor, request, null);
  }

  async #voices(actor: Actor, request: DeskRequest, as: OrganizationId | null): Promise<[Voice, ...Voice[]]> {
    const reading = await this.readingRoles(actor, request);
    if (reading.length === 0) throw new NotFoundError(`Request ${request.id}`);
    const voices: Voice[] = [];
    for (const role of reading) {
      const voice = await this.#voice(actor, request, role);
      if (voice !== null && (as === null || voice.organization === as)) voices.push(voice);
    }
    const [voice, ...others] = voices;
    if (voice !== undefined) return [voice, ...others];
    throw new ForbiddenError(
      `You read request ${request.id} and do not write in it. Sign in as an owner or editor of one of its parties.`,
    );
  }

  async #reads(actor: Actor, request: DeskRequest, role: PartyRole): Promise<boolean> {
    if (actor.kind === 'anonymous') return false;
    const organization = organizationOf(request, role);
    if (organization === null) return actor.address === request.asker.account;
    if (membershipIn(actor, organization) !== null) return true;
    return role === 'COMMUNITY' && this.#isCouncil(actor, organization);
  }

  async #voice(actor: Actor, request: DeskRequest, role: PartyRole): Promise<Voice | null> {
    const organization = organizationOf(request, role);
    if (organization === null) return { role, organization, canDecide: true };
    if (role !== 'COMMUNITY')
      return canActFor(actor, organization) ? { role, organization, canDecide: true } : null;
    if (await this.#isCouncil(actor, organization)) return { role, organization, canDecide: true };
    return canActFor(actor, organization) ? { role, organization, canDecide: false } : null;
  }

  async #isCouncil(actor: Actor, community: OrganizationId): Promise<boolean> {
    const organization = await this.#options.organizations.find(community);
    return organization !== null && this.#options.seats.isSpeaker(actor, organization);
  }
}
