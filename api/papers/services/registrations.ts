import { parseAttestation } from '@lanran/protocol/assets/attestation';
import { type AssetId, type LogId, type OrganizationId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { originOf } from '@lanran/protocol/log/checkpoint';
import type { Asset } from '../../assets/domain/asset.ts';
import { type AssetVersion, isVersion, versionIn } from '../../assets/domain/asset-version.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ConsentsInForce } from '../../consent/services/consents-in-force.ts';
import type { DisputesService } from '../../disputes/services/disputes.ts';
import type { LicensingService } from '../../licensing/services/licensing.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { ProvenanceService } from '../../provenance/services/provenance.ts';
import type { Attachment } from '../domain/paper.ts';
import { type Custodian, registration, type Review } from '../domain/registration.ts';
import type { AssetPictures } from './asset-pictures.ts';
import type { Letterheads } from './letterheads.ts';
import type { PaperFile, PrintedPapers } from './printed-papers.ts';

export interface RegistrationsOptions {
  readonly logId: LogId;
  readonly leaves: Pick<LeafStore, 'listByKinds' | 'findByStatementHash'>;
  readonly catalog: Pick<CatalogService, 'get'>;
  readonly consents: Pick<ConsentsInForce, 'liveOf'>;
  readonly disputes: Pick<DisputesService, 'openOf'>;
  readonly licensing: Pick<LicensingService, 'openOffersOf'>;
  readonly provenance: Pick<ProvenanceService, 'assetProof' | 'statementProof'>;
  readonly pictures: AssetPictures;
  readonly letterheads: Letterheads;
  readonly papers: PrintedPapers;
  readonly publicUrl: () => URL;
}

/** Registration certificates of data assets, for whom they exist; the proof lies in each. */
export class Registrations {
  readonly #options: RegistrationsOptions;

  constructor(options: RegistrationsOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError */
  async find(actor: Actor, id: AssetId): Promise<PaperFile> {
    const { catalog, consents, disputes, licensing, letterheads, pictures, papers } = this.#options;
    const asset = await catalog.get(actor, id);
    const [version, [consent = null], [open = []], [offers = []], attested] = await Promise.all([
      this.#presentVersion(asset),
      consents.liveOf([id]),
      disputes.openOf([id]),
      licensing.openOffersOf([id]),
      this.#options.leaves.listByKinds(id, ['attested']),
    ]);
    const [holder] = await letterheads.of([asset.holder]);
    const last = attested.at(-1) ?? null;
    return papers.file({
      paper: registration({
        asset,
        version,
        holder,
        admittedAt: await this.#admissionOf(asset.holder),
        community: asset.community === null ? null : (await letterheads.community(asset.community)).name,
        consent,
        custody: await this.#custodyOf(asset),
        openDisputes: open.length,
        review: last === null ? null : await this.#reviewIn(last, asset),
        offers: offers.filter(({ licensee }) => licensee === null),
        logOrigin: originOf(this.#options.logId),
        publicUrl: this.#options.publicUrl(),
      }),
      picture: await pictures.find(actor, asset),
      attachments: await this.#attach(actor, id, last),
      filename: `registration-${shortNumberOf(id)}.pdf`,
    });
  }

  async #presentVersion({ id, head }: Asset): Promise<AssetVersion> {
    const logged = await this.#options.leaves.findByStatementHash(head);
    if (logged === null || !isVersion(logged)) throw new NotFoundError(`Version ${head} of asset ${id}`);
    return versionIn(logged);
  }

  async #admissionOf(holder: OrganizationId): Promise<Date | null> {
    // A statement about no asset has its subject in the asset's place.
    const [admitted] = await this.#options.leaves.listByKinds(parseAssetId(holder), [
      'organization-admitted',
    ]);
    return admitted === undefined ? null : statedAt(admitted);
  }

  /** Who published it, then each who took it over. */
  async #custodyOf({ id, holder, formerHolders }: Asset): Promise<Custodian[]> {
    const { leaves, letterheads } = this.#options;
    const taken = await leaves.listByKinds(id, ['published', 'transferred']);
    const began = taken.filter(({ statement }, at) => at === 0 || statement.kind === 'transferred');
    const ids = [...formerHolders.map(({ organizationId }) => organizationId), holder];
    const named = await letterheads.of(ids);
    return named.flatMap(({ name }, at) => {
      const since = began[at];
      return since === undefined ? [] : [{ name, since: statedAt(since) }];
    });
  }

  async #reviewIn(logged: LoggedStatement, asset: Asset): Promise<Review> {
    const { organization, opinion, note = null, hash, version } = parseAttestation({ fields: logged.body });
    const [by] = await this.#options.letterheads.of([organization]);
    const isCurrent = version === asset.head;
    return { by: by.name, opinion, note, hash, at: statedAt(logged), isCurrent };
  }

  async #attach(actor: Actor, id: AssetId, attested: LoggedStatement | null): Promise<Attachment[]> {
    const { provenance } = this.#options;
    const proofs = [
      { ...(await provenance.assetProof(actor, id)), description: 'Proof of the registered version' },
      ...(attested === null
        ? []
        : [
            {
              ...(await provenance.statementProof(actor, attested.statementHash)),
              description: 'Proof of the compliance review',
            },
          ]),
    ];
    return proofs.map(({ filename: name, text, description }) => ({
      name,
      description,
      text,
      mediaType: 'application/json',
      relationship: 'Source',
    }));
  }
}

function statedAt({ statement: { issuedAt } }: LoggedStatement): Date {
  return new Date(issuedAt * 1000);
}
