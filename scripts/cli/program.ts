import { setTimeout as delay } from 'node:timers/promises';
import { Command, CommanderError, Option as CommanderOption } from 'commander';
import { StartingError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { findStarting, type Starting } from '@lanran/sdk/kernel/starting';
import { type Act, isRequired, type Option } from './act.ts';
import { ACTS, GLOBAL_OPTIONS } from './acts.ts';
import { type CommandContext, createContext, type GlobalOptions } from './context.ts';
import { withWholeIds } from './options/short-numbers.ts';
import {
  type CommandResult,
  forPeople,
  PROCESS_STREAMS,
  type Streams,
  writeError,
  writeResult,
  WrongWordError,
} from './output.ts';
import { versionText } from './version-text.ts';

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
  // Not an option of commander's, which would take it from commands that have one of their own.
  if (args[0] === '--version') {
    streams.stdout(`${versionText()}\n`);
    return 0;
  }
  let exitCode = 0;
  const program = createProgram(streams, async (command, run) => {
    const options: GlobalOptions = command.optsWithGlobals();
    const { status = null, ask = null } = streams;
    const context = await createContext(options, env, { say, showStatus: status, ask });
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
function usageOf({ code, message }: CommanderError): WrongWordError {
  if (code === 'commander.help') return new WrongWordError('command', 'say what to do. See lanran --help.');
  const text = message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  const field =
    /'(?:-\w, )?(--[\w-]+)/.exec(text)?.[1] ?? /(?:argument|command) '([\w.|-]+)'/.exec(text)?.[1];
  return new WrongWordError(field ?? 'command', `${text}. See lanran --help.`);
}

/** Runs the function of an act, with its options and those of the commands above it. */
type Run = (command: Command, run: (context: CommandContext) => Promise<CommandResult>) => Promise<void>;

function createProgram(streams: Streams, run: Run): Command {
  const program = new Command('lanran')
    .description('Publish, license and verify digitized heritage on a Lanran platform.')
    .helpCommand(false)
    .addHelpText('after', '\n--version alone prints the version, and the hash by which processes compare.')
    .exitOverride()
    .configureOutput({ writeOut: streams.stdout, writeErr: () => undefined });
  for (const each of GLOBAL_OPTIONS) program.addOption(commanderOption(each));
  const commands = new Map([['', program]]);
  for (const act of ACTS.flatMap(({ acts }) => acts)) {
    const [, above = '', word = act.name] = /^(.*) (\S+)$/.exec(act.name) ?? [];
    const parent = commands.get(above);
    if (parent === undefined) throw new Error(`The table has no ${above}, which ${act.name} is below.`);
    commands.set(act.name, addAct(parent.command(word), act, run));
  }
  return program;
}

function addAct(command: Command, act: Act, run: Run): Command {
  const { help, takes, load } = act;
  command.description(help);
  for (const part of takes)
    if (part.kind === 'argument') command.argument(part.flags, part.help);
    else command.addOption(commanderOption(part));
  if (load === null) return command;
  return command.action(async () =>
    run(command, async (context) => {
      // The table holds each function to the flags that commander reads for it.
      const perform = (await load()) as (...given: [CommandContext, ...unknown[]]) => Promise<CommandResult>;
      const typed = await withWholeIds(act, command.processedArgs as unknown[], context);
      return perform(context, ...typed, command.optsWithGlobals());
    }),
  );
}

function commanderOption(option: Option): CommanderOption {
  const { flags, help, isSet, repeats, default: value } = option;
  const told = isRequired(option) ? `(required) ${help}` : help;
  const made = new CommanderOption(flags, told).makeOptionMandatory(isSet);
  if (value !== null) made.default(value);
  // Without a default, commander gives `true` for a text whose option begins with `--no-`.
  else if (made.negate && made.required) made.default(null);
  if (repeats) made.argParser<readonly string[] | undefined>((text, before = []) => [...before, text]);
  return made;
}

const ASK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;

interface Waiting {
  readonly apiUrl: string;
  readonly say: (line: string) => void;
}

/**
 * Runs a command; where it met a platform that is starting, again once that serves: every command may be run again,
 * however far it was.
 */
async function onceStarted<T>(run: () => Promise<T>, waiting: Waiting): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      const hasWaited = await waitForStart(waiting);
      // It may have begun to serve between the two questions.
      if (!hasWaited && !(error instanceof StartingError)) throw error;
      if (!hasWaited) await delay(ASK_EVERY_MS);
    }
  }
}

/** Waits for as long as the platform says that it is starting. False when it did not say so at all. */
async function waitForStart({ apiUrl, say }: Waiting): Promise<boolean> {
  let said: string | null = null;
  for (;;) {
    const starting = await askForStart(apiUrl);
    if (starting === null) return said !== null;
    const { progress } = starting;
    const line = `The platform at ${new URL(apiUrl).origin} is starting; waiting for it${progress === null ? '' : ` (${progress})`} …`;
    if (line !== said) say(line);
    said = line;
    await delay(ASK_EVERY_MS);
  }
}

async function askForStart(apiUrl: string): Promise<Starting | null> {
  try {
    const response = await fetch(`${apiUrl}/readyz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return findStarting(response.status, await response.text());
  } catch {
    return null;
  }
}
