import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { copyIdOf, type CopyPlan, type PlannedCopy } from '../domain/copy.ts';
import type { CopyShelf } from '../ports/copy-shelf.ts';
import type { CopyStore } from '../ports/copy-store.ts';

export interface CopyPlanningOptions {
  readonly copies: Pick<
    CopyStore,
    'note' | 'listDue' | 'plan' | 'putPlan' | 'removePlan' | 'removeOfLicense'
  >;
  readonly shelf: Pick<CopyShelf, 'removeLicense'>;
  readonly licenses: Pick<LicenseStore, 'find'>;
  readonly licenseVersions: Pick<LicenseVersions, 'openedBy'>;
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly clock: Clock;
}

const LICENSES_A_RUN = 20;
const FILES_AT_ONCE = 1_000;

/** Says which files get copies: those that a license opens, from its first day to its last. */
export class CopyPlanning {
  readonly #options: CopyPlanningOptions;

  constructor(options: CopyPlanningOptions) {
    this.#options = options;
  }

  /** Something was logged of these licenses. */
  async note(licenses: readonly LicenseId[]): Promise<void> {
    if (licenses.length > 0) await this.#options.copies.note(licenses, this.#today());
  }

  /** Looks at some of the licenses that are due. @returns whether there may be more */
  async planDue(): Promise<boolean> {
    const due = await this.#options.copies.listDue(this.#today(), LICENSES_A_RUN);
    for (const plan of due) await this.#look(plan);
    return due.length === LICENSES_A_RUN;
  }

  async #look(plan: CopyPlan): Promise<void> {
    const { copies, licenses } = this.#options;
    const { licenseId } = plan;
    const license = await licenses.find(licenseId);
    const today = this.#today();
    if (license === null || license.isRevoked || license.terms.wish.lastDay < today) {
      await this.#removeCopies(licenseId);
      await copies.removePlan(licenseId);
      return;
    }
    // They name who had it before.
    if (plan.licensee !== null && plan.licensee !== license.licensee) await this.#removeCopies(licenseId);
    const { firstDay, lastDay } = license.terms.wish;
    if (firstDay > today) {
      await copies.putPlan({ ...plan, licensee: null, nextDay: firstDay });
      return;
    }
    await this.#planFiles(license);
    await copies.putPlan({ ...plan, licensee: license.licensee, nextDay: lastDay + 1 });
  }

  async #planFiles(license: License): Promise<void> {
    const { copies, licenseVersions, manifests, clock } = this.#options;
    const { assetId } = license.terms;
    for (const { version: opened } of await licenseVersions.openedBy(license)) {
      const { version, filesField } = opened;
      for (let from = 0; from < filesField.count; from += FILES_AT_ONCE) {
        const files = await manifests.list(filesField.root, from, from + FILES_AT_ONCE);
        const planned = files.map(({ index, path, bytes, sha256, cid }): PlannedCopy => ({
          id: copyIdOf(license.id, sha256),
          licenseId: license.id,
          assetId,
          version,
          root: filesField.root,
          ...{ index, path, bytes, sha256, cid },
        }));
        // The same content may stand in a version twice.
        const distinct = new Map(planned.toReversed().map((each) => [each.id, each]));
        await copies.plan([...distinct.values()].toReversed(), clock.now());
      }
    }
  }

  async #removeCopies(licenseId: LicenseId): Promise<void> {
    await this.#options.copies.removeOfLicense(licenseId);
    await this.#options.shelf.removeLicense(licenseId);
  }

  #today(): Day {
    return todayOf(Math.floor(this.#options.clock.now().getTime() / 1000));
  }
}
