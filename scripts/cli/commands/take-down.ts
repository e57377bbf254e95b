import { type AssetState, getAssetState } from '@lanran/sdk/assets/asset-state';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { actingAddress, type Platform } from '@lanran/sdk/kernel/session';
import { relay } from '@lanran/sdk/acts/relaying';
import { takeDownAct } from '@lanran/sdk/takedowns/take-down-acts';
import { planTakeDown, stateTakeDown, stateTakeDownScope } from '@lanran/sdk/takedowns/take-downs';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseTakeDownScope, scopeHashOf, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { actResult, alreadyResult } from '../act-result.ts';
import { requireYes, type ConfirmationOption } from '../confirmation.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseReasonOption } from '../reason-option.ts';
import { planLines, scopeSentence } from '../take-down-lines.ts';

export interface TakeDownOptions extends ConfirmationOption {
  readonly reason: string;
  readonly version?: string;
  readonly file?: string;
  readonly field?: string;
  readonly for?: string;
  readonly despiteLicenses?: boolean;
}

/** The holder or the council takes down an asset or a part of it: it is erased, and the log says by whom and why. */
export async function takeDown(
  context: CommandContext,
  assetText: string,
  options: TakeDownOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const reason = parseReasonOption(options.reason);
  const scope = parseScope(options);
  const platform = await context.connect();
  const { api } = platform;
  const asset = await getAssetState(api, assetId);
  const { id: organizationId } = await chooseActor(platform, asset, options.for);
  const scopeHash = scopeHashOf(scope);
  const known = asset.takeDowns.find((each) => each.scopeHash === scopeHash);
  const what = `${scopeSentence(scope)} of asset ${assetId}`;
  const { reasonHash: knownReason } = known ?? {};
  const before = { assetId, organizationId, scope, scopeHash, reasonHash: knownReason };
  // An act of elsewhere: the platform erases once it knows what it was of.
  if (known?.scope === null) await stateTakeDownScope(api, assetId, scope);
  if (known !== undefined) return alreadyResult(before, `${what} was taken down`);
  const plan = await planTakeDown(api, assetId, scope);
  requireYes(
    context,
    options,
    [`This takes down ${what}. It can't be undone.`, ...planLines(plan), ''].join('\n'),
  );
  const despiteLicenses = options.despiteLicenses === true;
  const { reasonHash } = await stateTakeDown(api, { assetId, scope, reason, despiteLicenses });
  const { licenses, backups, ...erased } = plan;
  const result = actResult(
    await relay(platform, takeDownAct({ assetId, organizationId, scopeHash, reasonHash })),
    {
      about: { assetId, organizationId, scope, scopeHash, reasonHash, erased, licenses, backups },
      done: `${what} is taken down`,
    },
  );
  return { ...result, lines: [...result.lines, ...planLines(plan)] };
}

/** @throws UsageError */
function parseScope({ version, file, field }: TakeDownOptions): TakeDownScope {
  if (file !== undefined && field !== undefined)
    throw new UsageError('--field', 'a field is of the asset: give --file or --field, not both.');
  const named = {
    ...(version !== undefined && { version: Number(version) }),
    ...(file !== undefined && { path: file }),
    ...(field !== undefined && { field }),
  };
  try {
    return parseTakeDownScope(named);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const [, member = ''] = /^scope\.(\w+)/.exec(error.field) ?? [];
    const option = { version: '--version', path: '--file' }[member] ?? '--field';
    throw new UsageError(option, error.message, { cause: error });
  }
}

/** The council acts for its community, everybody else for the holder, unless it is said. */
async function chooseActor(
  platform: Platform,
  { holder, community }: AssetState,
  named: string | undefined,
): Promise<Pick<AssetState['holder'], 'id'>> {
  if (named !== undefined) return getOrganization(platform.api, named, '--for');
  return community != null && community.council === actingAddress(platform) ? community : holder;
}
