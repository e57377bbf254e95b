import type { AnchorProof, MembershipProof } from '@lanran/protocol/proofs/bundle-chain';
import { isErasedField } from '@lanran/protocol/log/body';
import { type Bundle, formatBundle } from '@lanran/protocol/proofs/bundle';
import { decodeAssetRecord } from '@lanran/protocol/chain/consent-layout';
import type { SaleProof } from '@lanran/protocol/proofs/bundle-sale';
import { type LoggedProof, revealBody } from '@lanran/protocol/proofs/bundle-parts';
import { toHex } from '@lanran/protocol/kernel/bytes';
import type { FixityProof } from '@lanran/protocol/files/fixity';
import { decodeEvidence } from '@lanran/protocol/log/evidence';
import {
  type AssetId,
  type LicenseId,
  type LogId,
  parseAssetId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import { type EntryProof, revealEntries } from '@lanran/protocol/files/manifest';
import { isKnownKind, type AnyKind } from '@lanran/protocol/log/statement';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { TransactionProof } from '@lanran/protocol/chain/trie';
import { signerOf } from '@lanran/protocol/proofs/verify-log';
import type { Actor } from '../../platform/kernel/actor.ts';
import { signingOrganizationIn } from '../domain/acting-organization.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import { isVersion, versionIn } from '../../assets/domain/asset-version.ts';
import { ConflictError, NotFoundError, VersionRefusedError } from '../../platform/kernel/errors.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import { canSeeReserved } from '../../licensing/domain/reserved.ts';
import { reservedFieldsOf, reservedFor } from '../../licensing/domain/reserved-statement.ts';
import { isAboutAsset } from '../domain/statement-subject.ts';
import type { AnchorStore } from '../../log/ports/anchor-store.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { Anchor, Ledger, StateProof, StateQuestion } from '../../chain/ports/ledger.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { FixityProofs } from '../../fixity/services/fixity-proofs.ts';
import type { LicensingService } from '../../licensing/services/licensing.ts';
import type { CouncilState, SaleState } from '../ports/sale-state-store.ts';
import type { SaleStates } from './sale-states.ts';
import type { StatementLog } from '../../log/services/statement-log.ts';

export interface ProvenanceOptions {
  readonly logId: LogId;
  /** vkey of the checkpoint key. */
  readonly checkpointKey: string;
  readonly log: StatementLog;
  readonly leaves: LeafStore;
  readonly anchors: AnchorStore;
  readonly ledger: Ledger;
  readonly sealer: { sealNow(): Promise<Anchor | null> };
  readonly catalog: CatalogService;
  readonly licensing: LicensingService;
  readonly fixityProofs: Pick<FixityProofs, 'ofAsset'>;
  readonly saleStates: Pick<SaleStates, 'ofSale' | 'ofConsent'>;
}

/** A proof bundle as a file. */
export interface ProofFile {
  readonly filename: string;
  readonly text: string;
}

/** What a bundle proves beside a statement, and the fields of the statement that its reader may not see. */
interface BundleParts {
  readonly license?: License | null;
  readonly outcomes?: readonly FixityProof[] | null;
  readonly hidden?: readonly string[];
}

interface FoundSale {
  readonly sold: LoggedStatement;
  readonly state: SaleState;
  readonly consent:
    | (CouncilState &
        Pick<NonNullable<SaleState['consent']>, 'registry' | 'parties'> & { readonly given: LoggedStatement })
    | null;
  /** Whose inclusion is proven. */
  readonly leaves: readonly number[];
}

/** Where an asset comes from, and the files that prove it. */
export class ProvenanceService {
  readonly #options: ProvenanceOptions;

  constructor(options: ProvenanceOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError */
  async assetProof(actor: Actor, assetId: AssetId): Promise<ProofFile> {
    const asset = await this.#options.catalog.get(actor, assetId);
    return {
      filename: `asset-${assetId.slice(2, 14)}.lanran.json`,
      text: await this.#bundle(await this.#headOf(asset), {}),
    };
  }

  /** Proves what the last fixity run found of the asset's originals. @throws NotFoundError, ConflictError */
  async fixityProof(actor: Actor, assetId: AssetId): Promise<ProofFile> {
    const asset = await this.#options.catalog.get(actor, assetId);
    const { statementHash, outcomes } = await this.#options.fixityProofs.ofAsset(asset);
    return {
      filename: `fixity-${assetId.slice(2, 14)}.lanran.json`,
      text: await this.#bundle(await this.#getStatement(statementHash), { outcomes }),
    };
  }

  /** Proves any one statement of an asset that the actor may see, or a fixity run of everything. @throws NotFoundError */
  async statementProof(actor: Actor, hash: StatementHash): Promise<ProofFile> {
    const logged = await this.#getStatement(hash);
    const hidden = await this.#hiddenFrom(actor, logged);
    return {
      filename: `statement-${hash.slice(2, 14)}.lanran.json`,
      text: await this.#bundle(logged, { hidden }),
    };
  }

  /**
   * Proves the license and the version that was sold.
   * @throws NotFoundError, also when the actor is no party of it; VersionRefusedError when it was sold for what is no version
   */
  async licenseProof(actor: Actor, licenseId: LicenseId): Promise<ProofFile> {
    const { catalog, licensing } = this.#options;
    const license = await licensing.license(actor, licenseId);
    await catalog.get(actor, license.terms.assetId);
    return {
      filename: `license-${licenseId.slice(2, 14)}.lanran.json`,
      text: await this.#bundle(await this.#soldVersionOf(license), { license }),
    };
  }

  /** Names of fields that the actor may not see. @throws NotFoundError for a statement about what does not exist for the actor */
  async #hiddenFrom(actor: Actor, logged: LoggedStatement): Promise<readonly string[]> {
    if (isOfAllOriginals(logged)) return [];
    const ids = isAboutAsset(logged) ? [parseAssetId(logged.statement.assetId)] : [];
    const [asset] = await this.#options.catalog.findMany(actor, ids);
    if (asset == null) throw new NotFoundError(`Statement ${logged.statementHash}`);
    const parties = reservedFor(logged);
    const isSeen = parties.length === 0 || parties.some((party) => canSeeReserved(actor, asset, party));
    return isSeen ? [] : reservedFieldsOf(logged);
  }

  async #bundle(
    published: LoggedStatement,
    { license = null, outcomes = null, hidden = [] }: BundleParts,
  ): Promise<string> {
    const { logId, checkpointKey, log } = this.#options;
    const evidence = decodeEvidence(published.evidence);
    const signatory = signatoryOf(published);
    const key = signatory === null ? null : signerOf({ statement: published.statement, evidence, logId });
    const member =
      signatory === null || key === null ? null : { organizationId: signatory.organizationId, key };
    const sale = license === null ? null : await this.#findSale(license);
    const from = Math.max(published.index, ...(sale === null ? [] : sale.leaves));
    const { size, state, transaction } = await this.#proveState({ published, from, member, license });
    const { membership } = state;
    const bundle: Omit<Bundle, 'format'> = {
      logId,
      checkpointKey,
      statement: published.statement,
      evidence,
      body: revealBody(
        { fields: published.body },
        revealedIn(published).filter((name) => !hidden.includes(name)),
      ),
      files: await this.#filesOf(published),
      leaf: { index: published.index, proof: (await log.inclusionProof(published.index, size)).map(toHex) },
      checkpoint: await log.checkpointAt(size),
      anchor: toAnchorProof(state, transaction),
      ...(membership !== null &&
        signatory !== null && {
          membership: { ...signatory, ...membership },
        }),
      ...(sale !== null && { sale: await this.#saleProof(sale, size) }),
      ...(outcomes !== null && { fixity: outcomes }),
      ...(license !== null &&
        state.license !== null && {
          license: {
            licenseId: license.id,
            terms: termsToJson(license.terms),
            ...(state.licensee !== null && {
              licensee: { organizationId: license.licensee, ...state.licensee },
            }),
            ...state.license,
          },
        }),
    };
    return formatBundle(bundle);
  }

  /** The statement of the present version. */
  async #headOf({ head }: Asset): Promise<LoggedStatement> {
    return this.#getStatement(head);
  }

  /** The contracts take the buyer's word for the version, so that it may be none. */
  async #soldVersionOf({ id, terms }: License): Promise<LoggedStatement> {
    const logged = await this.#options.leaves.findByStatementHash(terms.version);
    const { assetId, version } = terms;
    if (logged === null || logged.statement.assetId !== assetId || !isVersion(logged))
      throw new VersionRefusedError('LICENSE_WITHOUT_VERSION', { licenseId: id, assetId, version });
    return logged;
  }

  /** What its sale stood on; null where the chain's node has not kept it. */
  async #findSale({ soldIndex, terms }: License): Promise<FoundSale | null> {
    const { leaves, saleStates } = this.#options;
    const sold = await leaves.find(soldIndex);
    if (sold?.statement.kind !== 'licensed') return null;
    const state = await saleStates.ofSale({ sold, terms });
    if (state === null) return null;
    const given = state.consent === null ? null : await leaves.findByStatementHash(state.consent.given);
    const [asset] = state.asset.storageProof;
    const community = asset === undefined ? 0 : decodeAssetRecord(asset.value).community;
    const council = given === null ? null : await saleStates.ofConsent(given, community);
    const consent =
      state.consent === null || given === null || council === null
        ? null
        : { ...council, registry: state.consent.registry, parties: state.consent.parties, given };
    return { sold, state, consent, leaves: [sold.index, ...(consent === null ? [] : [consent.given.index])] };
  }

  async #saleProof({ sold, state, consent }: FoundSale, size: number): Promise<SaleProof> {
    return {
      sold: await this.#loggedProof(sold, size),
      header: state.header,
      ...(state.before !== null && { before: state.before }),
      asset: state.asset,
      ...(consent !== null && {
        consent: { ...consent, given: await this.#loggedProof(consent.given, size) },
      }),
    };
  }

  /** Of what the chain decided, which is public, or known to the parties of a license. */
  async #loggedProof(
    { statement, evidence, body, index }: LoggedStatement,
    size: number,
  ): Promise<LoggedProof> {
    return {
      statement,
      evidence: decodeEvidence(evidence),
      body: revealBody({ fields: body }),
      leaf: { index, proof: (await this.#options.log.inclusionProof(index, size)).map(toHex) },
    };
  }

  async #getStatement(hash: StatementHash): Promise<LoggedStatement> {
    const logged = await this.#options.leaves.findByStatementHash(hash);
    if (logged === null) throw new NotFoundError(`Statement ${hash}`);
    return logged;
  }

  async #filesOf(logged: LoggedStatement): Promise<EntryProof[]> {
    if (!isVersion(logged)) return [];
    return revealEntries(await this.#options.catalog.manifest(versionIn(logged)));
  }

  /**
   * At the block that first anchored the leaf, which bounds its time best; in the latest block when that one's state is pruned
   * or the license is younger than it.
   */
  async #proveState({
    published,
    from,
    member,
    license,
  }: {
    published: LoggedStatement;
    /** The last leaf that the checkpoint has to have. */
    from: number;
    member: StateQuestion['member'];
    license: License | null;
  }): Promise<{ size: number; state: StateProof; transaction: TransactionProof | null }> {
    const { ledger, anchors, sealer } = this.#options;
    const question = {
      member,
      license: license === null ? null : licenseQuestion(license),
    };
    const first =
      (await anchors.findCovering(license === null ? published.index : from)) ?? (await sealer.sealNow());
    if (first !== null && license === null) {
      const state = await ledger.proveState({ ...question, at: first.blockNumber, size: first.size });
      if (state !== null) return { size: first.size, state, transaction: first.transactionProof };
    }
    const { size } = await ledger.anchoredCheckpoint();
    const state = await ledger.proveState({ ...question, at: 'latest', size });
    if (state === null || size <= from)
      throw new ConflictError('The log was anchored anew meanwhile. Try again.');
    return { size, state, transaction: null };
  }
}

