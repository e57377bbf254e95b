import {
  type DeliveryToken,
  issueDeliveryToken,
  listDeliveryTokens,
  revokeDeliveryToken,
} from '@lanran/sdk/delivery/delivery-tokens';
import { todayOf } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { getList } from '@lanran/sdk/desk/lists';
import { ArgumentError, RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { listLicenses } from '@lanran/sdk/licensing/licenses';
import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from '../context.ts';
import { parseLicenseArgument } from '../options/arguments.ts';
import type { CommandResult } from '../output.ts';

interface TokenCreateOptions {
  readonly label: string;
  readonly until?: string;
  readonly list?: string;
  readonly licensee?: string;
}

/** One token for the licenses that are named, or for those that your studio holds on the assets of a list. */
export async function tokenCreate(
  context: CommandContext,
  named: readonly string[],
  { label, until, list, licensee }: TokenCreateOptions,
): Promise<CommandResult> {
  if ((list === undefined) === (named.length === 0))
    throw new ArgumentError('LICENSE', 'name the licenses, or a list with --list.');
  const chosen = named.map((text) => parseLicenseArgument(text));
  const platform = await context.connect();
  const { api } = platform;
  const [first, ...others] = list === undefined ? chosen : await listedLicenses(platform, { list, licensee });
  if (first === undefined)
    throw new RefusedError('NOT_FOUND', `Your studio holds no live license of an asset in list ${list}.`, {
      argument: 'list',
    });
  const licenseIds: [LicenseId, ...LicenseId[]] = [first, ...others];
  const { token, text } = await issueDeliveryToken(api, { licenseIds, label, lastDay: until ?? null });
  context.say('Keep the token now: it is not shown again. Whoever has it can fetch the files.');
  if (others.length > 0)
    context.say(`It opens ${token.licenseIds.length} licenses, each asset in a folder of its own.`);
  return { json: { ...token, licenseId: first, token: text }, lines: [text] };
}

/** The live licenses that the studio holds on assets of a list, in the order of the list. */
async function listedLicenses(
  platform: Platform,
  { list, licensee }: { readonly list: string; readonly licensee: string | undefined },
): Promise<LicenseId[]> {
  const { items } = await getList(platform.api, list);
  const { id } = await chooseLicensee(platform, licensee);
  const today = todayOf(Math.floor(Date.now() / 1000));
  const live = (await listLicenses(platform.api, { licensee: id })).filter(
    ({ isRevoked, terms }) => !isRevoked && terms.wish.lastDay >= today,
  );
  return items.flatMap(({ asset }) =>
    live.filter(({ terms }) => terms.assetId === asset.id).map((license) => license.id),
  );
}

export async function tokenList(context: CommandContext, licenseText: string): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(licenseText);
  const { api } = await context.connect();
  const tokens = await listDeliveryTokens(api, licenseId);
  return {
    json: { licenseId, tokens },
    lines: tokens.length === 0 ? ['no tokens; make one with: lanran token create'] : tokens.map(lineOf),
  };
}

function lineOf({ id, label, state, lastDay, lastUsedAt, licenseIds }: DeliveryToken): string {
  const use = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`;
  const reach = licenseIds.length === 1 ? '' : `${licenseIds.length} licenses  `;
  return `${id}  ${state.toLowerCase()}  until ${lastDay}  ${use}  ${reach}${label}`;
}

export async function tokenRevoke(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  const token = await revokeDeliveryToken(api, id);
  return { json: { ...token }, lines: [`${token.id} opens nothing any more (${token.label})`] };
}
