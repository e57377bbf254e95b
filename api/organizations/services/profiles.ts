import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor, membershipIn } from '../../platform/kernel/actor.ts';
import {
  BadInputError,
  ForbiddenError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { asOfToday } from '../domain/beforehand.ts';
import { emptyProfile, parseProfile, type Profile, type ProfileInput } from '../domain/profile.ts';
import type { Organization } from '../domain/organization.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { StandIns } from '../ports/stand-ins.ts';
import type { CouncilSeats } from './council-seats.ts';

export interface ProfilesOptions {
  readonly profiles: ProfileStore;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly standIns: StandIns;
  readonly clock: Clock;
}

/** What organizations say of themselves, and a community's labels. */
export class ProfilesService {
  readonly #options: ProfilesOptions;

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /**
   * Replaces description and labels, and of the rest what is given; by owners and editors, for a community also by its council, or
   * an owner of the Safe that is it. @throws BadInputError, ForbiddenError
   */
  async update(actor: Actor, id: OrganizationId, input: ProfileInput): Promise<Organization> {
    const { profiles, organizations, seats } = this.#options;
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const organization = await organizations.find(id);
    if (organization === null) throw new NotFoundError(`Organization ${id}`);
    if (!canActFor(actor, id) && !(await seats.isSpeaker(actor, organization)))
      throw new ForbiddenError(`organizationId: you are no editor of ${id}. Ask one of its owners.`);
    const [present = emptyProfile(id)] = await this.of([id]);
    const profile = parseProfile(organization, input, { present, today: this.#today() });
    for (const field of ['pictureAsset', 'logoAsset'] as const)
      if (profile[field] !== present[field]) await this.#requireStandIn(profile[field], { id, field });
    await profiles.put(profile);
    return organization;
  }

  /** What they say today, in the order of the ids; an empty one where nothing was said. */
  async of(ids: readonly OrganizationId[]): Promise<Profile[]> {
    return this.#inOrder(ids, await this.#options.profiles.findMany(ids));
  }

  /** The same to be shown: a second old where another process writes. */
  async show(ids: readonly OrganizationId[]): Promise<Profile[]> {
    return this.#inOrder(ids, await this.#options.profiles.findShown(ids));
  }

  #inOrder(ids: readonly OrganizationId[], profiles: readonly Profile[]): Profile[] {
    const found = new Map(profiles.map((profile) => [profile.organizationId, profile]));
    const today = this.#today();
    return ids.map((organizationId) =>
      asOfToday(found.get(organizationId) ?? emptyProfile(organizationId), today),
    );
  }

  /** May the actor read what is for the organization's own people: its members, its council, and the owners of the Safe that is it. */
  async isOwn(actor: Actor, id: OrganizationId): Promise<boolean> {
    if (actor.kind === 'anonymous') return false;
    if (membershipIn(actor, id) !== null) return true;
    const organization = await this.#options.organizations.find(id);
    return organization !== null && this.#options.seats.isSpeaker(actor, organization);
  }

  #today(): Day {
    return todayOf(this.#options.clock.now().getTime() / 1_000);
  }

  async #requireStandIn(
    assetId: AssetId | null,
    { id, field }: { readonly id: OrganizationId; readonly field: string },
  ): Promise<void> {
    if (assetId === null || (await this.#options.standIns.canStandFor(id, assetId))) return;
    throw new BadInputError(
      `input.${field}`,
      'must be an asset of this organization that everybody may see, not withdrawn or taken down.',
    );
  }
}
