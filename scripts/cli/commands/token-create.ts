import { issueDeliveryToken } from '@lanran/sdk/delivery/delivery-tokens';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';

export interface TokenCreateOptions {
  readonly label: string;
  readonly until?: string;
}

export async function tokenCreate(
  context: CommandContext,
  licenseText: string,
  { label, until }: TokenCreateOptions,
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(licenseText);
  const { api } = await context.connect();
  const { token, text } = await issueDeliveryToken(api, { licenseId, label, lastDay: until ?? null });
  context.say('Keep the token now: it is not shown again. Whoever has it can fetch the files.');
  return { json: { ...token, licenseId, token: text }, lines: [text] };
}
