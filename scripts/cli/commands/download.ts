import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBundle } from '@lanran/protocol/bundle';
import type { AssetId, LicenseId } from '@lanran/protocol/ids';
import { explainRefusedFile } from '@lanran/client/ended-license';
import { downloadFiles } from '../../client/file-downloads.ts';
import type { GraphqlClient } from '@lanran/client/graphql-client';
import { findLabelsAndCredit } from '@lanran/client/labels-and-credit';
import { LABELS_FILE, labelsAndCreditText } from '@lanran/client/labels-and-credit-text';
import { exportProof } from '@lanran/client/licenses';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';

/**
 * All files of a license, each checked against the license's proof bundle, which is written beside them. Run again, it goes
 * on where it was; content that differs is never overwritten. The community's labels and the credit line are written beside them.
 */
export async function download(
  context: CommandContext,
  licenseText: string,
  options: { readonly out: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(licenseText);
  const platform = await context.connect();
  const { bundle } = await exportProof(platform.api, { licenseId });
  const { files: proven, statement, body } = parseBundle(bundle);
  const version = body.fields.find(({ name }) => name === 'version')?.value;
  const orders = proven.map(({ index, entry }) => ({
    fileId: `${statement.assetId}.${Number(version)}.${index}`,
    entry,
    targetPath: join(options.out, entry.path),
  }));
  await mkdir(options.out, { recursive: true });
  const bundlePath = join(options.out, `license-${licenseId}.lanran.json`);
  await writeFile(bundlePath, bundle);
  const labelsPath = await writeLabels(platform.api, {
    assetId: statement.assetId,
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
    json: { licenseId, out: options.out, files, bundle: bundlePath, labels: labelsPath },
    lines: [
      ...files.map(({ path, bytes }) => `${join(options.out, path)}  ${bytes} bytes, as published`),
      bundlePath,
      ...(labelsPath === null ? [] : [labelsPath]),
    ],
  };
}

interface LabelsPlace {
  readonly assetId: AssetId;
  readonly licenseId: LicenseId;
  readonly out: string;
  readonly paths: readonly string[];
}

/** How the files are to be credited and treated, as the platform shows it now. A published file of that name stays. */
async function writeLabels(
  api: GraphqlClient,
  { assetId, licenseId, out, paths }: LabelsPlace,
): Promise<string | null> {
  const labels = await findLabelsAndCredit(api, assetId);
  if (labels === null || paths.includes(LABELS_FILE)) return null;
  const day = new Date().toISOString().slice(0, 10);
  const path = join(out, LABELS_FILE);
  await writeFile(path, labelsAndCreditText(labels, { licenseId, day }));
  return path;
}
