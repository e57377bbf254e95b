import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBundle } from '@lanran/protocol/bundle';
import { explainRefusedFile } from '@lanran/client/ended-license';
import { downloadFiles } from '../../client/file-downloads.ts';
import { exportProof } from '@lanran/client/licenses';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';

/**
 * All files of a license, each checked against the license's proof bundle, which is written beside them. Run again, it goes
 * on where it was; content that differs is never overwritten.
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
    json: { licenseId, out: options.out, files, bundle: bundlePath },
    lines: [
      ...files.map(({ path, bytes }) => `${join(options.out, path)}  ${bytes} bytes, as published`),
      bundlePath,
    ],
  };
}
