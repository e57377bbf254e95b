import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import { ProvingPart } from '../domain/collection.ts';
import type { CollectionKey } from '../../chain/domain/consent-terms.ts';
import { LedgerRefusedError } from '../../platform/kernel/errors.ts';
import type { ConsentTerms } from '../../chain/domain/consent-terms.ts';
import type { CollectionConsentStore, CollectionStore } from '../ports/collection-stores.ts';
import type { CollectionProof } from '../../chain/ports/consent-ledger.ts';
import type { Ledger } from '../../chain/ports/ledger.ts';

/** Of collections that were consented to last: each is a few questions to the chain. */
const MAX_TRIED = 20;

export interface CollectionJoiningOptions {
  readonly collections: Pick<CollectionStore, 'listContaining' | 'findPlace'>;
  readonly collectionConsents: Pick<CollectionConsentStore, 'listGranted'>;
  readonly ledger: Pick<Ledger, 'consents' | 'isMaterialized'>;
}

/** A collection that an asset could join, what its council permits, and the proof that it belongs to it. */
interface Opening {
  readonly consent: ConsentTerms;
  readonly proof: CollectionProof;
}

/**
 * Lets assets join the collections that councils consented to: permissionless, sent by the relayer before the first act
 * that needs consent (ADR 12).
 */
export class CollectionJoining {
  readonly #options: CollectionJoiningOptions;
  readonly #running = new Map<AssetId, Promise<void>>();

  constructor(options: CollectionJoiningOptions) {
    this.#options = options;
  }

  /**
   * Harmless to repeat; does nothing for an asset that has consent or could join nothing, of which the act that needs consent
   * says the reason.
   */
  async ensure(asset: Asset): Promise<void> {
    const { id } = asset;
    const running = this.#running.get(id) ?? this.#join(asset).finally(() => this.#running.delete(id));
    this.#running.set(id, running);
    await running;
  }

  /** Many in few transactions; as `ensure` otherwise. */
  async ensureAll(assets: readonly Asset[]): Promise<void> {
    const under = assets.filter(({ id }) => this.#running.has(id));
    const others = assets.filter(({ id }) => !this.#running.has(id));
    const joined = this.#joinAll(others);
    for (const { id } of others) {
      const mine = joined.finally(() => this.#running.delete(id));
      // It rises below; whoever waits for the one asset is told too.
      mine.catch(() => undefined);
      this.#running.set(id, mine);
    }
    await joined;
    for (const asset of under) await this.ensure(asset);
  }

  async #joinAll(assets: readonly Asset[]): Promise<void> {
    const reading = new CollectionReading(this.#options);
    const openings = await Promise.all(
      assets.map(async (asset) =>
        (await this.#needsNothing(asset)) ? null : this.#findOpening(asset, reading),
      ),
    );
    // What is refused was done by another process, or withdrawn in this moment: what the act finds decides.
    await this.#options.ledger.consents.joinAll(
      openings.flatMap((opening) => (opening === null ? [] : [opening.proof])),
    );
  }

  /** What would be permitted if the asset joined now, and by which collection's consent; null when it has consent already or could join nothing. */
  async findJoinable(asset: Asset): Promise<(ConsentTerms & { readonly collection: Hex }) | null> {
    if (await this.#needsNothing(asset)) return null;
    const opening = await this.#findOpening(asset);
    return opening === null ? null : { ...opening.consent, collection: opening.proof.root };
  }

  async #join(asset: Asset): Promise<void> {
    const { consents } = this.#options.ledger;
    if (await this.#needsNothing(asset)) return;
    const opening = await this.#findOpening(asset);
    if (opening === null) return;
    try {
      await consents.join(opening.proof);
    } catch (error) {
      // Another process was faster, or the council withdrew in this moment: what the act finds decides.
      if (!(error instanceof LedgerRefusedError)) throw error;
    }
  }

  async #needsNothing({ id, community }: Asset): Promise<boolean> {
    return community === null || (await this.#options.ledger.consents.consentOf(id)) !== null;
  }

  async #findOpening(asset: Asset, reading = new CollectionReading(this.#options)): Promise<Opening | null> {
    const { ledger } = this.#options;
    const candidates = await reading.listConsented(asset);
    if (candidates.length === 0) return null;
    const isMaterialized = await ledger.isMaterialized(asset.id);
    for (const collection of candidates) {
      const consent = await ledger.consents.collectionConsentOf(collection);
      if (consent === null || consent.holder !== asset.holder) continue;
      const proof = await reading.prove(asset.id, collection);
      if (proof === null) continue;
      // Nothing was ever granted to or withdrawn from an asset that the contracts don't know.
      if (!isMaterialized || (await ledger.consents.canJoin(proof))) return { consent, proof };
    }
    return null;
  }
}

/** Reads what several assets share once. */
class CollectionReading {
  readonly #options: Pick<CollectionJoiningOptions, 'collections' | 'collectionConsents'>;
  readonly #granted = new Map<string, Promise<readonly CollectionKey[]>>();
  readonly #parts = new Map<Hex, ProvingPart[]>();
  /** One proof after the other, so that what was read for one is there for the next. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: Pick<CollectionJoiningOptions, 'collections' | 'collectionConsents'>) {
    this.#options = options;
  }

  /** Only what its council granted: lists that were merely proposed, however many, stand in nobody's way. */
  async listConsented({ id, community, holder }: Asset): Promise<CollectionKey[]> {
    if (community === null) return [];
    const { collections, collectionConsents } = this.#options;
    const parties = `${community} ${holder}`;
    const granted = this.#granted.get(parties) ?? collectionConsents.listGranted({ community, holder });
    this.#granted.set(parties, granted);
    return (await collections.listContaining(id, await granted)).slice(0, MAX_TRIED);
  }

  async prove(assetId: AssetId, collection: CollectionKey): Promise<CollectionProof | null> {
    const proof = this.#last.then(() => this.#prove(assetId, collection));
    this.#last = proof.catch(() => undefined);
    return proof;
  }

  async #prove(assetId: AssetId, collection: CollectionKey): Promise<CollectionProof | null> {
    const { root } = collection;
    const read = this.#parts.get(root) ?? [];
    const known = read.find((part) => part.holds(assetId));
    if (known !== undefined) return { assetId, root, ...known.prove(assetId) };
    const place = await this.#options.collections.findPlace(collection, assetId);
    if (place === null) return null;
    const part = new ProvingPart(place);
    this.#parts.set(root, [...read, part]);
    return { assetId, root, ...part.prove(assetId) };
  }
}
