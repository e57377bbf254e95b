import { relay } from '@lanran/sdk/acts/relaying';
import { pauseAct } from '@lanran/sdk/licensing/sales-acts';
import { areSalesPaused } from '@lanran/sdk/kernel/contracts-paused';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** The accreditor or the operator stops new sales; licenses, claims and withdrawals are not affected. */
export async function pause(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const about = { isPaused: true };
  if (await areSalesPaused(platform.api)) return alreadyResult(about, 'sales are paused');
  return actResult(await relay(platform, pauseAct()), { about, done: 'sales are paused' });
}
