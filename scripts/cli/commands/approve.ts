import { formatMoney, parseMoney } from '@lanran/protocol/money';
import { UsageError } from '../../client/errors.ts';
import { approveAct } from '../../client/licensing-acts.ts';
import { contractAddress } from '../../client/platform.ts';
import { relay } from '../../client/relaying.ts';
import { actResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import { parseOption, type CommandResult } from '../output.ts';

/** A Safe lets the market take up to so much for its purchases, in place of what it let it take before. */
export async function approve(context: CommandContext, amount: string): Promise<CommandResult> {
  const platform = await context.connect();
  const { deployment, safe } = platform;
  if (safe === null)
    throw new UsageError(
      '--safe',
      'a key signs a permit with each purchase; only a Safe approves beforehand.',
    );
  const { paymentToken } = deployment;
  const { units } = parseOption('AMOUNT', () => parseMoney(amount, [paymentToken]));
  const text = formatMoney(units, paymentToken);
  const act = approveAct(contractAddress(deployment, 'LicenseMarket'), units);
  return actResult(await relay(platform, act), {
    about: { safe: safe.address, amount: text },
    done: `the market may take up to ${text} from ${safe.address}`,
  });
}
