import { join } from 'node:path';
import { runCommandLine } from '../../cli/program.ts';
import type { MeasuredPlatform } from './measured-platform.ts';

type DemoAccount = 'institution' | 'council' | 'studio';

/** A command as one of the demo accounts gives it, in this process, which is not measured. @returns what it printed as JSON */
export async function act(
  { url, directory, dataDir }: Pick<MeasuredPlatform, 'url' | 'directory' | 'dataDir'>,
  account: DemoAccount,
  args: readonly string[],
): Promise<unknown> {
  let stdout = '';
  const keyFile = join(dataDir, 'demo-accounts', `${account}.key`);
  const exitCode = await runCommandLine({
    args: [...args, '--api', url, '--key-file', keyFile, '--json'],
    env: { LANRAN_STATE_DIR: join(directory, 'state'), LANRAN_DATA_DIR: dataDir },
    streams: { stdout: (text) => (stdout += text), stderr: () => undefined },
  });
  if (exitCode !== 0) throw new Error(`lanran ${args.join(' ')} failed: ${stdout.slice(0, 1_000)}`);
  return JSON.parse(stdout);
}
