import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type Actor, canActFor } from '../../platform/kernel/actor.ts';
import { ForbiddenError, NotFoundError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import { parseProfile, type Profile, type ProfileInput } from '../domain/profile.ts';
import type { Organization } from '../domain/organization.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';
import type { ProfileStore } from '../ports/profile-store.ts';
import type { CouncilSeats } from './council-seats.ts';

export interface ProfilesOptions {
  readonly profiles: ProfileStore;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
}

/** What organizations say of themselves, and a community's labels. */
export class ProfilesService {
  readonly #options: ProfilesOptions;

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /** Replaces all of it but the peoples, which stay unless they are given; by owners and editors, for a community also by its council, or an owner of the Safe that is it. @throws BadInputError, ForbiddenError */
  async update(actor: Actor, id: OrganizationId, input: ProfileInput): Promise<Organization> {
    const { profiles, organizations, seats } = this.#options;
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const organization = await organizations.find(id);
    if (organization === null) throw new NotFoundError(`Organization ${id}`);
    if (!canActFor(actor, id) && !(await seats.isSpeaker(actor, organization)))
      throw new ForbiddenError(`organizationId: you are no editor of ${id}. Ask one of its owners.`);
    const [present = { peoples: null }] = await this.of([id]);
    await profiles.put(parseProfile(organization, input, present));
    return organization;
  }

  /** In the order of the ids; an empty one where nothing was said. */
  async of(ids: readonly OrganizationId[]): Promise<Profile[]> {
    const found = new Map(
      (await this.#options.profiles.findMany(ids)).map((profile) => [profile.organizationId, profile]),
    );
    return ids.map(
      (organizationId) =>
        found.get(organizationId) ?? { organizationId, description: null, labels: [], peoples: null },
    );
  }
}
