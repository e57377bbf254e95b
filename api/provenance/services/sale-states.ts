import {
  assetSlot,
  consentSlots,
  councilSlot,
  decodeAssetRecord,
  decodeConsent,
  decodeStanding,
  decodeUseConsent,
  joinedConsentSlots,
  joinedSlot,
  organizationIdSlot,
  useConsentSlots,
  type AssetRecord,
  type ConsentRecord,
} from '@lanran/protocol/chain/consent-layout';
import type { ContractProof } from '@lanran/protocol/chain/contract-state';
import { ZERO_32, type Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { StatementKind } from '@lanran/protocol/log/statement';
import { consentObstacle } from '@lanran/protocol/proofs/consent-obstacle';
import type { Ledger, ProvenSlots } from '../../chain/ports/ledger.ts';
import { LoggedEvent } from '../../log/domain/logged-event.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { CouncilState, SaleState, SaleStateStore } from '../ports/sale-state-store.ts';

export interface SaleStatesOptions {
  readonly ledger: Pick<Ledger, 'proveSlots'>;
  readonly leaves: Pick<LeafStore, 'listByKinds'>;
  readonly saleStates: SaleStateStore;
  /** The embedded chain keeps the state of each block, so that nothing is kept a second time. */
  readonly isChainEmbedded: boolean;
}

/** A consent that was in force at a block, and where its statement is to be found. */
interface FoundConsent {
  readonly record: ConsentRecord;
  readonly slots: readonly Hex[];
  readonly kind: StatementKind;
  readonly subject: AssetId;
}

/** A license as its sale's statement names it. */
export interface SoldTerms {
  readonly sold: LoggedStatement;
  readonly terms: Terms;
}

/** What contracts held when licenses were sold and consents were given (ADR 61). Kept where nodes prune. */
export class SaleStates {
  readonly #options: SaleStatesOptions;

  constructor(options: SaleStatesOptions) {
    this.#options = options;
  }

  /** Null when the node has pruned it and it was not kept. */
  async ofSale(question: SoldTerms): Promise<SaleState | null> {
    const { saleStates, isChainEmbedded } = this.#options;
    const hash = question.sold.statementHash;
    const kept = isChainEmbedded ? null : await saleStates.findSale(hash);
    const state = kept ?? (await this.#proveSale(question));
    if (kept === null && state !== null && !isChainEmbedded) await saleStates.putSale(hash, state);
    return state;
  }

  /** Who was the council when it consented; null when the node has pruned it and it was not kept. */
  async ofConsent(given: LoggedStatement, community: number): Promise<CouncilState | null> {
    const { ledger, saleStates, isChainEmbedded } = this.#options;
    const kept = isChainEmbedded ? null : await saleStates.findCouncil(given.statementHash);
    if (kept !== null) return kept;
    const slots = [councilSlot(community)];
    const proven = await ledger.proveSlots(LoggedEvent.blockOf(given), [
      { contract: 'Organizations', slots },
    ]);
    const council = proven?.contracts[0];
    if (proven === null || council === undefined) return null;
    const state = { header: proven.header, council };
    if (!isChainEmbedded) await saleStates.putCouncil(given.statementHash, state);
    return state;
  }

  /** Keeps who was the council when it consented, while the node has that state. */
  async keepCouncil(given: LoggedStatement): Promise<void> {
    const community = await this.#communityOf(given);
    if (community !== 0) await this.ofConsent(given, community);
  }

  /** Its index; 0 where the chain does not tell it any more. */
  async #communityOf(given: LoggedStatement): Promise<number> {
    const { ledger, leaves } = this.#options;
    if (given.statement.kind === 'collection-consented') {
      const subject = parseAssetId(LoggedEvent.of(given).text('community'));
      const [admitted] = await leaves.listByKinds(subject, ['organization-admitted']);
      return admitted === undefined ? 0 : LoggedEvent.of(admitted).number('index');
    }
    const slots = [assetSlot(parseAssetId(given.statement.assetId))];
    const proven = await ledger.proveSlots(LoggedEvent.blockOf(given), [
      { contract: 'AssetRegistry', slots },
    ]);
    const [word] = proven?.contracts.flatMap(valuesOf) ?? [];
    return word === undefined ? 0 : decodeAssetRecord(word).community;
  }

  /** Under the state with which the sale's block began; under its own where the consent was given in that very block. */
  async #proveSale({ sold, terms }: SoldTerms): Promise<SaleState | null> {
    const block = LoggedEvent.blockOf(sold);
    const before = block === 0 ? null : await this.#proveAt(block - 1, terms);
    const own = await this.#options.ledger.proveSlots(block, []);
    if (own === null) return null;
    if (before !== null && isWhole(before))
      return { header: own.header, ...before.state, before: before.header };
    const after = await this.#proveAt(block, terms);
    if (after !== null && isWhole(after)) return { header: own.header, ...after.state, before: null };
    return before === null ? null : { header: own.header, ...before.state, before: before.header };
  }

  async #proveAt(at: number, terms: Terms): Promise<StateAt | null> {
    const read = await this.#read(at, [
      { contract: 'AssetRegistry', slots: [assetSlot(terms.assetId)] },
      { contract: 'ConsentRegistry', slots: consentSlots(terms.assetId) },
    ]);
    const [asset, own] = read?.contracts ?? [];
    if (read === null || asset === undefined || own === undefined) return null;
    const record = decodeAssetRecord(valuesOf(asset)[0] ?? ZERO_32);
    const consent = record.community === 0 ? null : await this.#proveConsent(at, { terms, record, own });
    return { header: read.header, record, state: { asset, consent } };
  }

  async #proveConsent(at: number, question: ConsentQuestion): Promise<SaleState['consent']> {
    const { terms, record } = question;
    const found = (await this.#findOwn(at, question)) ?? (await this.#findUse(at, terms));
    if (found === null) return null;
    const proven = await this.#read(at, [
      { contract: 'ConsentRegistry', slots: found.slots },
      {
        contract: 'Organizations',
        slots: [organizationIdSlot(record.community), organizationIdSlot(record.holder)],
      },
    ]);
    const [registry, parties] = proven?.contracts ?? [];
    const given = parties === undefined ? null : await this.#findStatement(found, { terms, parties });
    if (registry === undefined || parties === undefined || given === null) return null;
    return { registry, parties, given: given.statementHash };
  }

  /** The asset's own consent or its collection's, where it covers what was sold. */
  async #findOwn(at: number, { terms, record, own }: ConsentQuestion): Promise<FoundConsent | null> {
    const { assetId } = terms;
    const [agreement = ZERO_32, territories = ZERO_32] = valuesOf(own);
    if (decodeStanding(agreement) !== 'JOINED')
      return covering(decodeConsent(agreement, territories), terms, {
        slots: consentSlots(assetId),
        kind: 'consented',
        subject: assetId,
      });
    const joined = await this.#readValues(at, [joinedSlot(assetId)]);
    const root = joined[0] ?? ZERO_32;
    const slots = joinedConsentSlots(assetId, record.community, root);
    const [, , ofCollection = ZERO_32, where = ZERO_32] = await this.#readValues(at, slots);
    return covering(decodeConsent(ofCollection, where), terms, {
      slots,
      kind: 'collection-consented',
      subject: parseAssetId(root),
    });
  }

  async #findUse(at: number, terms: Terms): Promise<FoundConsent | null> {
    const { assetId, licensee } = terms;
    const slots = useConsentSlots(assetId, licensee);
    const [first = ZERO_32, second = ZERO_32, third = ZERO_32] = await this.#readValues(at, slots);
    const record = decodeUseConsent(first, second, third);
    return covering(record, terms, { slots, kind: 'use-consented', subject: assetId });
  }

  /** The last statement of that block; of a collection by this community, of a use by this licensee. */
  async #findStatement(
    { record, kind, subject }: FoundConsent,
    { terms, parties }: { readonly terms: Terms; readonly parties: ContractProof },
  ): Promise<LoggedStatement | null> {
    const community = valuesOf(parties)[0];
    const all = await this.#options.leaves.listByKinds(subject, [kind]);
    const fitting = all.filter((logged) => {
      const event = LoggedEvent.of(logged);
      if (logged.statement.issuedAt !== record.since) return false;
      if (kind === 'collection-consented') return event.text('community') === community;
      return kind === 'consented' || event.text('licensee') === terms.licensee;
    });
    return fitting.at(-1) ?? null;
  }

  #read(at: number, questions: Parameters<Ledger['proveSlots']>[1]): Promise<ProvenSlots | null> {
    return this.#options.ledger.proveSlots(at, questions);
  }

  async #readValues(at: number, slots: readonly Hex[]): Promise<readonly Hex[]> {
    const read = await this.#read(at, [{ contract: 'ConsentRegistry', slots }]);
    const [proof] = read?.contracts ?? [];
    return proof === undefined ? [] : valuesOf(proof);
  }
}

interface ConsentQuestion {
  readonly terms: Terms;
  readonly record: AssetRecord;
  /** ConsentRegistry's slots of the asset itself. */
  readonly own: ContractProof;
}

interface StateAt {
  readonly header: Hex;
  readonly record: AssetRecord;
  readonly state: Pick<SaleState, 'asset' | 'consent'>;
}

/** The asset was known to the chain, and the consent that it needs was there. */
function isWhole({ record, state }: StateAt): boolean {
  return record.holder !== 0 && (record.community === 0 || state.consent !== null);
}

function covering(
  record: ConsentRecord | null,
  terms: Terms,
  place: Omit<FoundConsent, 'record'>,
): FoundConsent | null {
  if (record === null || consentObstacle(record, terms) !== null) return null;
  return { record, ...place };
}

function valuesOf({ storageProof }: ContractProof): Hex[] {
  return storageProof.map(({ value }) => value);
}
