import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import {
  type AssetFixity,
  assetFixity,
  beginFixityCheck,
  beginFixityRun,
  exportFixityProof,
  type FixityOverview,
  fixityOverview,
} from '@lanran/sdk/fixity/fixity';
import { reasonOf, RefusedError, ArgumentError } from '@lanran/sdk/kernel/errors';
import { repairAsset } from '@lanran/sdk/node/repair-files';
import type { CommandContext } from './context.ts';
import { parseAssetArgument } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

const ASK_EVERY_MS = 500;

interface FixityWaitOptions {
  readonly wait: boolean;
}

/** Reads everything, and waits for the end. */
export async function fixityRun(
  context: CommandContext,
  { wait }: FixityWaitOptions,
): Promise<CommandResult> {
  const { api } = await context.connect();
  const runId = await beginFixityRun(api);
  if (!wait) return { json: { runId }, lines: [`run ${runId} reads on; see lanran fixity status`] };
  let told = -1;
  for (;;) {
    const overview = await fixityOverview(api);
    if (overview.currentRun?.id !== runId) return overviewResult(overview);
    if (overview.currentFilesRead !== told)
      context.say(`read ${overview.currentFilesRead} of about ${overview.files} originals`);
    told = overview.currentFilesRead;
    await delay(ASK_EVERY_MS);
  }
}

/** Reads one asset's originals, and waits for the end. */
export async function fixityCheck(
  context: CommandContext,
  asset: string,
  { wait }: FixityWaitOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const { api } = await context.connect();
  const runId = await beginFixityCheck(api, assetId);
  const begun = { json: { assetId, runId }, lines: [`run ${runId} reads the originals of ${assetId}`] };
  if (!wait) return begun;
  for (;;) {
    const found = await assetFixity(api, assetId).catch((error: unknown) => {
      // The operator looks after what they may not see, too.
      if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (found === null) return begun;
    if (found.currentRun?.id !== runId) return assetResult(assetId, found);
    await delay(ASK_EVERY_MS);
  }
}

export async function fixityStatus(
  context: CommandContext,
  asset: string | undefined,
): Promise<CommandResult> {
  if (asset === undefined) return overviewResult(await fixityOverview((await context.connect()).api));
  const assetId = parseAssetArgument(asset);
  return assetResult(assetId, await assetFixity(await context.openApi(), assetId));
}

/** Brings damaged originals back from a package, a backup's files, or any folder. */
export async function fixityRepair(
  context: CommandContext,
  asset: string,
  paths: readonly string[],
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const done = await repairAsset(await context.connect(), { assetId, paths }, context.say);
  const { repaired, refused, missing } = done;
  return {
    json: done,
    lines: [
      ...repaired.map(({ path, localPath }) => `brought back ${path} from ${localPath}`),
      ...refused.map(
        ({ localPath, sha256 }) =>
          `not taken: ${localPath} is none of the damaged originals${sha256 === null ? '' : ` (sha256 ${sha256})`}`,
      ),
      ...missing.map(
        ({ path, sha256, bytes, state }) => `${state} still: ${path}, ${bytes} bytes, sha256 ${sha256}`,
      ),
      ...(repaired.length + refused.length + missing.length === 0 ? ['nothing is damaged'] : []),
    ],
    exitCode: refused.length + missing.length === 0 ? 0 : 1,
  };
}

export async function fixityProof(
  context: CommandContext,
  asset: string,
  { out }: { readonly out: string },
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const bundle = await exportFixityProof(await context.openApi(), assetId);
  await writeFile(out, bundle).catch((cause: unknown) => {
    throw new ArgumentError('--out', `${out} can't be written: ${reasonOf(cause)}.`, { cause });
  });
  const bytes = Buffer.byteLength(bundle);
  return { json: { assetId, out, bytes }, lines: [`wrote ${out} (${bytes} bytes)`] };
}

function overviewResult(overview: FixityOverview): CommandResult {
  const { files, damaged, isMissed, oldestReadAt, lastRun, nextRunAt, everyDays } = overview;
  return {
    json: overview,
    lines: [
      `${originals(files)}, ${damaged} of them damaged, missing or unreadable`,
      `each is read every ${everyDays} days; the one read longest ago on ${oldestReadAt ?? 'no day'}${isMissed ? ': too long ago' : ''}`,
      `last run: ${lastRun === null ? 'none yet' : `ended ${lastRun.endedAt ?? ''}, statement ${lastRun.statementHash ?? ''}`}; next: ${nextRunAt ?? 'when something is published'}`,
    ],
    exitCode: damaged > 0 || isMissed ? 1 : 0,
  };
}

function assetResult(assetId: AssetId, found: AssetFixity): CommandResult {
  const { files, unread, damaged, readAt, isMissed, lastRun, damagedFiles } = found;
  return {
    json: { assetId, ...found },
    lines: [
      `${originals(files)}, ${damaged} of them damaged, missing or unreadable, ${unread} not read again yet`,
      ...(readAt === null ? [] : [`all were read last by ${readAt}${isMissed ? ': too long ago' : ''}`]),
      ...(lastRun === null ? [] : [`statement ${lastRun.statementHash ?? ''}`]),
      ...damagedFiles.map(
        ({ path, state, sha256, since }) => `${state} since ${since}: ${path}, sha256 ${sha256}`,
      ),
    ],
    exitCode: damaged > 0 || isMissed ? 1 : 0,
  };
}

function originals(files: number): string {
  return files === 1 ? '1 original' : `${files} originals`;
}
