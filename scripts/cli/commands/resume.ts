import { perform } from '../../client/performing.ts';
import { resumeAct } from '../../client/sales-acts.ts';
import { areSalesPaused } from '../../client/sales-state.ts';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseSafeOption, type SafeOption } from '../safe-option.ts';

/** The accreditor or the operator lets sales go on. */
export async function resume(context: CommandContext, options: SafeOption): Promise<CommandResult> {
  const safe = parseSafeOption(options);
  const platform = await context.connect();
  const about = { isPaused: false };
  if (!(await areSalesPaused(platform.api))) return alreadyResult(about, 'sales go on');
  return actResult(await perform(platform, resumeAct(), safe), { about, done: 'sales go on' });
}
