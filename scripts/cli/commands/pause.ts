import { perform } from '../../client/performing.ts';
import { pauseAct } from '../../client/sales-acts.ts';
import { areSalesPaused } from '../../client/sales-state.ts';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseSafeOption, type SafeOption } from '../safe-option.ts';

/** The accreditor or the operator stops new sales; licenses, claims and withdrawals are not affected. */
export async function pause(context: CommandContext, options: SafeOption): Promise<CommandResult> {
  const safe = parseSafeOption(options);
  const platform = await context.connect();
  const about = { isPaused: true };
  if (await areSalesPaused(platform.api)) return alreadyResult(about, 'sales are paused');
  return actResult(await perform(platform, pauseAct(), safe), { about, done: 'sales are paused' });
}
