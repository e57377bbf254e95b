import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { StartRefusedError } from '../../start/data-directory.ts';
import { requireKnownFormat } from '../../start/data-format.ts';
import { OperatorFile } from '../../start/operator-file.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';

/** Vacates the operator's office, by whoever has the data directory. A platform that runs follows at once. */
export async function operatorReset(
  { env, apiUrl }: CommandContext,
  options: { readonly dataDir?: string },
): Promise<CommandResult> {
  const dataDir = options.dataDir ?? env['LANRAN_DATA_DIR'] ?? '.lanran';
  if (!existsSync(join(dataDir, 'secrets.json')))
    throw new UsageError('--data-dir', `${dataDir} is no data directory: it holds no secrets.json.`);
  asOption(() => requireKnownFormat(dataDir));
  const office = new OperatorFile(dataDir);
  const former = asOption(() => office.reset());
  const link = `${apiUrl}/first-start#${office.token()}`;
  return {
    json: { former, link },
    lines: [
      former === null ? 'nobody held the office; the link is new' : `${former} is no longer the operator`,
      `operator ${link}  open this once, on the operator's computer`,
      'The next start prints the link too. Where LANRAN_OPERATOR is set, or the demo runs, the next start names that key instead.',
    ],
  };
}

/** What can't be used is the fault of the option that names it. */
function asOption<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof StartRefusedError) throw new UsageError('--data-dir', cause.message, { cause });
    throw cause;
  }
}
