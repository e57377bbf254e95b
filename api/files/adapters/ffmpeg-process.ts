import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { type FileJobProblem, jobFailure, type JobFailure, type Particulars } from '../domain/file-job.ts';
import { fullDisk, NO_ROOM } from './full-disk.ts';

export interface FfmpegRun {
  readonly args: readonly string[];
  readonly input?: Uint8Array | undefined;
  /** After so long it is killed. */
  readonly seconds: number;
  /** Of standard output; past it the run has failed. With `Infinity` the output is progress, and is not kept. */
  readonly maxOutputBytes: number;
  readonly signal?: AbortSignal;
  onProgress?(done: number): void;
}

/** ffmpeg did not do it; the message has its last words. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  readonly failure: JobFailure;
  constructor(problem: FileJobProblem, particulars: Particulars, options?: ErrorOptions) {
    super(particulars.en, options);
    this.failure = jobFailure(problem, particulars);
  }
}

const MAX_WORDS = 8_000;

/** Runs it to its end, below everything else the machine does; resolves to its standard output. @throws FfmpegError, StorageFullError, and the signal's reason */
export async function runFfmpeg(command: string, run: FfmpegRun): Promise<Uint8Array> {
  const { args, input, seconds, maxOutputBytes, signal, onProgress } = run;
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  let words = '';
  const killed = new AbortController();
  const kill = (why: FfmpegError | null) => {
    killed.abort(why);
    child.kill('SIGKILL');
  };
  const stop = () => kill(null);
  const timer = setTimeout(
    () =>
      kill(
        new FfmpegError('TIME_LIMIT', {
          en: `It was given up after ${seconds} seconds.`,
          zh: `${seconds} 秒后仍未完成，已放弃。`,
        }),
      ),
    seconds * 1000,
  );
  signal?.addEventListener('abort', stop, { once: true });
  const output: Buffer[] = [];
  let outputBytes = 0;
  child.stdout.on('data', (portion: Buffer) => {
    if (maxOutputBytes === Infinity) return onProgress?.(progressIn(portion.toString(), words));
    outputBytes += portion.length;
    if (outputBytes > maxOutputBytes)
      kill(
        new FfmpegError('TOO_LARGE', { en: 'A single frame of it is too large.', zh: '其中单独一帧过大。' }),
      );
    else output.push(portion);
  });
  child.stderr.on('data', (portion: Buffer) => {
    // The beginning tells how long the film is, the end what went wrong.
    words =
      words.length < MAX_WORDS
        ? words + portion.toString()
        : words.slice(0, 4_000) + portion.toString().slice(-4_000);
  });
  // It may end before it has read all.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
      if (child.pid !== undefined) lower(child.pid);
    });
    signal?.throwIfAborted();
    killed.signal.throwIfAborted();
    if (code !== 0 && NO_ROOM.test(words)) throw fullDisk(new Error(lastWords(words)));
    if (code !== 0) {
      const said = lastWords(words);
      throw new FfmpegError('UNDECODABLE', {
        en: `ffmpeg could not decode it: ${said}`,
        zh: `ffmpeg 无法解码：${said}`,
      });
    }
    return Buffer.concat(output);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It ended already.
  }
}

/** Of the duration that ffmpeg said at its beginning; 0 when it did not. */
function progressIn(report: string, words: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] = /Duration: (\d+):(\d+):([\d.]+)/.exec(words) ?? [];
  const duration = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const done = /out_time_us=(\d+)/.exec(report)?.[1];
  return duration === 0 || done === undefined ? 0 : Math.min(1, Number(done) / 1e6 / duration);
}

/** Without the path of our scratch file. */
function lastWords(words: string): string {
  const line = words.trim().split('\n').at(-1) ?? '';
  return line.replaceAll(/\/proc\/\d+\/fd\/\d+/g, 'the file').slice(0, 200);
}
