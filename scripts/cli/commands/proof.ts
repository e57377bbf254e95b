import { writeFile } from 'node:fs/promises';
import { RefusedError, reasonOf, UsageError } from '@lanran/sdk/kernel/errors';
import { exportProof } from '@lanran/sdk/provenance/proofs';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

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
    throw new UsageError('--out', `${options.out} can't be written: ${reasonOf(cause)}.`, { cause });
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
