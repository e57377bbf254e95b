import { formatMoney, parseMoney } from '@lanran/protocol/kernel/money';
import { mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { actingAddress } from '@lanran/sdk/kernel/session';
import { relay } from '@lanran/sdk/acts/relaying';
import { actResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';

export interface FundOptions {
  readonly amount: string;
}

/** Gives the key, or the Safe that acts, play money where the installation has some. */
export async function fund(context: CommandContext, { amount }: FundOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const { paymentToken } = platform.deployment;
  const { units } = parseOption('--amount', () => parseMoney(amount, [paymentToken], 'amount'));
  const address = actingAddress(platform);
  const text = formatMoney(units, paymentToken);
  return actResult(await relay(platform, mintAct(address, units)), {
    about: { address, amount: text },
    done: `${text} for ${address}`,
  });
}
