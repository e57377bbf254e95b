import { writeFile } from 'node:fs/promises';
import { reasonOf, UsageError } from '../../client/errors.ts';
import { exportProof } from '../../client/licenses.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument, parseLicenseArgument } from '../parse-ids.ts';

/** Exports the proof bundle of an asset (0x…) or a license (a number). */
export async function proof(
  context: CommandContext,
  subject: string,
  options: { readonly out: string },
): Promise<CommandResult> {
  const question = subject.startsWith('0x')
    ? { assetId: parseAssetArgument(subject) }
    : { licenseId: parseLicenseArgument(subject) };
  const api = await context.openApi();
  const { bundle } = await exportProof(api, question);
  await writeFile(options.out, bundle).catch((cause: unknown) => {
    throw new UsageError('--out', `${options.out} can't be written: ${reasonOf(cause)}.`, { cause });
  });
  const bytes = Buffer.byteLength(bundle);
  return { json: { ...question, out: options.out, bytes }, lines: [`wrote ${options.out} (${bytes} bytes)`] };
}
