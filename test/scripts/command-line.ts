import type { Streams } from '../../scripts/cli/output.ts';
import { runCommandLine } from '../../scripts/cli/program.ts';

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as `lanran` does, without this machine's own settings. */
export async function lanran(
  args: readonly string[],
  env: Record<string, string> = {},
  { ask = null }: Pick<Streams, 'ask'> = {},
): Promise<Outcome> {
  const out = { stdout: '', stderr: '' };
  const exitCode = await runCommandLine({
    args,
    env: { LANRAN_DATA_DIR: '/nonexistent', ...env },
    streams: {
      stdout: (text) => (out.stdout += text),
      stderr: (text) => (out.stderr += text),
      ask,
    },
  });
  return { exitCode, ...out };
}

/** The one document that `--json` promises on stdout. */
export async function lanranJson(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ exitCode: number; document: Record<string, unknown>; stderr: string }> {
  const { exitCode, stdout, stderr } = await lanran([...args, '--json'], env);
  return { exitCode, document: JSON.parse(stdout), stderr };
}
