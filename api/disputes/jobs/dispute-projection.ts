import { parseBytes32, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { Dispute } from '../domain/dispute.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { DisputeStore } from '../ports/dispute-store.ts';

/** As AssetRegistry has it. */
const WAIT_MS = 30 * 86_400_000;

/** Projects disputes: opened, taken back, resolved, and allowed again. */
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
      allowedAt: null,
      projectedIndex: logged.index,
    });
  }

  async applyResolved(logged: LoggedStatement): Promise<void> {
    const isTakenBack = LoggedEvent.of(logged).text('reasonHash') === ZERO_32;
    const resolvedAt = LoggedEvent.positionOf(logged).time;
    const allowedAt = isTakenBack ? null : new Date(resolvedAt.getTime() + WAIT_MS);
    await this.#change(logged, { isOpen: false, allowedAt });
  }

  async applyAllowed(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { allowedAt: null });
  }

  async #change(logged: LoggedStatement, change: Partial<Dispute>): Promise<void> {
    const event = LoggedEvent.of(logged);
    const dispute = await this.#disputes.find(
      parseAssetId(event.text('assetId')),
      parseOrganizationId(event.text('organizationId')),
    );
    if (dispute === null) return;
    await this.#disputes.project({ ...dispute, ...change, projectedIndex: logged.index });
  }
}
