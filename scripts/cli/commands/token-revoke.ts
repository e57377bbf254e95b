import { revokeDeliveryToken } from '@lanran/sdk/delivery/delivery-tokens';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

export async function tokenRevoke(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  const token = await revokeDeliveryToken(api, id);
  return { json: { ...token }, lines: [`${token.id} opens nothing any more (${token.label})`] };
}
