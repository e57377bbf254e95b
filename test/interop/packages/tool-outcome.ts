import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PYTHON } from '../programs.ts';

export interface ToolOutcome {
  readonly code: number;
  readonly said: string;
}

const Failure = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() });
/** Tools write names of archives in the encoding of the locale. */
const ENVIRONMENT = { ...process.env, LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };

/** What a program of others answers with. @throws where it can't be started */
export async function outcomeOf(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ToolOutcome> {
  const options = { env: { ...ENVIRONMENT, ...env }, maxBuffer: 2 ** 26 };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...args], options);
    return { code: 0, said: `${stdout}${stderr}` };
  } catch (error) {
    const failure = Failure.safeParse(error);
    if (!failure.success) throw error;
    const { code, stdout, stderr } = failure.data;
    return { code, said: `${stdout}${stderr}` };
  }
}

export const python = async (...args: readonly string[]) => outcomeOf(PYTHON, args);

/** Validates a bag by the Library of Congress's tool. */
export const bagit = async (folder: string) => python('-m', 'bagit', '--validate', folder);

/** `ascmhl`, the tool of the American Society of Cinematographers. */
export const ascmhl = async (...args: readonly string[]) =>
  python('-c', 'from ascmhl.cli.ascmhl import mhltool_cli; mhltool_cli()', ...args);

/** What only its tool for developers has. */
export const ascmhlVerify = async (...args: readonly string[]) =>
  python('-c', 'from ascmhl.cli.ascmhl_debug import mhldebugtool_cli; mhldebugtool_cli()', 'verify', ...args);
