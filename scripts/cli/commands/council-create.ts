import { UsageError } from '@lanran/sdk/kernel/errors';
import { createSafe } from '@lanran/sdk/acts/safes';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseAddressArgument } from '../parse-ids.ts';

export interface CouncilCreateOptions {
  readonly owner: readonly string[];
  readonly threshold: string;
}

/** Makes a Safe, a wallet of several keys that may become a community's council; nobody needs coins for it. */
export async function councilCreate(
  context: CommandContext,
  options: CouncilCreateOptions,
): Promise<CommandResult> {
  const owners = options.owner.map((text) => parseAddressArgument('--owner', text));
  if (new Set(owners).size < owners.length)
    throw new UsageError('--owner', 'one address is named twice. Name each owner once.');
  const threshold = parseThreshold(options.threshold, owners.length);
  const { api } = await context.connect();
  const { address } = await createSafe(api, { owners, threshold });
  return {
    json: { safe: address, owners, threshold },
    lines: [
      `Safe ${address}: ${threshold} of its ${owners.length} owners act together`,
      `the present council names it: lanran council succeed COMMUNITY --candidate ${address}`,
    ],
  };
}

function parseThreshold(text: string, owners: number): number {
  const threshold = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (threshold >= 1 && threshold <= owners) return threshold;
  throw new UsageError('--threshold', `must be 1 to ${owners}, the number of owners.`);
}
