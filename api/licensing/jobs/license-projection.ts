import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseOrganizationId, parseStatementHash } from '@lanran/protocol/kernel/ids';
import type { License } from '../domain/license.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LicenseStore } from '../ports/license-stores.ts';

/** Projects what becomes of a license after its sale: who has it, which versions it took, and whether it was ended. */
export class LicenseReadModel {
  readonly #licenses: LicenseStore;

  constructor(licenses: LicenseStore) {
    this.#licenses = licenses;
  }

  async applyTransferred(logged: LoggedStatement): Promise<void> {
    const licensee = parseOrganizationId(LoggedEvent.of(logged).text('licensee'));
    await this.#change(logged, () => ({ licensee }));
  }

  async applyRevoked(logged: LoggedStatement): Promise<void> {
    const reasonHash = parseBytes32(LoggedEvent.of(logged).text('reasonHash'), 'reasonHash');
    const { time: at } = LoggedEvent.positionOf(logged);
    await this.#change(logged, () => ({ isRevoked: true, revocation: { reasonHash, at } }));
  }

  async applyVersionTaken(logged: LoggedStatement): Promise<void> {
    const version = parseStatementHash(LoggedEvent.of(logged).text('version'));
    const { time: at } = LoggedEvent.positionOf(logged);
    await this.#change(logged, ({ takenVersions }) => ({
      takenVersions: [...takenVersions, { version, at }],
    }));
  }

  /** A license that is not shown was sold of an asset that was not published here. */
  async #change(logged: LoggedStatement, change: (license: License) => Partial<License>): Promise<void> {
    const license = await this.#licenses.find(LoggedEvent.of(logged).licenseId('licenseId'));
    if (license !== null)
      await this.#licenses.project({ ...license, ...change(license), projectedIndex: logged.index });
  }
}
