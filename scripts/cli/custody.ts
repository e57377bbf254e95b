import { parseTakeDownScope, scopeHashOf, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { relay } from '@lanran/sdk/acts/relaying';
import { type AssetState, getAssetState } from '@lanran/sdk/assets/asset-state';
import {
  acceptCustodyAct,
  cancelCustodyAct,
  offerCustodyAct,
  withdrawAct,
} from '@lanran/sdk/custody/custody-acts';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { actingAddress, type Platform } from '@lanran/sdk/kernel/session';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { takeDownAct } from '@lanran/sdk/takedowns/take-down-acts';
import { planTakeDown, stateTakeDown, stateTakeDownScope } from '@lanran/sdk/takedowns/take-downs';
import { type CommandContext, type ConfirmationOption, requireYes } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { planLines, scopeSentence } from './lines/asset.ts';
import { parseAssetArgument, parseReasonOption } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

interface TransferOptions extends ConfirmationOption {
  readonly to?: string;
  readonly cancel?: boolean;
}

/** A holder offers an asset's custody to another organization, or takes that back; it changes hands once that one accepts. */
export async function transfer(
  context: CommandContext,
  assetText: string,
  options: TransferOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  const { to, cancel = false } = options;
  if ((to === undefined) !== cancel)
    throw new ArgumentError(
      '--to',
      'name the organization that is to have the asset, or --cancel; one of both.',
    );
  if (to === undefined) return cancelTransfer(await context.connect(), assetId);
  requireYes(
    context,
    options,
    `This offers asset ${assetId} to ${to}. Once it accepts, it is the holder: the consent and all offers of the asset end, and only it can give the asset back.`,
  );
  return offerTransfer(await context.connect(), assetId, to);
}

async function offerTransfer(platform: Platform, assetId: AssetId, to: string): Promise<CommandResult> {
  const taker = await getOrganization(platform.api, to, '--to');
  const { holder, custodyOffer } = await getAssetState(platform.api, assetId);
  const about = { assetId, to: taker.id };
  if (holder.id === taker.id) return alreadyResult(about, `${taker.slug} holds asset ${assetId}`);
  const sentence = `asset ${assetId} is offered to ${taker.slug}`;
  if (custodyOffer?.id === taker.id) return alreadyResult(about, sentence);
  return actResult(await relay(platform, offerCustodyAct(assetId, taker.id)), {
    about,
    done: `${sentence}, which takes it over with: lanran accept ${assetId} --for ${taker.slug}`,
  });
}

async function cancelTransfer(platform: Platform, assetId: AssetId): Promise<CommandResult> {
  const { custodyOffer } = await getAssetState(platform.api, assetId);
  const about = { assetId, to: null };
  const sentence = `asset ${assetId} is offered to nobody`;
  if (custodyOffer == null) return alreadyResult(about, sentence);
  return actResult(await relay(platform, cancelCustodyAct(assetId)), { about, done: sentence });
}

interface AcceptOptions extends ConfirmationOption {
  readonly for: string;
}

/** An organization takes over an asset that was offered to it. */
export async function accept(
  context: CommandContext,
  assetText: string,
  options: AcceptOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  requireYes(
    context,
    options,
    `This makes ${options.for} the holder of asset ${assetId}, which answers for it from then on; its consent and all offers of the old holder end.`,
  );
  const platform = await context.connect();
  const taker = await getOrganization(platform.api, options.for, '--for');
  const { holder } = await getAssetState(platform.api, assetId);
  const about = { assetId, holder: taker.id, previous: holder.id };
  const sentence = `${taker.slug} holds asset ${assetId}`;
  if (holder.id === taker.id) return alreadyResult({ assetId, holder: taker.id }, sentence);
  const act = acceptCustodyAct({ assetId, holder: holder.id, taker: taker.id });
  return actResult(await relay(platform, act), { about, done: sentence });
}

/** A holder takes an asset back from sale, for good. */
export async function withdraw(
  context: CommandContext,
  assetText: string,
  options: ConfirmationOption,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(assetText);
  requireYes(
    context,
    options,
    `This takes asset ${assetId} from sale for good: no license of it is ever sold again; those that were sold stay.`,
  );
  const platform = await context.connect();
  const { isWithdrawn } = await getAssetState(platform.api, assetId);
  const about = { assetId };
  const sentence = `asset ${assetId} is withdrawn from sale`;
  if (isWithdrawn) return alreadyResult(about, sentence);
  return actResult(await relay(platform, withdrawAct(assetId)), { about, done: sentence });
}

interface TakeDownOptions extends ConfirmationOption {
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

/** @throws ArgumentError */
function parseScope({ version, file, field }: TakeDownOptions): TakeDownScope {
  if (file !== undefined && field !== undefined)
    throw new ArgumentError('--field', 'a field is of the asset: give --file or --field, not both.');
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
    throw new ArgumentError(option, error.message, { cause: error });
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
