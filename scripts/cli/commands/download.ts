import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBundle } from '@lanran/protocol/bundle';
import type { AssetId, LicenseId } from '@lanran/protocol/ids';
import { statementHash } from '@lanran/protocol/statement';
import { explainRefusedFile } from '@lanran/client/ended-license';
import { UntrustworthyAnswerError } from '@lanran/client/errors';
import { downloadFiles } from '../../client/file-downloads.ts';
import type { GraphqlClient } from '@lanran/client/graphql-client';
import { findLabelsAndCredit } from '@lanran/client/labels-and-credit';
import { LABELS_FILE, labelsAndCreditText } from '@lanran/client/labels-and-credit-text';
import { chooseOpened, getLicenseVersions, type LicensedVersion } from '@lanran/client/license-versions';
import { exportProof, getLicense } from '@lanran/client/licenses';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';
import { parseVersionOption } from '../sale-options.ts';

export interface DownloadOptions {
  readonly out: string;
  readonly version?: string;
}

/**
 * All files of a version that a license opens, each checked against its proof bundle, which is written beside them: that of the
 * license, or of a version that was taken since. Run again, it goes on where it was; content that differs is never overwritten.
 * The community's labels and the credit line of the version are written beside them.
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
  const { files: proven, statement } = parseBundle(bundle);
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
  await writeFile(bundlePath, bundle);
  const labelsPath = await writeLabels(platform.api, {
    assetId: statement.assetId,
    version,
    licenseId,
    out: options.out,
    paths: proven.map(({ entry }) => entry.path),
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
  return {
    json: {
      licenseId,
      version: version.version,
      out: options.out,
      files,
      bundle: bundlePath,
      labels: labelsPath,
    },
    lines: [
      ...files.map(({ path, bytes }) => `${join(options.out, path)}  ${bytes} bytes, as published`),
      bundlePath,
      ...(labelsPath === null ? [] : [labelsPath]),
    ],
  };
}

interface LabelsPlace {
  readonly assetId: AssetId;
  readonly version: LicensedVersion;
  readonly licenseId: LicenseId;
  readonly out: string;
  readonly paths: readonly string[];
}

/** How the files are to be credited, by their version, and treated, as the community asks now. A published file of that name stays. */
async function writeLabels(
  api: GraphqlClient,
  { assetId, version, licenseId, out, paths }: LabelsPlace,
): Promise<string | null> {
  const labels = await findLabelsAndCredit(api, assetId, version);
  if (labels === null || paths.includes(LABELS_FILE)) return null;
  const day = new Date().toISOString().slice(0, 10);
  const path = join(out, LABELS_FILE);
  await writeFile(path, labelsAndCreditText(labels, { licenseId, day }));
  return path;
}
