import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { isDoorClosed } from '../../organizations/domain/beforehand.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { Doors } from '../ports/doors.ts';

export interface ProfileDoorsOptions {
  readonly profiles: Pick<ProfilesService, 'of'>;
  readonly clock: Clock;
}

/** As organizations say in their profiles. */
export class ProfileDoors implements Doors {
  readonly #options: ProfileDoorsOptions;

  constructor(options: ProfileDoorsOptions) {
    this.#options = options;
  }

  async closedUntil(organizationId: OrganizationId): Promise<Day | null> {
    const { profiles, clock } = this.#options;
    const [profile] = await profiles.of([organizationId]);
    const today = todayOf(Math.floor(clock.now().getTime() / 1_000));
    return profile !== undefined && isDoorClosed(profile, today) ? profile.closedUntil : null;
  }
}
