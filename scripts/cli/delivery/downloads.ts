import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { LICENSE_FOLDER } from '@lanran/protocol/packages/package-entry';
import { ArgumentError, reasonOf, RefusedError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { DownloadedPackage } from '@lanran/sdk/node/packages/package-download';
import { exportProof } from '@lanran/sdk/provenance/proofs';
import type { CommandContext } from '../context.ts';
import { takenDownLines } from '../lines/asset.ts';
import { parseAssetArgument, parseLicenseArgument, parseVersionOption } from '../options/arguments.ts';
import type { CommandResult } from '../output.ts';
import { downloadAs } from '../packages/archive.ts';
import { downloadLicense, type FetchedLicense, parseJobsOption } from '../packages/license-download.ts';

interface DownloadOptions {
  readonly out: string;
  readonly version?: string;
  readonly jobs?: string;
  readonly as?: string;
}

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

interface Downloaded extends FetchedLicense {
  readonly licenseId: LicenseId;
  readonly out: string;
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
