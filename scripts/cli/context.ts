import { parseDecimal } from '@lanran/protocol/kernel/shape';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { ActingSafe, Platform } from '@lanran/sdk/kernel/session';
import type { Signer } from '@lanran/sdk/kernel/signer';
import { stateDirectory } from '@lanran/sdk/node/journal';
import { type Ask, parseOption } from './output.ts';

export const DEFAULT_API = 'http://127.0.0.1:4000';

export interface GlobalOptions {
  readonly api?: string;
  readonly keyFile?: string;
  readonly json?: boolean;
  readonly safe?: string;
  readonly safeNonce?: string;
}

/** What every command gets: where the platform is, who acts, and where progress goes. */
export interface CommandContext {
  readonly apiUrl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stateDir: string;
  /** Progress, on stderr. */
  readonly say: (line: string) => void;
  /** Shows progress in one line that is written over; null where no terminal can. */
  readonly showStatus: ((line: string) => void) | null;
  /** Null where nobody can answer: no terminal, or a program that reads JSON. */
  readonly ask: Ask | null;
  readonly hasKey: boolean;
  /** For people, or one JSON document for a program. */
  readonly format: 'json' | 'text';
  /** Signs in with the key file. @throws ArgumentError without one */
  connect(): Promise<Platform>;
  /** Signed in when a key file was given, else anonymous. */
  openApi(): Promise<GraphqlClient>;
}

/* What signs in is imported when it is needed: it loads ethers, which takes as long as all else that help needs. */

export async function createContext(
  options: GlobalOptions,
  env: NodeJS.ProcessEnv,
  { say, showStatus, ask }: Pick<CommandContext, 'say' | 'showStatus' | 'ask'>,
): Promise<CommandContext> {
  const apiUrl = parseApiUrl(options.api ?? env['LANRAN_API'] ?? DEFAULT_API);
  const safe = await parseSafe(options);
  const open = async () => {
    const signer = await readSigner(options.keyFile, env, say);
    const { connect } = await import('@lanran/sdk/accounts/connect');
    return connect(apiUrl, signer, safe);
  };
  return {
    apiUrl,
    env,
    stateDir: stateDirectory(env),
    say,
    showStatus,
    ask,
    hasKey: options.keyFile !== undefined,
    format: options.json === true ? 'json' : 'text',
    connect: open,
    openApi: async () => (options.keyFile === undefined ? new GraphqlClient(apiUrl) : (await open()).api),
  };
}

function parseApiUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ArgumentError('--api', `${JSON.stringify(text)} is not an address such as ${DEFAULT_API}.`);
  }
  return text.replace(/\/+$/, '');
}

async function parseSafe({ safe, safeNonce }: GlobalOptions): Promise<ActingSafe | null> {
  if (safe === undefined) {
    if (safeNonce !== undefined) throw new ArgumentError('--safe-nonce', 'goes with --safe.');
    return null;
  }
  const nonce =
    safeNonce === undefined ? null : parseOption('--safe-nonce', () => parseDecimal(safeNonce, 'nonce', 64));
  const { parseAddress } = await import('@lanran/protocol/kernel/signature');
  return { address: parseOption('--safe', () => parseAddress(safe.toLowerCase(), 'safe')), nonce };
}

async function readSigner(
  path: string | undefined,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Signer> {
  if (path === undefined) {
    throw new ArgumentError(
      '--key-file',
      'name the file with your private key (64 hex digits or a keystore).',
    );
  }
  const { isReadableByOthers, readKeyFile } = await import('@lanran/sdk/node/key-file');
  const signer = await readKeyFile(path, env['LANRAN_PASSPHRASE']);
  if (await isReadableByOthers(path))
    say(`warning: others can read ${path}; make it yours alone: chmod 600 ${path}`);
  return signer;
}

/** `--yes` as commander gives it. */
export interface ConfirmationOption {
  readonly yes?: boolean;
}

/**
 * Has a person say `--yes` to what can't be undone; a program that reads JSON is not asked.
 * @throws ArgumentError that says what would happen; nothing was sent
 */
export function requireYes(
  { format }: Pick<CommandContext, 'format'>,
  { yes }: ConfirmationOption,
  consequence: string,
): void {
  if (format === 'text' && yes !== true)
    throw new ArgumentError('--yes', `${consequence} Nothing was done; add --yes if that is meant.`);
}
