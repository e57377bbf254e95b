import { type DeliveryToken, listDeliveryTokens } from '@lanran/sdk/delivery/delivery-tokens';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';

export async function tokenList(context: CommandContext, licenseText: string): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(licenseText);
  const { api } = await context.connect();
  const tokens = await listDeliveryTokens(api, licenseId);
  return {
    json: { licenseId, tokens },
    lines: tokens.length === 0 ? ['no tokens; make one with: lanran token create'] : tokens.map(lineOf),
  };
}

function lineOf({ id, label, state, lastDay, lastUsedAt }: DeliveryToken): string {
  const use = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`;
  return `${id}  ${state.toLowerCase()}  until ${lastDay}  ${use}  ${label}`;
}
