import type { AssetId } from '@lanran/protocol/kernel/ids';
import { ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import {
  ERASABLE_FIELDS,
  scopeHashOf,
  scopeOfText,
  scopeText,
  type TakeDownScope,
} from '@lanran/protocol/assets/take-down';
import { VERSION_KINDS, versionIn } from '../../assets/domain/asset-version.ts';
import type { TakeDown } from '../../assets/domain/take-down.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { ReasonStore } from '../../log/ports/reason-store.ts';

/** Of texts that the platform found by itself. */
const NOBODY: Hex = '0x0000000000000000000000000000000000000000';
const FILES_AT_ONCE = 1_000;

export interface TakeDownScopesOptions {
  readonly reasons: Pick<ReasonStore, 'findMany' | 'keep'>;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly clock: Clock;
}

/**
 * What has a scope's hash: the text that was stated here, else the part of the asset that has it, as after a restore of a backup that
 * is older than the act.
 */
export class TakeDownScopes {
  readonly #options: TakeDownScopesOptions;
  readonly #tried = new Set<string>();

  constructor(options: TakeDownScopesOptions) {
    this.#options = options;
  }

  /** Null while nothing that we know has the hash. */
  async find({ assetId, scopeHash }: Pick<TakeDown, 'assetId' | 'scopeHash'>): Promise<TakeDownScope | null> {
    if (scopeHash === ZERO_32) return {};
    const [stated] = await this.#options.reasons.findMany([scopeHash]);
    if (stated !== undefined) return scopeOfText(stated.text);
    const key = `${assetId}/${scopeHash}`;
    if (this.#tried.has(key)) return null;
    const found = await this.#search(assetId, scopeHash);
    if (found === null) this.#tried.add(key);
    else await this.keep(found, NOBODY);
    return found;
  }

  /** Keeps the text, which is gone from the manifest once the file is. */
  async keep(scope: TakeDownScope, statedBy: Hex): Promise<void> {
    const statedAt = this.#options.clock.now();
    await this.#options.reasons.keep({
      hash: scopeHashOf(scope),
      text: scopeText(scope),
      statedBy,
      statedAt,
    });
  }

  async #search(assetId: AssetId, scopeHash: Hex): Promise<TakeDownScope | null> {
    for await (const scope of this.#partsOf(assetId)) if (scopeHashOf(scope) === scopeHash) return scope;
    return null;
  }

  async *#partsOf(assetId: AssetId): AsyncGenerator<TakeDownScope> {
    const { leaves, manifests } = this.#options;
    for (const field of ERASABLE_FIELDS) yield { field };
    const versions = (await leaves.listByKinds(assetId, VERSION_KINDS)).map(versionIn);
    for (const { version, filesField } of versions) {
      yield { version };
      for (const field of ERASABLE_FIELDS) yield { version, field };
      for (let from = 0; from < filesField.count; from += FILES_AT_ONCE)
        for (const { path } of await manifests.list(filesField.root, from, from + FILES_AT_ONCE)) {
          yield { path };
          yield { version, path };
        }
    }
  }
}
