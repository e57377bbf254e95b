import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBundle } from '@lanran/protocol/bundle';
import { explainRefusedFile } from '@lanran/client/ended-license';
import { FileDownload } from '../../client/file-download.ts';
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
  const files: { path: string; bytes: number; sha256: string; cid: string }[] = [];
  await mkdir(options.out, { recursive: true });
  for (const { index, entry } of proven) {
    const fileId = `${statement.assetId}.${Number(version)}.${index}`;
    context.say(`downloading ${entry.path} (${entry.bytes} bytes)`);
    const { path, bytes, sha256, cid } = entry;
    const order = { fileId, entry, targetPath: join(options.out, path) };
    try {
      await new FileDownload(platform, order).run();
    } catch (refusal) {
      throw await explainRefusedFile(platform.api, licenseId, refusal);
    }
    files.push({ path, bytes, sha256, cid });
  }
  const bundlePath = join(options.out, `license-${licenseId}.lanran.json`);
  await writeFile(bundlePath, bundle);
  return {
    json: { licenseId, out: options.out, files, bundle: bundlePath },
    lines: [
      ...files.map(({ path, bytes }) => `${join(options.out, path)}  ${bytes} bytes, as published`),
      bundlePath,
    ],
  };
}