/**
 * For whom the signer signed, as far as a bundle can prove it: who made the asset's id, which the salt opens, or who is named in
 * an agreement or a usage report. Null for a version of a later holder, whose custody no bundle proves yet (ADR 18), and for what
 * the chain decided.
 */
function signatoryOf(logged: LoggedStatement): Pick<MembershipProof, 'organizationId' | 'salt'> | null {
  const { statement, openings } = logged;
  if (['agreed', 'used', 'attested'].includes(statement.kind))
    return { organizationId: signingOrganizationIn(logged) };
  if (!isVersion(logged) || openings === null) return null;
  const { organizationId, assetSalt: salt } = openings;
  return signingOrganizationIn(logged) === organizationId ? { organizationId, salt } : null;
}

/**
 * Everything that is kept, but what a license cost, which its parties have a proof of their own for, and what is counted of RESTRICTED
 * assets. Nothing of a kind of a later version: what of it may be told is not known here.
 */
function revealedIn({ statement, body }: LoggedStatement): string[] {
  if (!isKnownKind(statement.kind)) return [];
  const hidden = PRICED.includes(statement.kind) ? 'event' : 'restrictedResults';
  const kept = body.filter((field) => !isErasedField(field));
  return kept.map(({ name }) => name).filter((name) => name !== hidden);
}

function isOfAllOriginals(logged: LoggedStatement): boolean {
  return logged.statement.kind === 'fixity-checked' && !isAboutAsset(logged);
}

const PRICED: readonly AnyKind[] = ['licensed', 'ordered', 'use-consented'];

/** A sublicense ends with the license it was granted under. */
function licenseQuestion({ id, terms, licensee }: License): StateQuestion['license'] {
  const grantedUnder = terms.origin === 'SUBLICENSE' ? terms.parent : null;
  return { id, grantedUnder, transferredTo: licensee === terms.licensee ? null : licensee };
}

/** The anchoring transaction belongs to the anchor's own block alone. */
function toAnchorProof(
  { chainId, blockHash, header, log }: StateProof,
  transaction: TransactionProof | null,
): AnchorProof {
  return {
    chainId: chainId.toString(),
    blockHash,
    header,
    ...log,
    ...(transaction !== null && { transaction }),
  };
}
