import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DomainError } from '../../../platform/kernel/errors.ts';
import { jobFailure, type JobFailure } from '../../domain/file-job.ts';
import { fullDisk } from '../full-disk.ts';
import { withScratchFile } from '../scratch-file.ts';
import {
  DECODED_MEDIA_TYPES,
  type DecodeAnswer,
  type DecodedMediaType,
  type DecodedType,
  type DecodeRequest,
} from './decoder-messages.ts';

const MAX_SECONDS = 60;
const MAX_MEMORY_MB = 2_048;
const MAX_HEAP_MB = 512;
const MAX_ANSWER_LENGTH = 100_000;
const MAX_WORDS = 4_000;
/** Seconds from SIGXCPU, which is reported as TIME_LIMIT, to SIGKILL, which is not told from other ends. */
const GRACE_SECONDS = 5;
/** What others end a process with: the system where memory runs out, or whoever stops it. No file is to blame. */
const FROM_OUTSIDE: readonly string[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'];

export interface DecoderProcessOptions {
  /** Holds what is decoded. */
  readonly scratchDir: string;
  readonly maxSeconds?: number;
  /** Of all that it writes to; where the system can't limit that, of JavaScript's heap alone. */
  readonly maxMemoryMb?: number;
}

export interface DecodedOriginal {
  readonly path: string;
  readonly mediaType: DecodedType;
  /** What was done to its light; absent for nothing. */
  readonly shownAs?: string | undefined;
}

/**
 * Decodes pictures that sharp does not, each in a process of its own with limits of memory and time: what a file does to its decoder
 * ends with it.
 */
export class DecoderProcess {
  readonly #scratchDir: string;
  readonly #maxSeconds: number;
  readonly #maxMemoryMb: number;

  constructor({ scratchDir, maxSeconds = MAX_SECONDS, maxMemoryMb = MAX_MEMORY_MB }: DecoderProcessOptions) {
    this.#scratchDir = scratchDir;
    this.#maxSeconds = maxSeconds;
    this.#maxMemoryMb = maxMemoryMb;
  }

  /**
   * `use` gets a file that ends with it.
   * @throws StorageFullError, DecoderEndedError where the decoder did not end by itself and another try may, and what `use` throws
   */
  async withDecoded<T>(
    original: Pick<DecodeRequest, 'path' | 'mediaType' | 'maxPixels'>,
    use: (decoded: DecodedOriginal) => Promise<T>,
  ): Promise<T | { readonly refusal: JobFailure }> {
    const empty = { directory: this.#scratchDir, source: Readable.from([]) };
    return withScratchFile(empty, async (target) => {
      const answer = await this.#ask({ ...original, target });
      if ('fullDisk' in answer) throw fullDisk(new Error(answer.fullDisk));
      return 'refusal' in answer ? answer : use({ path: target, ...answer });
    });
  }

  async #ask(request: DecodeRequest): Promise<DecodeAnswer> {
    const child = start(request, { seconds: this.#maxSeconds, memoryMb: this.#maxMemoryMb });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    let isTimeOver = false;
    const timer = setTimeout(() => {
      isTimeOver = true;
      end();
    }, this.#maxSeconds * 1_000);
    try {
      const said = await wordsOf(child);
      if (said.answer !== null) return said.answer;
      return { refusal: failureOf(said, { isTimeOver, seconds: this.#maxSeconds }) };
    } finally {
      clearTimeout(timer);
      process.off('exit', end);
    }
  }
}

/** Something else than the file or its limits ended the decoder. */
export class DecoderEndedError extends DomainError {
  override readonly name = 'DecoderEndedError';
  readonly code = 'UNAVAILABLE';
  constructor(signal: NodeJS.Signals) {
    super(`The decoder was ended by ${signal}, as the system does when memory runs out. It is tried again.`);
  }
}

interface Said {
  /** Null where it ended without one. */
  readonly answer: DecodeAnswer | null;
  readonly signal: NodeJS.Signals | null;
  readonly words: string;
}

function wordsOf(child: ChildProcess): Promise<Said> {
  return new Promise((resolve, reject) => {
    let [output, words] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (portion: string) => {
      output = (output + portion).slice(0, MAX_ANSWER_LENGTH);
    });
    child.stderr?.setEncoding('utf8').on('data', (portion: string) => {
      words = (words + portion).slice(-MAX_WORDS);
    });
    child.once('error', reject);
    child.once('close', (_code, signal) => resolve({ answer: answerIn(output), signal, words }));
  });
}

function answerIn(output: string): DecodeAnswer | null {
  try {
    // Our own process wrote it, or was ended while it did.
    return JSON.parse(output) as DecodeAnswer;
  } catch {
    return null;
  }
}

/**
 * Its processor time is limited too, which ends it by SIGXCPU: after that `kill -9` of ours leaves none behind.
 * @throws DecoderEndedError
 */
function failureOf(
  { signal, words }: Said,
  { isTimeOver, seconds }: { readonly isTimeOver: boolean; readonly seconds: number },
): JobFailure {
  if (/memory|allocation|Invalid typed array length/i.test(words))
    return jobFailure('TOO_LARGE', {
      en: 'Decoding it took more memory than the platform gives to one picture.',
      zh: '解码所需的内存超过平台给予单幅图像的限度。',
    });
  if (isTimeOver || signal === 'SIGXCPU')
    return jobFailure('TIME_LIMIT', {
      en: `Decoding it took more than ${seconds} seconds.`,
      zh: `解码超过 ${seconds} 秒。`,
    });
  if (signal !== null && FROM_OUTSIDE.includes(signal)) throw new DecoderEndedError(signal);
  const said = words.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  return jobFailure('UNDECODABLE', {
    en: `The decoder ended on it. ${said}`.trim(),
    zh: `解码程序因此文件中止。${said}`,
  });
}

function start(
  request: DecodeRequest,
  { seconds, memoryMb }: { readonly seconds: number; readonly memoryMb: number },
): ChildProcess {
  const heap = `--max-old-space-size=${Math.min(MAX_HEAP_MB, memoryMb)}`;
  const node = [process.execPath, heap, ...entry(), JSON.stringify(request)];
  const whole = Math.ceil(seconds);
  // Of what the process may write to, in KiB, and of processor time.
  const limits = `ulimit -d ${memoryMb * 1_024}; ulimit -S -t ${whole}; ulimit -H -t ${whole + GRACE_SECONDS}; exec "$@"`;
  const [command = '', ...args] =
    process.platform === 'linux' ? ['/bin/sh', '-c', limits, 'sh', ...node] : node;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: {} });
  if (child.pid !== undefined) lower(child.pid);
  return child;
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It ended already.
  }
}

export function isDecodedHere(mediaType: string): mediaType is DecodedMediaType {
  return DECODED_MEDIA_TYPES.some((each) => each === mediaType);
}

/** The build has the decoder beside it; where the sources run, as in tests, it is run from them too. */
function entry(): string[] {
  if (import.meta.url.endsWith('.js'))
    return [fileURLToPath(new URL('./picture-decoder.js', import.meta.url))];
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return ['--import', loader, fileURLToPath(new URL('./picture-decoder.ts', import.meta.url))];
}
