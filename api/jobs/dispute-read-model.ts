import { parseBytes32 } from '@lanran/protocol/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/ids';
import { LoggedEvent } from '../domain/logged-event.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { DisputeStore } from '../ports/dispute-store.ts';

/** Projects disputes: opened, taken back, resolved. */
export class DisputeReadModel {
  readonly #disputes: DisputeStore;

  constructor(disputes: DisputeStore) {
    this.#disputes = disputes;
  }

  async applyDisputed(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    await this.#disputes.project({
      assetId: parseAssetId(event.text('assetId')),
      organizationId: parseOrganizationId(event.text('organizationId')),
      reasonHash: parseBytes32(event.text('reasonHash'), 'reasonHash'),
      openedAt: LoggedEvent.positionOf(logged).time,
      isOpen: true,
      projectedIndex: logged.index,
    });
  }

  async applyResolved(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const dispute = await this.#disputes.find(
      parseAssetId(event.text('assetId')),
      parseOrganizationId(event.text('organizationId')),
    );
    if (dispute === null) return;
    await this.#disputes.project({ ...dispute, isOpen: false, projectedIndex: logged.index });
  }
}
