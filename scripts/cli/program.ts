import { Command, CommanderError, Option } from 'commander';
import { UsageError } from '../client/errors.ts';
import { createContext, type CommandContext, type GlobalOptions } from './context.ts';
import { PROCESS_STREAMS, writeError, writeResult, type CommandResult, type Streams } from './output.ts';

export interface Invocation {
  /** Without node and script. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly streams?: Streams;
}

type Run = (context: CommandContext) => Promise<CommandResult>;

/** Runs one command line. @returns the exit code: 0 done, 1 refused or failed verification, 2 bad usage */
export async function runCommandLine({ args, env, streams = PROCESS_STREAMS }: Invocation): Promise<number> {
  const format = args.includes('--json') ? 'json' : 'text';
  const say = (line: string) => streams.stderr(`${line}\n`);
  let exitCode = 0;
  const program = createProgram(streams, async (options, run) => {
    exitCode = writeResult(await run(createContext(options, env, say)), streams, format);
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
function usageOf({ message }: CommanderError): UsageError {
  const text = message.replace(/^error: /, '');
  const field = /'(?:-\w, )?(--[\w-]+)/.exec(text)?.[1] ?? /argument '([\w.]+)'/.exec(text)?.[1] ?? 'command';
  return new UsageError(field, `${text}. See lanran --help.`);
}

type Start = (options: GlobalOptions, run: Run) => Promise<void>;

function createProgram(streams: Streams, start: Start): Command {
  const program = new Command('lanran')
    .description('Publish, license and verify digitized heritage on a Lanran platform.')
    .option('--api <url>', 'where the platform serves (default: LANRAN_API, else http://127.0.0.1:4000)')
    .option('--key-file <file>', 'your private key: 64 hex digits, or a keystore opened by LANRAN_PASSPHRASE')
    .option('--json', 'exactly one JSON document on stdout; progress on stderr')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: streams.stdout, writeErr: () => undefined });
  addPublishing(program, start);
  addLicensing(program, start);
  addVerification(program, start);
  addOrganizations(program, start);
  program.action(() => {
    throw new UsageError('command', 'say what to do. See lanran --help.');
  });
  return program;
}

/** An action that loads its command only when it runs: `verify` needs no contracts, `publish` no verifier. */
function action<A extends unknown[]>(start: Start, load: (...args: A) => Promise<Run>) {
  return async (...args: unknown[]) => {
    const command = args.at(-1);
    if (!(command instanceof Command)) throw new TypeError('commander gives the command last');
    const options: GlobalOptions = command.optsWithGlobals();
    // commander gives the arguments and options that the command declares, as each `load` below takes them.
    const run = await load(...([...args.slice(0, -2), options] as A));
    await start(options, run);
  };
}

function addWishOptions(command: Command): Command {
  return command
    .requiredOption('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING')
    .requiredOption('--territory <codes>', 'ISO 3166-1 codes, comma-separated; WORLD for all')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD (UTC)')
    .requiredOption('--to <day>', 'last day, included')
    .option('--exclusive', 'nobody else may hold an overlapping license');
}

function addPublishing(program: Command, start: Start): void {
  program
    .command('publish')
    .description('publish files as one asset, signed with your key')
    .argument('<FILE...>', 'files of the asset')
    .requiredOption('--kind <kind>', 'pattern, costume or film')
    .option('--title <text>', 'title in English')
    .option('--title-zh <text>', 'title in Chinese')
    .option('--metadata <file.json>', 'description, terms, creditLine, identifier, synthetic')
    .option('--community <id>', 'community behind it, by id or slug, or none (demo platforms have a default)')
    .addOption(new Option('--access <level>', 'open, licensed or restricted').default('licensed'))
    .option('--organization <id>', 'for which of your organizations')
    .action(
      action(start, async (files: string[], options: import('./commands/publish.ts').PublishOptions) => {
        const { publish } = await import('./commands/publish.ts');
        return (context) => publish(context, files, options);
      }),
    );
}

function addLicensing(program: Command, start: Start): void {
  program
    .command('consent')
    .description("a community's council permits licenses of an asset")
    .argument('<ASSET>', 'asset id')
    .requiredOption('--media <names>', 'media, comma-separated; ALL for all but AI_TRAINING')
    .requiredOption('--territory <codes>', 'ISO 3166-1 codes, comma-separated; WORLD for all')
    .requiredOption('--until <day>', 'last day, included')
    .requiredOption('--share-bps <n>', "the community's share of every price, 2000 for 20 %")
    .action(
      action(start, async (asset: string, options: import('./commands/consent.ts').ConsentOptions) => {
        const { consent } = await import('./commands/consent.ts');
        return (context) => consent(context, asset, options);
      }),
    );
  addWishOptions(
    program
      .command('offer')
      .description('offer licenses of an asset you hold')
      .argument('<ASSET>', 'asset id'),
  )
    .requiredOption('--price <amount>', 'e.g. "1200 TCNY"')
    .action(
      action(start, async (asset: string, options: import('./commands/offer.ts').OfferOptions) => {
        const { offer } = await import('./commands/offer.ts');
        return (context) => offer(context, asset, options);
      }),
    );
  addWishOptions(
    program
      .command('quote')
      .description('ask for a price, or every reason why not')
      .argument('<ASSET>', 'asset id'),
  )
    .option('--licensee <id>', 'for which organization')
    .action(
      action(start, async (asset: string, options: import('./commands/quote.ts').QuoteOptions) => {
        const { quote } = await import('./commands/quote.ts');
        return (context) => quote(context, asset, options);
      }),
    );
  addWishOptions(
    program
      .command('license')
      .description('buy a license at the quoted price')
      .argument('<ASSET>', 'asset id'),
  )
    .option('--licensee <id>', 'for which of your organizations')
    .option('--max-price <amount>', 'buy only up to this price')
    .action(
      action(start, async (asset: string, options: import('./commands/license.ts').LicenseOptions) => {
        const { license } = await import('./commands/license.ts');
        return (context) => license(context, asset, options);
      }),
    );
}

function addVerification(program: Command, start: Start): void {
  program
    .command('download')
    .description('fetch the files of a license with their proof')
    .argument('<LICENSE>', 'license number')
    .requiredOption('--out <dir>', 'folder to write to')
    .action(
      action(start, async (license: string, options: { out: string }) => {
        const { download } = await import('./commands/download.ts');
        return (context) => download(context, license, options);
      }),
    );
  program
    .command('proof')
    .description('export the proof bundle of an asset or license')
    .argument('<ASSET|LICENSE>', 'asset id or license number')
    .requiredOption('--out <file>', 'file to write, *.lanran.json')
    .action(
      action(start, async (subject: string, options: { out: string }) => {
        const { proof } = await import('./commands/proof.ts');
        return (context) => proof(context, subject, options);
      }),
    );
  program
    .command('verify')
    .description('check a file, folder or bundle, without the platform')
    .argument('<PATH>', 'file, folder or *.lanran.json')
    .option('--bundle <file>', 'the proof bundle (default: the one beside the file)')
    .option('--trust <file>', 'trust file: which log, key, chain and contracts are the real ones')
    .option('--rpc <url>', 'a node of the chain to ask')
    .option('--offline', 'ask nobody (default without --rpc)')
    .option('--strict', 'accept nothing unknown')
    .option('--witness <vkey...>', 'keys of witnesses you trust')
    .action(
      action(start, async (path: string, options: import('./commands/verify.ts').VerifyOptions) => {
        const { verify } = await import('./commands/verify.ts');
        return (context) => verify(context, path, options);
      }),
    );
}

function addOrganizations(program: Command, start: Start): void {
  program
    .command('accredit')
    .description('the accreditor admits an organization that asked for it')
    .argument('<ORGANIZATION>', 'id or slug')
    .option('--owner <address>', 'first owner (default: who asked)')
    .option('--payout <address>', 'where its money goes (default: its owner)')
    .option('--council <address>', "a community's council (default: its owner)")
    .action(
      action(
        start,
        async (organization: string, options: import('./commands/accredit.ts').AccreditOptions) => {
          const { accredit } = await import('./commands/accredit.ts');
          return (context) => accredit(context, organization, options);
        },
      ),
    );
  program
    .command('organization')
    .description('organizations')
    .command('request')
    .description('ask for an organization; your key is proposed as its first owner')
    .argument('<SLUG>', 'short name: a-z, 0-9 and -')
    .requiredOption('--kind <kind>', 'institution, studio, community or auditor')
    .requiredOption('--name <text>', 'name in English')
    .option('--name-zh <text>', 'name in Chinese')
    .action(
      action(
        start,
        async (
          slug: string,
          options: import('./commands/organization-request.ts').OrganizationRequestOptions,
        ) => {
          const { organizationRequest } = await import('./commands/organization-request.ts');
          return (context) => organizationRequest(context, slug, options);
        },
      ),
    );
}
