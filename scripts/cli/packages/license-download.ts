import { parseFilesField } from '@lanran/protocol/files/manifest';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { statementHash } from '@lanran/protocol/log/statement';
import { type AttachedFile, CERTIFICATE_NAME } from '@lanran/protocol/packages/documents';
import { labelsAndCreditText } from '@lanran/protocol/packages/labels-and-credit-text';
import { LICENSE_FOLDER } from '@lanran/protocol/packages/package-entry';
import { type Bundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { revealed } from '@lanran/protocol/proofs/verify-content';
import { type AssetState, findAssetState } from '@lanran/sdk/assets/asset-state';
import { findLabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { ArgumentError, UnreachableError, UntrustworthyAnswerError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { nullIfNotFound } from '@lanran/sdk/kernel/not-found';
import type { Platform } from '@lanran/sdk/kernel/session';
import { findCertificate } from '@lanran/sdk/licensing/certificate';
import { explainRefusedFile } from '@lanran/sdk/licensing/ended-license';
import { type AgreementOfLicense, findAgreement } from '@lanran/sdk/licensing/find-agreement';
import {
  chooseOpened,
  getLicenseVersions,
  type LicensedVersion,
} from '@lanran/sdk/licensing/license-versions';
import { getLicense } from '@lanran/sdk/licensing/licenses';
import { type DownloadedPackage, downloadPackage } from '@lanran/sdk/node/packages/package-download';
import { exportProof } from '@lanran/sdk/provenance/proofs';
import type { CommandContext } from '../context.ts';

const DEFAULT_JOBS = 4;
const MOST_JOBS = 32;

export function parseJobsOption(text: string | undefined): number {
  if (text === undefined) return DEFAULT_JOBS;
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs < 1 || jobs > MOST_JOBS)
    throw new ArgumentError('--jobs', `must be a whole number from 1 to ${MOST_JOBS}.`);
  return jobs;
}

/** What came of a download. */
export interface FetchedLicense {
  readonly version: number;
  readonly bundle: Bundle;
  readonly downloaded: DownloadedPackage;
  readonly takenDown: AssetState['takeDowns'];
  readonly agreement: AgreementOfLicense | null;
}

export interface LicenseDownload {
  readonly licenseId: LicenseId;
  /** Null: the newest version that it opens. */
  readonly number: number | null;
  readonly jobs: number;
  readonly out: string;
}

/** Writes the package of a license, or goes on with it. @throws as downloadPackage does */
export async function downloadLicense(
  context: CommandContext,
  platform: Platform,
  { licenseId, number, jobs, out }: LicenseDownload,
): Promise<FetchedLicense> {
  const { terms } = await getLicense(platform.api, licenseId);
  const version = chooseOpened(await getLicenseVersions(platform.api, licenseId), number);
  const isSold = version.hash === terms.version;
  const ofLicense = await findLicenseProof(platform.api, licenseId, { isSold });
  const text =
    isSold && ofLicense !== null
      ? ofLicense
      : (await exportProof(platform.api, { statementHash: version.hash })).bundle;
  const bundle = parseBundle(text);
  if (statementHash(bundle.statement) !== version.hash)
    throw new UntrustworthyAnswerError(`its proof is not of version ${version.version}`);
  const agreement = await findAgreement(platform, licenseId);
  const downloaded = await downloadPackage({
    platform,
    licenseId,
    version: version.version,
    isSold,
    proof: { text, bundle },
    licenseProof: isSold ? null : ofLicense,
    labels: await findLabels(platform.api, { assetId: bundle.statement.assetId, version, licenseId }),
    attachments: [
      ...(await listAttachments(context, platform, licenseId)),
      ...(agreement === null ? [] : [{ name: agreement.fileName, content: agreement.content }]),
    ],
    agreement:
      agreement === null
        ? null
        : { path: `${LICENSE_FOLDER}${agreement.fileName}`, sha256: agreement.agreement.sha256 },
    out,
    jobs,
    onBegin: ({ entry }) => context.say(`downloading ${entry.path} (${entry.bytes} bytes)`),
  }).catch(async (refusal: unknown) => {
    throw await explainRefusedFile(platform.api, licenseId, refusal);
  });
  const takenDown = await listTakenDown(platform.api, bundle, version.version);
  return { version: version.version, bundle, downloaded, takenDown, agreement };
}

/** Null for a version that was taken since where the one that was sold can't be proven any more. */
async function findLicenseProof(
  api: GraphqlClient,
  licenseId: LicenseId,
  { isSold }: { readonly isSold: boolean },
): Promise<string | null> {
  const asked = exportProof(api, { licenseId });
  const found = isSold ? await asked : await nullIfNotFound(asked);
  return found?.bundle ?? null;
}

/** What was taken down of the version, where its proof does not show all of it. */
async function listTakenDown(
  api: GraphqlClient,
  bundle: Bundle,
  version: number,
): Promise<AssetState['takeDowns']> {
  const stated = revealed(bundle, 'files');
  const isWhole =
    stated !== undefined &&
    parseFilesField(stated).count === bundle.files.length &&
    bundle.body.fields.length === bundle.body.size;
  if (isWhole) return [];
  const asset = await findAssetState(api, bundle.statement.assetId);
  return (asset?.takeDowns ?? []).filter(
    ({ scope }) => scope !== null && (scope.version === undefined || scope.version === version),
  );
}

/** The certificate, where the platform prints them. Files are worth having without it, so that its failure is said and no more. */
async function listAttachments(
  { say }: CommandContext,
  platform: Pick<Platform, 'apiUrl' | 'token'>,
  licenseId: LicenseId,
): Promise<AttachedFile[]> {
  try {
    const content = await findCertificate(platform, licenseId);
    return content === null ? [] : [{ name: CERTIFICATE_NAME, content }];
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    say(`warning: the package has no certificate, because the platform does not give it: ${error.message}`);
    return [];
  }
}

interface LabelsPlace {
  readonly assetId: AssetId;
  readonly version: LicensedVersion;
  readonly licenseId: LicenseId;
}

/** How the files are to be credited, by their version, and treated, as the community asks now. */
async function findLabels(
  api: GraphqlClient,
  { assetId, version, licenseId }: LabelsPlace,
): Promise<string | null> {
  const labels = await findLabelsAndCredit(api, assetId, version);
  const day = new Date().toISOString().slice(0, 10);
  return labels === null ? null : labelsAndCreditText(labels, { licenseId, day });
}
