import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { AssetStanding } from '../domain/collection.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { AssetStandingStore, CollectionConsentStore } from '../ports/collection-stores.ts';
import { consentTermsOf } from './consent-projection.ts';

export interface CollectionReadModelOptions {
  readonly collectionConsents: CollectionConsentStore;
  readonly standings: AssetStandingStore;
}

/** Projects consents to collections, and which consent each asset follows (ADR 12). */
export class CollectionReadModel {
  readonly #options: CollectionReadModelOptions;

  constructor(options: CollectionReadModelOptions) {
    this.#options = options;
  }

  async applyGranted(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    await this.#options.collectionConsents.project({
      ...keyOf(event),
      size: event.number('size'),
      ...consentTermsOf(event.struct('consent')),
      grantedAt: timeOf(logged),
      isWithdrawn: false,
      projectedIndex: logged.index,
    });
  }

  async applyWithdrawn(logged: LoggedStatement): Promise<void> {
    const { collectionConsents } = this.#options;
    const consent = await collectionConsents.find(keyOf(LoggedEvent.of(logged)));
    if (consent !== null)
      await collectionConsents.project({ ...consent, isWithdrawn: true, projectedIndex: logged.index });
  }

  async applyJoined(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { collection: parseBytes32(LoggedEvent.of(logged).text('root'), 'root') });
  }

  /** Consent of its own, or its withdrawal, goes before the collection's. */
  async applyOwnConsent(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { collection: null });
  }

  /** The asset goes on following its collection, whose consent counts again when it is granted to the new holder. */
  async applyTransferred(logged: LoggedStatement): Promise<void> {
    await this.#change(logged, { custodySince: timeOf(logged) });
  }

  async #change(logged: LoggedStatement, change: Partial<AssetStanding>): Promise<void> {
    const { standings } = this.#options;
    const assetId = parseAssetId(logged.statement.assetId);
    const [current] = await standings.findMany([assetId]);
    await standings.project({
      assetId,
      collection: current?.collection ?? null,
      custodySince: current?.custodySince ?? null,
      ...change,
      projectedIndex: logged.index,
    });
  }
}

function keyOf(event: LoggedEvent) {
  return {
    community: parseOrganizationId(event.text('community')),
    root: parseBytes32(event.text('root'), 'root'),
  };
}

function timeOf({ statement }: LoggedStatement): Date {
  return new Date(statement.issuedAt * 1000);
}
