import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFilesField } from '@lanran/protocol/files/manifest';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { statementHash } from '@lanran/protocol/log/statement';
import { type AttachedFile, CERTIFICATE_NAME } from '@lanran/protocol/packages/documents';
import { LICENSE_FOLDER } from '@lanran/protocol/packages/package-entry';
import { type Bundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { revealed } from '@lanran/protocol/proofs/verify-content';
import { type AssetState, findAssetState } from '@lanran/sdk/assets/asset-state';
import { findLabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { labelsAndCreditText } from '@lanran/protocol/packages/labels-and-credit-text';
import {
  reasonOf,
  RefusedError,
  UnreachableError,
  UntrustworthyAnswerError,
  ArgumentError,
} from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { nullIfNotFound } from '@lanran/sdk/kernel/not-found';
import { findCertificate } from '@lanran/sdk/licensing/certificate';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type AgreementOfLicense, findAgreement } from '@lanran/sdk/licensing/find-agreement';
import { explainRefusedFile } from '@lanran/sdk/licensing/ended-license';
import {
  chooseOpened,
  getLicenseVersions,
  type LicensedVersion,
} from '@lanran/sdk/licensing/license-versions';
import { getLicense } from '@lanran/sdk/licensing/licenses';
import { type DownloadedPackage, downloadPackage } from '@lanran/sdk/node/packages/package-download';
import { exportProof } from '@lanran/sdk/provenance/proofs';
import type { CommandContext } from '../context.ts';
import { takenDownLines } from '../lines/asset.ts';
import { parseAssetArgument, parseLicenseArgument, parseVersionOption } from '../options/arguments.ts';
import type { CommandResult } from '../output.ts';
import { downloadAs } from '../packages/archive.ts';

interface DownloadOptions {
  readonly out: string;
  readonly version?: string;
  readonly jobs?: string;
  readonly as?: string;
}

const DEFAULT_JOBS = 4;
const MOST_JOBS = 32;

/**
 * The package of a version that a license opens: a BagIt bag with an ASC MHL history, its files each checked against the proof.
 * Run again, it goes on where it was; what lies in the folder and is something else is never overwritten. A proof that lies there
 * already stays when it proves what was taken down since.
 */
export async function download(
  context: CommandContext,
  licenseText: string,
  options: DownloadOptions,
): Promise<CommandResult> {
  if (options.as !== undefined) return downloadAs(context, licenseText, { ...options, as: options.as });
  const licenseId = parseLicenseArgument(licenseText);
  const number = parseVersionOption(options.version);
  const jobs = parseJobsOption(options.jobs);
  const platform = await context.connect();
  const found = await downloadLicense(context, platform, { licenseId, number, jobs, out: options.out });
  return resultOf({ licenseId, out: options.out, ...found });
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
): Promise<Omit<Downloaded, 'licenseId' | 'out'>> {
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

export function parseJobsOption(text: string | undefined): number {
  if (text === undefined) return DEFAULT_JOBS;
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs < 1 || jobs > MOST_JOBS)
    throw new ArgumentError('--jobs', `must be a whole number from 1 to ${MOST_JOBS}.`);
  return jobs;
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

interface Downloaded {
  readonly licenseId: LicenseId;
  readonly version: number;
  readonly out: string;
  readonly bundle: Bundle;
  readonly downloaded: DownloadedPackage;
  readonly takenDown: AssetState['takeDowns'];
  readonly agreement: AgreementOfLicense | null;
}

function resultOf({
  licenseId,
  version,
  out,
  bundle,
  downloaded,
  takenDown,
  agreement,
}: Downloaded): CommandResult {
  const { proof, labelsPath, wasWhole, fetched, rewritten } = downloaded;
  const files = bundle.files.map(({ entry: { path, bytes, sha256, cid } }) => ({ path, bytes, sha256, cid }));
  const isEmpty = files.length === 0 && takenDown.length > 0;
  return {
    json: {
      licenseId,
      version,
      out,
      files,
      bundle: proof.path,
      isEarlierBundle: proof.isEarlier,
      labels: labelsPath,
      agreement: agreement === null ? null : join(out, LICENSE_FOLDER, agreement.fileName),
      takenDown,
      wasWhole,
      fetched,
      rewritten,
    },
    lines: [
      ...takenDownLines(takenDown),
      ...(isEmpty
        ? [
            'no file of this version is left to download. The license stays what it is; a copy that you have stays yours. · 此版本已没有可下载的文件。许可本身不变，您已有的副本仍归您使用。',
          ]
        : []),
      ...files.map(({ path, bytes }) => `${join(out, 'data', path)}  ${bytes} bytes, as published`),
      proof.path,
      ...(proof.isEarlier
        ? [
            'that proof is of an earlier download: it stays, because it alone proves what was taken down since · 这份证明来自较早的下载，予以保留：只有它能证明此后被撤下的内容',
          ]
        : []),
      ...(labelsPath === null ? [] : [labelsPath]),
      wasWhole ? doneLine(out, downloaded) : `${out} is a whole package. Check it with: lanran verify ${out}`,
    ],
    exitCode: isEmpty ? 1 : 0,
  };
}

/** What was done to a package that lay there already. */
function doneLine(
  out: string,
  { fetched, rewritten }: Pick<DownloadedPackage, 'fetched' | 'rewritten'>,
): string {
  if (fetched === 0 && rewritten.length === 0)
    return `${out} was whole already: its files are as published, and nothing was changed`;
  const count = (number: number) => (number === 1 ? '1 file' : `${number} files`);
  const done = [
    ...(fetched === 0 ? [] : [`${count(fetched)} of data/ fetched again`]),
    ...(rewritten.length === 0 ? [] : [`${count(rewritten.length)} written again: ${rewritten.join(', ')}`]),
  ];
  return `${out} is whole again: ${done.join('; ')}. Check it with: lanran verify ${out}`;
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

/** Exports the proof bundle of an asset or of a license; their ids look alike, so that both are tried. */
export async function proof(
  context: CommandContext,
  subject: string,
  options: { readonly out: string },
): Promise<CommandResult> {
  const id = parseAssetArgument(subject);
  const api = await context.openApi();
  const { bundle, ...question } = await exportEither(api, id);
  await writeFile(options.out, bundle).catch((cause: unknown) => {
    throw new ArgumentError('--out', `${options.out} can't be written: ${reasonOf(cause)}.`, { cause });
  });
  const bytes = Buffer.byteLength(bundle);
  return { json: { ...question, out: options.out, bytes }, lines: [`wrote ${options.out} (${bytes} bytes)`] };
}

async function exportEither(api: GraphqlClient, id: string) {
  try {
    return { assetId: id, bundle: (await exportProof(api, { assetId: id })).bundle };
  } catch (error) {
    if (!(error instanceof RefusedError) || error.code !== 'NOT_FOUND') throw error;
    return { licenseId: id, bundle: (await exportProof(api, { licenseId: id })).bundle };
  }
}
