import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFilesField } from '@lanran/protocol/files/manifest';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { statementHash } from '@lanran/protocol/log/statement';
import { type Bundle, parseBundle } from '@lanran/protocol/proofs/bundle';
import { revealed } from '@lanran/protocol/proofs/verify-content';
import { type AssetState, findAssetState } from '@lanran/sdk/assets/asset-state';
import { findLabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { LABELS_FILE, labelsAndCreditText } from '@lanran/sdk/assets/labels-and-credit-text';
import { reasonOf, RefusedError, UntrustworthyAnswerError, ArgumentError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { trustOf } from '@lanran/sdk/kernel/pinned-deployment';
import type { Platform } from '@lanran/sdk/kernel/session';
import { findAgreement } from '@lanran/sdk/licensing/find-agreement';
import { explainRefusedFile } from '@lanran/sdk/licensing/ended-license';
import {
  chooseOpened,
  getLicenseVersions,
  type LicensedVersion,
} from '@lanran/sdk/licensing/license-versions';
import { getLicense } from '@lanran/sdk/licensing/licenses';
import { downloadFiles } from '@lanran/sdk/node/file-downloads';
import { writePackageProof } from '@lanran/sdk/node/package-proof';
import { exportProof } from '@lanran/sdk/provenance/proofs';
import type { CommandContext } from './context.ts';
import { takenDownLines } from './lines/asset.ts';
import { parseAssetArgument, parseLicenseArgument, parseVersionOption } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

interface DownloadOptions {
  readonly out: string;
  readonly version?: string;
}

/**
 * All files of a version that a license opens, each checked against its proof bundle, which is written beside them: that of the
 * license, or of a version that was taken since. Run again, it goes on where it was; content that differs is never overwritten.
 * A proof that lies there already stays when it proves what was taken down since. The community's labels and the credit line of the version are written beside them,
 * and the holder's license agreement, as `license/agreement.pdf`.
 */
export async function download(
  context: CommandContext,
  licenseText: string,
  options: DownloadOptions,
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(licenseText);
  const number = parseVersionOption(options.version);
  const platform = await context.connect();
  const { terms } = await getLicense(platform.api, licenseId);
  const version = chooseOpened(await getLicenseVersions(platform.api, licenseId), number);
  const isSold = version.hash === terms.version;
  const { bundle } = await exportProof(
    platform.api,
    isSold ? { licenseId } : { statementHash: version.hash },
  );
  const { files: proven, statement, body } = parseBundle(bundle);
  if (statementHash(statement) !== version.hash)
    throw new UntrustworthyAnswerError(`its proof is not of version ${version.version}`);
  const orders = proven.map(({ index, entry }) => ({
    fileId: `${statement.assetId}.${version.version}.${index}`,
    entry,
    targetPath: join(options.out, entry.path),
  }));
  await mkdir(options.out, { recursive: true });
  const name = isSold ? `license-${licenseId}` : `version-${version.version}-of-license-${licenseId}`;
  const bundlePath = join(options.out, `${name}.lanran.json`);
  const kept = await writePackageProof(bundlePath, bundle, trustOf(platform.deployment));
  const labelsPath = await writeLabels(platform.api, {
    assetId: statement.assetId,
    version,
    licenseId,
    out: options.out,
    paths: kept.bundle.files.map(({ entry }) => entry.path),
    // Of words that were taken down since, the sheet beside the earlier proof is the only one.
    staysAsItIs: kept.isEarlier && kept.bundle.body.fields.length > body.fields.length,
  });
  const agreementPath = await writeAgreement(platform, {
    licenseId,
    out: options.out,
    paths: kept.bundle.files.map(({ entry }) => entry.path),
  });
  try {
    await downloadFiles({
      platform,
      orders,
      onBegin: ({ entry }) => context.say(`downloading ${entry.path} (${entry.bytes} bytes)`),
    });
  } catch (refusal) {
    throw await explainRefusedFile(platform.api, licenseId, refusal);
  }
  const files = proven.map(({ entry: { path, bytes, sha256, cid } }) => ({ path, bytes, sha256, cid }));
  const takenDown = await listTakenDown(platform.api, parseBundle(bundle), version.version);
  const isEmpty = files.length === 0 && takenDown.length > 0;
  return {
    json: {
      licenseId,
      version: version.version,
      out: options.out,
      files,
      bundle: bundlePath,
      isEarlierBundle: kept.isEarlier,
      labels: labelsPath,
      agreement: agreementPath,
      takenDown,
    },
    lines: [
      ...takenDownLines(takenDown),
      ...(isEmpty
        ? [
            'no file of this version is left to download. The license stays what it is; a copy that you have stays yours. · 此版本已没有可下载的文件。许可本身不变，您已有的副本仍归您使用。',
          ]
        : []),
      ...files.map(({ path, bytes }) => `${join(options.out, path)}  ${bytes} bytes, as published`),
      bundlePath,
      ...(kept.isEarlier
        ? [
            'that proof is of an earlier download: it stays, because it alone proves what was taken down since · 这份证明来自较早的下载，予以保留：只有它能证明此后被撤下的内容',
          ]
        : []),
      ...(labelsPath === null ? [] : [labelsPath]),
      ...(agreementPath === null ? [] : [agreementPath]),
    ],
    exitCode: isEmpty ? 1 : 0,
  };
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

interface LabelsPlace {
  readonly assetId: AssetId;
  readonly version: LicensedVersion;
  readonly licenseId: LicenseId;
  readonly out: string;
  readonly paths: readonly string[];
  readonly staysAsItIs: boolean;
}

/** How the files are to be credited, by their version, and treated, as the community asks now. A published file of that name stays. */
async function writeLabels(
  api: GraphqlClient,
  { assetId, version, licenseId, out, paths, staysAsItIs }: LabelsPlace,
): Promise<string | null> {
  const path = join(out, LABELS_FILE);
  if (staysAsItIs && existsSync(path)) return path;
  const labels = await findLabelsAndCredit(api, assetId, version);
  if (labels === null || paths.includes(LABELS_FILE)) return null;
  const day = new Date().toISOString().slice(0, 10);
  await writeFile(path, labelsAndCreditText(labels, { licenseId, day }));
  return path;
}

/** The holder's license agreement that the license is under. A published file of that name stays. */
async function writeAgreement(
  platform: Platform,
  {
    licenseId,
    out,
    paths,
  }: { readonly licenseId: LicenseId; readonly out: string; readonly paths: readonly string[] },
): Promise<string | null> {
  const found = await findAgreement(platform, licenseId);
  if (found === null || paths.includes(`license/${found.fileName}`)) return null;
  await mkdir(join(out, 'license'), { recursive: true });
  const path = join(out, 'license', found.fileName);
  await writeFile(path, found.content);
  return path;
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
