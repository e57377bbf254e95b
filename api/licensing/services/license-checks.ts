import { todayOf } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { checkLicense, type LicenseCheck } from '../domain/license-check.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LicenseStore } from '../ports/license-stores.ts';

export interface LicenseChecksOptions {
  readonly licenses: Pick<LicenseStore, 'find'>;
  readonly clock: Clock;
}

/** Whether a license holds, for anybody who has its id: all of it is on chain. */
export class LicenseChecks {
  readonly #options: LicenseChecksOptions;

  constructor(options: LicenseChecksOptions) {
    this.#options = options;
  }

  /** Null when no such license was sold. */
  async find(id: LicenseId): Promise<LicenseCheck | null> {
    const { licenses, clock } = this.#options;
    const license = await licenses.find(id);
    if (license === null) return null;
    const { origin, parent } = license.terms;
    const grantedUnder = origin === 'SUBLICENSE' && parent !== null ? await licenses.find(parent) : null;
    return checkLicense(license, grantedUnder, todayOf(Math.floor(clock.now().getTime() / 1000)));
  }
}
