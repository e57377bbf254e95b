import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { canonicalJson } from '@lanran/protocol/kernel/json';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { formatOdrl } from '@lanran/protocol/licensing/odrl';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { Asset } from '../../assets/domain/asset.ts';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { InstallationService } from '../../chain/services/installation.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { TakeDowns } from '../../assets/services/take-downs.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseChecks } from '../../licensing/services/license-checks.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import type { LicensingService } from '../../licensing/services/licensing.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { ProvenanceService } from '../../provenance/services/provenance.ts';
import { bothOf } from '../domain/bilingual.ts';
import { type CertifiedAsset, licenseCertificate } from '../domain/license-certificate.ts';
import type { Attachment } from '../domain/paper.ts';
import type { AssetPictures } from './asset-pictures.ts';
import type { Letterheads } from './letterheads.ts';
import type { PaperFile, PrintedPapers } from './printed-papers.ts';

export interface LicenseCertificatesOptions {
  readonly licenseChecks: Pick<LicenseChecks, 'find'>;
  readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  readonly licensing: Pick<LicensingService, 'license'>;
  readonly catalog: Pick<CatalogService, 'findMany'>;
  readonly takeDowns: Pick<TakeDowns, 'countMissing'>;
  readonly provenance: Pick<ProvenanceService, 'licenseProof'>;
  readonly installation: Pick<InstallationService, 'describe'>;
  readonly pictures: AssetPictures;
  readonly letterheads: Letterheads;
  readonly papers: PrintedPapers;
  readonly publicUrl: () => URL;
}

interface Parties {
  readonly holder: LocalizedText;
  readonly licensee: LocalizedText;
}

interface Agreed {
  readonly license: License;
  readonly certified: CertifiedAsset | null;
  readonly parties: Parties;
}

interface Certified {
  readonly asset: Asset;
  readonly version: AssetVersion;
  readonly parties: Parties;
}

/** Certificates of licenses: for anybody who has the id of one, as its check page. Terms and proof lie in those of its parties. */
export class LicenseCertificates {
  readonly #options: LicenseCertificatesOptions;

  constructor(options: LicenseCertificatesOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError when no such license was sold */
  async find(actor: Actor, id: LicenseId): Promise<PaperFile> {
    const { licenseChecks, letterheads, catalog, pictures, papers, publicUrl } = this.#options;
    const check = await licenseChecks.find(id);
    if (check === null) throw new NotFoundError(`License ${id}`);
    const { license } = check;
    const [asset = null] = await catalog.findMany(actor, [license.terms.assetId]);
    const [holder, licensee] = await letterheads.of([license.holder, license.licensee]);
    const certified = asset === null ? null : await this.#certify(asset, license);
    return papers.file({
      paper: licenseCertificate({
        check,
        holder,
        licensee: licensee.name,
        certified,
        publicUrl: publicUrl(),
      }),
      picture: asset === null ? null : await pictures.find(actor, asset),
      attachments: (await this.#isParty(actor, id))
        ? await this.#attach(actor, {
            license,
            certified,
            parties: { holder: holder.name, licensee: licensee.name },
          })
        : [],
      filename: `certificate-${shortNumberOf(id)}.pdf`,
    });
  }

  async #certify(asset: Asset, license: License): Promise<CertifiedAsset> {
    const { licenseVersions, takeDowns, letterheads } = this.#options;
    const version = await licenseVersions.soldOf(license);
    return {
      asset,
      version,
      community: asset.community === null ? null : await letterheads.community(asset.community),
      missingFiles: version === null ? 0 : await takeDowns.countMissing(asset, version),
    };
  }

  async #isParty(actor: Actor, id: LicenseId): Promise<boolean> {
    try {
      await this.#options.licensing.license(actor, id);
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }

  async #attach(actor: Actor, { license, certified, parties }: Agreed): Promise<Attachment[]> {
    const { id, terms } = license;
    const stated: Attachment = {
      name: 'license-terms.json',
      mediaType: 'application/json',
      description: 'The terms whose hash is the license id',
      relationship: 'Source',
      text: canonicalJson(termsToJson(terms)),
    };
    // A license of no published version has neither policy nor proof.
    if (certified?.version == null) return [stated];
    const { filename, text } = await this.#options.provenance.licenseProof(actor, id);
    return [
      stated,
      await this.#policy(license, { ...certified, version: certified.version, parties }),
      {
        name: filename,
        mediaType: 'application/json',
        description: 'Proof of the license and of the version that was sold: lanran verify',
        relationship: 'Supplement',
        text,
      },
    ];
  }

  /** For machines (https://www.w3.org/TR/odrl-model/). */
  async #policy(
    { id: licenseId, terms, holder, licensee }: License,
    { asset, version, parties }: Certified,
  ): Promise<Attachment> {
    const { title, creditLine = null, agreement } = version.metadata;
    return {
      name: 'license.odrl.jsonld',
      mediaType: 'application/ld+json',
      description: 'The license as an ODRL 2.2 agreement',
      relationship: 'Data',
      text: formatOdrl({
        licenseId,
        terms,
        assigner: { id: holder, name: bothOf(parties.holder).en },
        assignee: { id: licensee, name: bothOf(parties.licensee).en },
        asset: { id: asset.id, title: bothOf(title).en, creditLine },
        version: { number: version.version, statementHash: version.statementHash },
        currency: currencyAt(this.#options.installation.describe().currencies, terms.token),
        agreementSha256: agreement?.sha256 ?? null,
      }),
    };
  }
}
