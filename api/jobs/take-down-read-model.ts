import { parseBytes32, ZERO_32 } from '@lanran/protocol/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/ids';
import { LoggedEvent } from '../domain/logged-event.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { TakeDownStore } from '../ports/take-down-store.ts';

/** Projects take-downs; what they erase is the work of `TakeDownJob`, which looks for those that are pending. */
export class TakeDownReadModel {
  readonly #takeDowns: Pick<TakeDownStore, 'insert'>;

  constructor(takeDowns: Pick<TakeDownStore, 'insert'>) {
    this.#takeDowns = takeDowns;
  }

  async applyTakenDown(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const scopeHash = parseBytes32(event.text('scopeHash'), 'scopeHash');
    await this.#takeDowns.insert({
      assetId: parseAssetId(event.text('assetId')),
      organizationId: parseOrganizationId(event.text('organizationId')),
      scopeHash,
      scope: scopeHash === ZERO_32 ? {} : null,
      reasonHash: parseBytes32(event.text('reasonHash'), 'reasonHash'),
      takenDownAt: LoggedEvent.positionOf(logged).time,
      leafIndex: logged.index,
      state: 'PENDING',
      erasedAt: null,
      leftovers: [],
    });
  }
}
