import { parseBytes32, toHex, ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { IConsentRegistry } from '../../../contracts/abi/ConsentRegistry.ts';
import type { CollectionKey } from '../domain/consent-terms.ts';
import { LedgerRefusedError } from '../../platform/kernel/errors.ts';
import type { ConsentTerms } from '../domain/consent-terms.ts';
import type { RefusalOrDone } from '../ports/batch-ledger.ts';
import type { CollectionProof, ConsentLedger } from '../ports/consent-ledger.ts';
import { askChain } from './chain-failure.ts';
import type { EthersBatches } from './ethers-batches.ts';
import type { PlatformContracts } from './platform-contracts.ts';
import { requireSuccess } from './read-events.ts';
import type { RelayerAccount } from './relayer-account.ts';

/** ConsentRegistry over JSON-RPC. */
export class EthersConsents implements ConsentLedger {
  readonly #contracts: PlatformContracts;
  readonly #relayer: RelayerAccount;
  readonly #batches: EthersBatches;

  constructor(contracts: PlatformContracts, relayer: RelayerAccount, batches: EthersBatches) {
    this.#contracts = contracts;
    this.#relayer = relayer;
    this.#batches = batches;
  }

  async consentOf(assetId: AssetId): Promise<ConsentTerms | null> {
    return this.#ask(async () => toTerms(await this.#contracts.consents.consentOf(assetId)));
  }

  async collectionOf(assetId: AssetId): Promise<Hex | null> {
    const root = parseBytes32(await this.#ask(() => this.#contracts.consents.collectionOf(assetId)), 'root');
    return root === ZERO_32 ? null : root;
  }

  async collectionConsentOf({ community, root }: CollectionKey): Promise<ConsentTerms | null> {
    return this.#ask(async () =>
      toTerms((await this.#contracts.consents.collectionConsentOf(community, root)).consent),
    );
  }

  async canJoin(place: CollectionProof): Promise<boolean> {
    try {
      // In the block to come: a lower share is taken after seven days, which the latest of an idle chain doesn't show.
      const inNextBlock = { blockTag: 'pending' } as const;
      await this.#ask(() => this.#contracts.consents.join.staticCall(...argumentsOf(place), inNextBlock));
      return true;
    } catch (error) {
      if (error instanceof LedgerRefusedError) return false;
      throw error;
    }
  }

  async join(place: CollectionProof): Promise<Hex> {
    return this.#ask(async () => {
      const call = await this.#contracts.consents.join.populateTransaction(...argumentsOf(place));
      // Of a transaction that was included: ethers hashes to lower-case hex.
      return requireSuccess(await this.#relayer.send(call)).hash as Hex;
    });
  }

  async joinAll(places: readonly CollectionProof[]): Promise<RefusalOrDone[]> {
    const { consents } = this.#contracts;
    return this.#batches.doAsRelayer(
      'ConsentRegistry',
      places.map((place) => consents.interface.encodeFunctionData('join', [...argumentsOf(place)])),
    );
  }

  #ask<T>(call: () => Promise<T>): Promise<T> {
    return askChain(this.#contracts.known, call);
  }
}

function argumentsOf({ assetId, root, leafIndex, proof }: CollectionProof) {
  return [assetId, root, leafIndex, proof.map(toHex)] as const;
}

function toTerms(consent: IConsentRegistry.ConsentStructOutput): ConsentTerms | null {
  if (BigInt(consent.holder) === 0n) return null;
  return {
    holder: parseOrganizationId(consent.holder),
    media: Number(consent.media),
    territories: consent.territories,
    lastDay: Number(consent.lastDay),
    shareBps: Number(consent.shareBps),
    rights: Number(consent.rights),
  };
}
