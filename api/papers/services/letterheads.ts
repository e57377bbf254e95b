import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { CommunityLabel } from '../../organizations/domain/profile.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { Letterhead } from '../domain/letterhead.ts';

export interface LetterheadsOptions {
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly profiles: Pick<ProfilesService, 'of'>;
}

/** As many as there are ids. */
type Each<Ids extends readonly OrganizationId[], T> = { readonly [At in keyof Ids]: T };

/** How organizations are named on papers. */
export class Letterheads {
  readonly #options: LetterheadsOptions;

  constructor(options: LetterheadsOptions) {
    this.#options = options;
  }

  /** In the order of the ids. @throws NotFoundError */
  async of<const Ids extends readonly OrganizationId[]>(ids: Ids): Promise<Each<Ids, Letterhead>> {
    const { organizations, profiles } = this.#options;
    const [found, said] = await Promise.all([organizations.findMany(ids), profiles.of(ids)]);
    const letterheads = ids.map((id, at) => {
      const organization = found.find((each) => each.id === id);
      if (organization === undefined) throw new NotFoundError(`Organization ${id}`);
      const { contact = null, website = null } = said[at] ?? {};
      return { name: organization.name, contact, website };
    });
    // One for each id.
    return letterheads as unknown as Each<Ids, Letterhead>;
  }

  /** A community, and what it asks of whoever uses its assets. @throws NotFoundError */
  async community(
    id: OrganizationId,
  ): Promise<{ readonly name: LocalizedText; readonly labels: readonly CommunityLabel[] }> {
    const [{ name }] = await this.of([id]);
    const [profile] = await this.#options.profiles.of([id]);
    return { name, labels: profile?.labels ?? [] };
  }
}
