import { Command, CommanderError } from 'commander';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { addBackups } from './backup-commands.ts';
import { addConsents } from './consent-commands.ts';
import { addCouncils } from './council-commands.ts';
import { addCustody } from './custody-commands.ts';
import { addDeliveries } from './delivery-commands.ts';
import { addDisputes } from './dispute-commands.ts';
import { createContext, type GlobalOptions } from './context.ts';
import { addFixity } from './fixity-commands.ts';
import { addImport } from './import-commands.ts';
import { addLicenses } from './license-commands.ts';
import { addLicensing } from './licensing-commands.ts';
import { addOrders } from './order-commands.ts';
import { addMembers } from './member-commands.ts';
import { addOffices } from './office-commands.ts';
import { addOrganizations } from './organization-commands.ts';
import { onceStarted } from './once-started.ts';
import { forPeople, PROCESS_STREAMS, writeError, writeResult, type Streams } from './output.ts';
import { addPublishing } from './publishing-commands.ts';
import type { Start } from './start-command.ts';
import { addVault } from './vault-commands.ts';
import { addVerification } from './verification-commands.ts';

export interface Invocation {
  /** Without node and script. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly streams?: Streams;
}

/** Runs one command line. @returns the exit code: 0 done, 1 refused or failed verification, 2 bad usage */
export async function runCommandLine({ args, env, ...given }: Invocation): Promise<number> {
  const format = args.includes('--json') ? 'json' : 'text';
  const streams = forPeople(given.streams ?? PROCESS_STREAMS, format);
  const say = (line: string) => streams.stderr(`${line}\n`);
  let exitCode = 0;
  const program = createProgram(streams, async (command, run) => {
    const options: GlobalOptions = command.optsWithGlobals();
    const context = createContext(options, env, { say, ask: streams.ask ?? null });
    exitCode = writeResult(await onceStarted(() => run(context), context), streams, format);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return writeError(error instanceof CommanderError ? usageOf(error) : error, streams, format);
  }
}

/** commander's "error: missing required argument 'ASSET'" as ours. */
function usageOf({ code, message }: CommanderError): UsageError {
  if (code === 'commander.help') return new UsageError('command', 'say what to do. See lanran --help.');
  const text = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  const field =
    /'(?:-\w, )?(--[\w-]+)/.exec(text)?.[1] ?? /(?:argument|command) '([\w.|-]+)'/.exec(text)?.[1];
  return new UsageError(field ?? 'command', `${text}. See lanran --help.`);
}

function createProgram(streams: Streams, start: Start): Command {
  const program = new Command('lanran')
    .description('Publish, license and verify digitized heritage on a Lanran platform.')
    .option('--api <url>', 'where the platform serves (default: LANRAN_API, else http://127.0.0.1:4000)')
    .option('--key-file <file>', 'your private key: 64 hex digits, or a keystore opened by LANRAN_PASSPHRASE')
    .option('--safe <address>', 'act as this Safe, of which your key is an owner: propose instead of doing')
    .option('--safe-nonce <n>', "the Safe's nonce to propose under, to replace what waits there")
    .option('--json', 'exactly one JSON document on stdout; progress on stderr')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: streams.stdout, writeErr: () => undefined });
  addPublishing(program, start);
  addImport(program, start);
  addConsents(program, start);
  addLicensing(program, start);
  addLicenses(program, start);
  addDeliveries(program, start);
  addOrders(program, start);
  addVerification(program, start);
  addFixity(program, start);
  addCustody(program, start);
  addDisputes(program, start);
  addOrganizations(program, start);
  addOffices(program, start);
  addMembers(program, start);
  addCouncils(program, start);
  addBackups(program, start);
  addVault(program, start);
  return program;
}
