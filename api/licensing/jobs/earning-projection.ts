import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { holderAt } from '../../assets/domain/asset.ts';
import { sharesOf } from '../domain/earning.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { termsOf } from '../domain/logged-terms.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { EarningStore } from '../ports/earning-store.ts';

export interface EarningReadModelOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly earnings: EarningStore;
}

/** Projects what sales credited and what was claimed of it. */
export class EarningReadModel {
  readonly #options: EarningReadModelOptions;

  constructor(options: EarningReadModelOptions) {
    this.#options = options;
  }

  async applyLicensed(logged: LoggedStatement): Promise<void> {
    const { assets, earnings } = this.#options;
    const event = LoggedEvent.of(logged);
    const terms = termsOf(event.struct('terms'));
    const asset = await assets.find(terms.assetId);
    if (asset === null) return;
    const { transaction, time: at } = LoggedEvent.positionOf(logged);
    const shares = sharesOf(terms, {
      holder: holderAt(asset, logged.index),
      community: asset.community,
    });
    await earnings.put(
      shares.map((share) => ({
        ...share,
        kind: 'SHARE',
        licenseId: event.licenseId('licenseId'),
        assetId: terms.assetId,
        token: terms.token,
        at,
        transaction,
        leafIndex: logged.index,
      })),
    );
  }

  async applyClaimed(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const { transaction, time: at } = LoggedEvent.positionOf(logged);
    await this.#options.earnings.put([
      {
        organizationId: parseOrganizationId(event.text('organizationId')),
        kind: 'CLAIM',
        licenseId: null,
        assetId: null,
        amount: event.integer('amount'),
        token: parseAddress(event.text('token')),
        at,
        transaction,
        leafIndex: logged.index,
      },
    ]);
  }
}
