import { createInterface } from 'node:readline/promises';
import { ZodError } from 'zod';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { ClientError, RefusedError, ArgumentError } from '@lanran/sdk/kernel/errors';
import { StatusLine } from './lines/status-line.ts';

/** What a command found or did. */
export interface CommandResult {
  /** The one document on stdout with `--json`. */
  readonly json: unknown;
  /** The lines on stdout without. */
  readonly lines: readonly string[];
  /** 1 when a quote was refused or a check failed. */
  readonly exitCode?: 0 | 1;
}

/** A word of the command line itself is wrong or missing; it is named as it was typed. */
export class WrongWordError extends ArgumentError {}

/** Puts a question to a person and gives the line that they type. */
export type Ask = (question: string) => Promise<string>;

export interface Streams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Shows a line in the place of the one that it showed before; null or absent where no terminal can. */
  readonly status?: ((line: string) => void) | null;
  /** Null or absent where nobody sits at a terminal. */
  readonly ask?: Ask | null;
}

export const PROCESS_STREAMS: Streams = processStreams();

/** The same, with everything for people as a terminal shows it; the document for a program stays as it is. */
export function forPeople(
  { stdout, stderr, status = null, ask = null }: Streams,
  format: 'json' | 'text',
): Streams {
  return {
    ask: format === 'json' || ask === null ? null : (question) => ask(terminalText(question)),
    stdout: format === 'json' ? stdout : (text) => stdout(terminalText(text)),
    stderr: (text) => stderr(terminalText(text)),
    status: status === null ? null : (line) => status(terminalText(line)),
  };
}

export function writeResult(result: CommandResult, { stdout }: Streams, format: 'json' | 'text'): number {
  stdout(
    format === 'json' ? `${JSON.stringify(result.json)}\n` : result.lines.map((line) => `${line}\n`).join(''),
  );
  return result.exitCode ?? 0;
}

/** Errors we know are a sentence; others are a bug, and say so with their stack. */
export function writeError(error: unknown, { stdout, stderr }: Streams, format: 'json' | 'text'): number {
  const known = asClientError(error);
  if (format === 'json') stdout(`${JSON.stringify({ error: documentOf(known) })}\n`);
  stderr(`error: ${messageOf(known)}\n`);
  if (known instanceof RefusedError) for (const { zh } of known.reasons) stderr(`错误：${zh}\n`);
  if (known.code === 'INTERNAL' && known.cause instanceof Error) stderr(`${known.cause.stack ?? ''}\n`);
  return known instanceof ArgumentError ? 2 : 1;
}

function documentOf(error: ClientError) {
  const { code } = error;
  const field = error.argument === null ? error.field : optionOf(error);
  const reasons = error instanceof RefusedError ? error.reasons : [];
  return {
    code,
    message: messageOf(error),
    ...(field !== null && { field }),
    ...(reasons.length > 0 && { reasons }),
  };
}

function messageOf(error: ClientError): string {
  if (error instanceof ArgumentError) return `${optionOf(error)}: ${error.advice}`;
  if (error.name === 'UnreachableError')
    return `${error.message} Start it with npm start or name another with --api, then run the same command again.`;
  return error.message;
}

/** What is named without an option. */
const OPERANDS: readonly string[] = ['file', 'folder', 'path'];

/** How a person names an argument of the client's functions: `--max-price`, `FOLDER`. */
function optionOf(error: ClientError): string {
  const argument = error.argument ?? '';
  if (error instanceof WrongWordError) return argument;
  if (OPERANDS.includes(argument)) return argument.toUpperCase();
  if (!/^[a-z][A-Za-z]*$/.test(argument)) return argument;
  return `--${argument.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function asClientError(error: unknown): ClientError {
  if (error instanceof ClientError) return error;
  if (error instanceof ProtocolError) return new ClientError(error.code, error.message, { cause: error });
  if (error instanceof ZodError) return new ClientError('UNEXPECTED_ANSWER', error.message, { cause: error });
  return new ClientError('INTERNAL', error instanceof Error ? error.message : String(error), {
    cause: error,
  });
}

/** Turns a refusal of the protocol's parsers into one of the option's. */
export function parseOption<T>(option: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw new ArgumentError(option, adviceOf(cause), { cause });
  }
}

/** Protocol messages begin with the field's own name. */
function adviceOf({ message }: ProtocolError): string {
  return message.replace(/^[\w.]+: /, '');
}

/**
 * What a terminal obeys instead of showing it, or nobody sees: control characters but line breaks and tabs, what turns the direction
 * of writing, separators, halves of characters. Joiners and selectors stay, with which words of some scripts are spelled (`parseNewPath`).
 */
const OBEYED =
  /(?!\n|\t|\u180b|\u180c|\u180d|\u180e|\u180f|\u200c|\u200d|\ufe0f)[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Default_Ignorable_Code_Point}]/gu;

/** A text as a terminal shows it whole, whoever wrote the names in it: what is not seen as `\u{202e}`. */
export function terminalText(text: string): string {
  return text.replace(OBEYED, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Without its status line, where a terminal shows one: what is written then stands alone. */
function processStreams(): Streams {
  const { stdout, stderr } = process;
  const line = stderr.isTTY ? new StatusLine(stderr) : null;
  const over = (stream: NodeJS.WriteStream) => (text: string) => {
    line?.clear();
    stream.write(text);
  };
  return {
    stdout: over(stdout),
    stderr: over(stderr),
    status: line === null ? null : (text) => line.show(text),
    ask: terminalQuestion(),
  };
}

/** Asks on stderr and reads a line of stdin; null unless both are a terminal. */
function terminalQuestion(): ((question: string) => Promise<string>) | null {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  };
}
