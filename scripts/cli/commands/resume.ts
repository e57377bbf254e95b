import { relay } from '@lanran/sdk/acts/relaying';
import { resumeAct } from '@lanran/sdk/licensing/sales-acts';
import { areSalesPaused } from '@lanran/sdk/kernel/contracts-paused';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** The accreditor or the operator lets sales go on. */
export async function resume(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const about = { isPaused: false };
  if (!(await areSalesPaused(platform.api))) return alreadyResult(about, 'sales go on');
  return actResult(await relay(platform, resumeAct()), { about, done: 'sales go on' });
}
