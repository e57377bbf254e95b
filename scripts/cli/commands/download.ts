import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBundle } from '@lanran/protocol/bundle';
import { FileDownload } from '../../client/file-download.ts';
import { RefusedError } from '../../client/errors.ts';
import { exportProof, getLicense } from '../../client/licenses.ts';
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
  const license = await getLicense(platform.api, licenseId);
  const { bundle } = await exportProof(platform.api, { licenseId });
  const files: { path: string; bytes: number; sha256: string; cid: string }[] = [];
  await mkdir(options.out, { recursive: true });
  for (const { entry } of parseBundle(bundle).files) {
    const file = license.asset.files.find(({ path }) => path === entry.path);
    if (file === undefined) {
      throw new RefusedError(
        'CONTENT_MISSING',
        `The platform has no file ${entry.path} of license ${licenseId}, though it is proven. Tell the operator.`,
      );
    }
    context.say(`downloading ${entry.path} (${entry.bytes} bytes)`);
    const { path, bytes, sha256, cid } = entry;
    await new FileDownload(platform, { fileId: file.id, entry, targetPath: join(options.out, path) }).run();
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
