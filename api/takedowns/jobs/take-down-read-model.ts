import { type Hex, parseBytes32, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { scopeOfText, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { concernsVersion } from '../../assets/domain/take-down.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { ReasonStore } from '../../log/ports/reason-store.ts';
import type { TakeDownStore } from '../../assets/ports/take-down-store.ts';

export interface TakeDownReadModelOptions {
  readonly takeDowns: Pick<TakeDownStore, 'insert'>;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly manifests: Pick<ManifestStore, 'takeDown'>;
  readonly reasons: Pick<ReasonStore, 'findMany'>;
}

/** Projects take-downs, and hides the files that they are of; erasing is the work of `TakeDownJob`, which looks for those that are pending. */
export class TakeDownReadModel {
  readonly #options: TakeDownReadModelOptions;

  constructor(options: TakeDownReadModelOptions) {
    this.#options = options;
  }

  async applyTakenDown(logged: LoggedStatement): Promise<void> {
    const event = LoggedEvent.of(logged);
    const assetId = parseAssetId(event.text('assetId'));
    const scopeHash = parseBytes32(event.text('scopeHash'), 'scopeHash');
    const scope = await this.#scopeOf(scopeHash);
    const leaves = await this.#options.leaves.listByKinds(assetId, VERSION_KINDS);
    const versions = leaves.filter(({ index }) => index < logged.index).map(versionIn);
    const lastVersion = Math.max(0, ...versions.map(({ version }) => version));
    await this.#options.takeDowns.insert({
      assetId,
      organizationId: parseOrganizationId(event.text('organizationId')),
      scopeHash,
      scope,
      reasonHash: parseBytes32(event.text('reasonHash'), 'reasonHash'),
      takenDownAt: LoggedEvent.positionOf(logged).time,
      leafIndex: logged.index,
      lastVersion,
      state: 'PENDING',
      erasedAt: null,
      leftovers: [],
    });
    if (scope === null || scope.field !== undefined) return;
    for (const { version, filesField } of versions)
      if (concernsVersion({ scope, lastVersion }, version))
        await this.#options.manifests.takeDown(filesField.root, scope.path ?? null, logged.index);
  }

  /** As it was stated before the act; from then on what is in it is refused. */
  async #scopeOf(scopeHash: Hex): Promise<TakeDownScope | null> {
    if (scopeHash === ZERO_32) return {};
    const [stated] = await this.#options.reasons.findMany([scopeHash]);
    return stated === undefined ? null : scopeOfText(stated.text);
  }
}
