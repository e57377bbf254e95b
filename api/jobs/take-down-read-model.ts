import { type Hex, parseBytes32, ZERO_32 } from '@lanran/protocol/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/ids';
import { scopeOfText, type TakeDownScope } from '@lanran/protocol/take-down';
import { LoggedEvent } from '../domain/logged-event.ts';
import type { LoggedStatement } from '../domain/logged-statement.ts';
import type { ReasonStore } from '../ports/reason-store.ts';
import type { TakeDownStore } from '../ports/take-down-store.ts';

export interface TakeDownReadModelOptions {
  readonly takeDowns: Pick<TakeDownStore, 'insert'>;
  readonly reasons: Pick<ReasonStore, 'findMany'>;
}

/** Projects take-downs; what they erase is the work of `TakeDownJob`, which looks for those that are pending. */
export class TakeDownReadModel {
  readonly #options: TakeDownReadModelOptions;

  constructor(options: TakeDownReadModelOptions) {
    this.#options = options;
  }

  async applyTakenDown(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const scopeHash = parseBytes32(event.text('scopeHash'), 'scopeHash');
    await this.#options.takeDowns.insert({
      assetId: parseAssetId(event.text('assetId')),
      organizationId: parseOrganizationId(event.text('organizationId')),
      scopeHash,
      scope: await this.#scopeOf(scopeHash),
      reasonHash: parseBytes32(event.text('reasonHash'), 'reasonHash'),
      takenDownAt: LoggedEvent.positionOf(logged).time,
      leafIndex: logged.index,
      state: 'PENDING',
      erasedAt: null,
      leftovers: [],
    });
  }

  /** As it was stated before the act; from then on what is in it is refused. */
  async #scopeOf(scopeHash: Hex): Promise<TakeDownScope | null> {
    if (scopeHash === ZERO_32) return {};
    const [stated] = await this.#options.reasons.findMany([scopeHash]);
    return stated === undefined ? null : scopeOfText(stated.text);
  }
}
