import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { createHash } from 'node:crypto';
import { UnixFsHasher } from '@lanran/protocol/files/unixfs';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import type { LicenseId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import { agreementFileName, type LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { formatTrustFile, type Trust } from '@lanran/protocol/log/trust';
import { composePackage, packageName } from '@lanran/protocol/packages/compose';
import {
  type AttachedFile,
  CERTIFICATE_NAME,
  licenseProofName,
  packageDocuments,
  TRUST_NAME,
  versionProofName,
} from '@lanran/protocol/packages/documents';
import { LABELS_FILE, labelsAndCreditText } from '@lanran/protocol/packages/labels-and-credit-text';
import type { LicenseFacts, PackageParty } from '@lanran/protocol/packages/license-facts';
import {
  LICENSE_FOLDER,
  type PackageDocument,
  type PackageEntry,
} from '@lanran/protocol/packages/package-entry';
import { formatFileId } from '../../assets/domain/file-id.ts';
import type { IndexedFile, ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { Installation } from '../../chain/services/installation.ts';
import type { InspectionStore } from '../../files/ports/inspection-store.ts';
import type { FixityStore } from '../../fixity/ports/fixity-store.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { LicenseVersions } from '../../licensing/services/license-versions.ts';
import type { LicenseStore } from '../../licensing/ports/license-stores.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { ProfileStore } from '../../organizations/ports/profile-store.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { ContentDamagedError, DomainError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import type { ArchivedFile } from './archives/archive.ts';
import type { DownloadsService, LicensedFiles, OpenedVersionFiles } from './downloads.ts';
import { PayloadReader } from './payload-reader.ts';
import type { SmallFiles } from './small-files.ts';

export interface LicensePackagesOptions {
  readonly downloads: Pick<DownloadsService, 'openLicensed' | 'requireVersionFiles'>;
  readonly smallFiles: Pick<SmallFiles, 'read'>;
  readonly licenses: Pick<LicenseStore, 'find'>;
  readonly assets: Pick<AssetStore, 'find'>;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly profiles: Pick<ProfileStore, 'findMany'>;
  readonly leaves: Pick<LeafStore, 'findByStatementHash'>;
  readonly manifests: Pick<ManifestStore, 'list'>;
  readonly inspections: Pick<InspectionStore, 'findDigests'>;
  readonly fixityFiles: Pick<FixityStore, 'listBad'>;
  /** Bundles for a party of the license. */
  readonly proofs: {
    licenseProof(actor: Actor, licenseId: LicenseId): Promise<{ readonly text: string }>;
    statementProof(actor: Actor, hash: StatementHash): Promise<{ readonly text: string }>;
  };
  readonly installation: { describe(): Installation };
  readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  /** As PDF, for a party of the license; what reading throws is of the printer. */
  readonly certificates: {
    find(actor: Actor, id: LicenseId): Promise<{ read(): Promise<Uint8Array> }>;
  };
  /** By SHA-256. */
  readonly agreements: { text(sha256: string): Promise<{ readonly content: Uint8Array }> };
  readonly trust: Trust;
  readonly publicUrl: () => URL;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** The package of a license, its files in the order in which they are written. */
export interface LicensePackage {
  /** Of the folder and of archives, without an ending. */
  readonly name: string;
  readonly files: readonly ArchivedFile[];
  /** The same files in the same order: paths, sizes and digests. */
  readonly entries: readonly PackageEntry[];
  readonly madeAt: Date;
}

const LISTED_AT_ONCE = 1_000;
const MOST_BAD = 1_000;

/** Puts packages of licenses together: documents in memory, and the payload to be read as it is sent. */
export class LicensePackages {
  readonly #options: LicensePackagesOptions;

  constructor(options: LicensePackagesOptions) {
    this.#options = options;
  }

  /**
   * The package of a version that the license opens; null: of the newest.
   * @throws ForbiddenError, VersionRefusedError, TakenDownError; ContentDamagedError where a file is known to be lost
   */
  async compose(licensed: LicensedFiles, wanted: number | null): Promise<LicensePackage> {
    const { downloads, smallFiles, licenses, clock } = this.#options;
    const version = await downloads.requireVersionFiles(licensed, wanted);
    const license = await licenses.find(licensed.licenseId);
    if (license === null) throw new NotFoundError(`License ${licensed.licenseId}`);
    const files = await this.#listFiles(version);
    await this.#requireWhole(licensed, files);
    const madeAt = clock.now();
    const agreement = (await this.#options.licenseVersions.soldOf(license))?.metadata.agreement ?? null;
    const facts = await this.#factsOf(license, { opened: version, agreement });
    const documents = packageDocuments({
      facts,
      proofs: await this.#proofsOf(license, version),
      provenance: [
        { name: TRUST_NAME, content: utf8(formatTrustFile(this.#options.trust)) },
        { name: LABELS_FILE, content: utf8(await this.#labelsOf(licensed, { facts, madeAt })) },
      ],
      license: await this.#licenseFiles(license, agreement),
    });
    const entries = await composePackage({ facts, files, documents, createdAtMs: madeAt.getTime() });
    const idOf = ({ index }: IndexedFile) =>
      formatFileId({ assetId: licensed.assetId, version: version.version, index });
    const payload = new PayloadReader({
      files: files.map((file) => ({ id: idOf(file), bytes: file.bytes })),
      readSmall: async (ids) => smallFiles.read({ licenses: [licensed], licensee: licensed.licensee }, ids),
      readOne: async (id) => (await downloads.openLicensed(licensed, id)).readPieces(),
    });
    const places = new Map(files.map((file) => [file.path, file]));
    const name = packageName(facts);
    return {
      name,
      madeAt,
      entries,
      files: entries.map((entry) => archivedFile(entry, { places, idOf, payload })),
    };
  }

  async #listFiles({ filesField }: OpenedVersionFiles) {
    const { manifests, inspections } = this.#options;
    const files: (IndexedFile & { readonly md5: string | null; readonly c4: string | null })[] = [];
    for (let from = 0; from < filesField.count; from += LISTED_AT_ONCE) {
      const page = await manifests.list(filesField.root, from, from + LISTED_AT_ONCE);
      const found = await inspections.findDigests([...new Set(page.map(({ sha256 }) => sha256))]);
      const digests = new Map(found.map((each) => [each.sha256, each]));
      for (const file of page) {
        const { md5 = null, c4 = null } = digests.get(file.sha256) ?? {};
        files.push({ ...file, md5, c4 });
      }
    }
    return files;
  }

  /** Whoever gets half of a large package learns it at the beginning, as far as it is known. */
  async #requireWhole({ assetId }: LicensedFiles, files: readonly IndexedFile[]): Promise<void> {
    const bad = await this.#options.fixityFiles.listBad({ assetId, first: MOST_BAD });
    const lost = new Set(bad.filter(({ state }) => state === 'DAMAGED').map(({ sha256 }) => sha256));
    const found = files.find(({ sha256 }) => lost.has(sha256));
    if (found === undefined) return;
    throw new ContentDamagedError(
      `The stored copy of ${found.path} is damaged, so that there is no whole package. Its holder can bring it back; until then fetch the other files alone.`,
    );
  }

  /** Of the version that was sold with the license; of one taken since by itself, beside the license's where it can be proven. */
  async #proofsOf(license: License, { statementHash, version }: OpenedVersionFiles): Promise<AttachedFile[]> {
    const { proofs } = this.#options;
    const actor = partyActor(license.licensee);
    const isSold = license.terms.version === statementHash;
    const ofLicense = async () => {
      const { text } = await proofs.licenseProof(actor, license.id);
      return { name: licenseProofName(license.id), content: utf8(text) };
    };
    if (isSold) return [await ofLicense()];
    const { text } = await proofs.statementProof(actor, statementHash);
    const own = { name: versionProofName(version, license.id), content: utf8(text) };
    return [own, ...(await ofLicense().then((proof) => [proof], noneIfRefused))];
  }

  /** The certificate where it can be printed, and the text of the license agreement that the sold version names. */
  async #licenseFiles(license: License, agreement: LicenseAgreement | null): Promise<AttachedFile[]> {
    const { certificates, agreements, logger } = this.#options;
    const certificate = await certificates.find(partyActor(license.licensee), license.id);
    const text = agreement === null ? null : await agreements.text(agreement.sha256);
    // The files are what was paid for: they do not wait for a paper that anybody prints from its page.
    const printed = await certificate.read().catch((err: unknown) => {
      logger.warn({ license: license.id, err }, 'a package goes without its certificate');
      return null;
    });
    return [
      ...(printed === null ? [] : [{ name: CERTIFICATE_NAME, content: printed }]),
      ...(agreement === null || text === null
        ? []
        : [{ name: agreementFileName(agreement), content: text.content }]),
    ];
  }

  async #factsOf(
    license: License,
    {
      opened,
      agreement,
    }: { readonly opened: OpenedVersionFiles; readonly agreement: LicenseAgreement | null },
  ): Promise<LicenseFacts> {
    const { installation, leaves, publicUrl } = this.#options;
    const { logId, chainId, contracts, currencies } = installation.describe();
    const { statementHash, version, metadata, assetId } = opened;
    const logged = await leaves.findByStatementHash(statementHash);
    const contract = contracts.find(({ name }) => name === 'LicenseToken');
    if (logged === null || contract === undefined)
      throw new NotFoundError(`Version ${version} of asset ${assetId}`);
    return {
      licenseId: license.id,
      terms: license.terms,
      holder: await this.#party(license.holder),
      licensee: await this.#party(license.licensee),
      asset: { id: assetId, title: metadata.title, creditLine: metadata.creditLine ?? null },
      version: { number: version, statementHash },
      currency: currencyAt(currencies, license.terms.token),
      soldAt: license.soldAt.toISOString(),
      transaction: license.transaction,
      chainId: chainId.toString(),
      contract: parseAddress(contract.address.toLowerCase()),
      leaf: { logId, index: logged.index },
      hostname: publicUrl().host,
      agreement:
        agreement === null
          ? null
          : { path: `${LICENSE_FOLDER}${agreementFileName(agreement)}`, sha256: agreement.sha256 },
    };
  }

  /** How the files are to be credited, by their version, and treated, as the community asks now. */
  async #labelsOf(
    { assetId, licenseId }: LicensedFiles,
    { facts: { asset, holder }, madeAt }: { readonly facts: LicenseFacts; readonly madeAt: Date },
  ): Promise<string> {
    const found = await this.#options.assets.find(assetId);
    const community = found?.community ?? null;
    const day = madeAt.toISOString().slice(0, 10);
    return labelsAndCreditText(
      {
        title: asset.title,
        creditLine: asset.creditLine,
        holder,
        community: community === null ? null : await this.#labelled(community),
      },
      { licenseId, day },
    );
  }

  async #labelled(community: OrganizationId) {
    const [{ name }, [profile]] = await Promise.all([
      this.#party(community),
      this.#options.profiles.findMany([community]),
    ]);
    return { name, labels: profile?.labels ?? [] };
  }

  async #party(id: OrganizationId): Promise<PackageParty> {
    const found = await this.#options.organizations.find(id);
    if (found === null) throw new NotFoundError(`Organization ${id}`);
    return { id, slug: found.slug, name: found.name };
  }
}

interface EntryParts {
  readonly places: ReadonlyMap<string, IndexedFile>;
  readonly idOf: (file: IndexedFile) => string;
  readonly payload: PayloadReader;
}

function archivedFile(entry: PackageEntry, { places, idOf, payload }: EntryParts): ArchivedFile {
  const { path, bytes } = entry;
  if ('content' in entry) return archivedDocument(entry);
  const { file } = entry;
  const place = places.get(file.path);
  if (place === undefined) throw new Error(`${path} is of no file of the version.`);
  const id = idOf(place);
  return { path, bytes, cid: file.cid, read: () => payload.read(id) };
}

/** A small file whose bytes are at hand. */
export function archivedDocument({ path, content }: PackageDocument): ArchivedFile {
  const hasher = new UnixFsHasher({ createSha256: () => createHash('sha256') });
  hasher.update(content);
  return { path, bytes: content.length, cid: hasher.digest(), read: () => whole(content) };
}

async function* whole(content: Uint8Array): AsyncGenerator<readonly Uint8Array[]> {
  yield [content];
}

/** Somebody of the licensee, who sees what any member of it does. */
function partyActor(organizationId: OrganizationId): Actor {
  return {
    kind: 'member',
    address: `0x${'00'.repeat(20)}`,
    memberships: [{ organizationId, kind: 'STUDIO', role: 'VIEWER' }],
  };
}

function noneIfRefused(error: unknown): [] {
  if (error instanceof DomainError && error.code !== 'UNAVAILABLE') return [];
  throw error;
}
