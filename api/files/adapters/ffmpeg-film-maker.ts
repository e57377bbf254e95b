import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { Particulars } from '../domain/file-job.ts';
import type { FilmMaker, FilmRequest } from '../ports/film-maker.ts';
import { FfmpegError, runFfmpeg } from './ffmpeg-process.ts';
import { loadSharp } from './load-sharp.ts';
import { withScratchFile } from './scratch-file.ts';
import { watermarkSvg } from './watermark.ts';

const FRAME_SECONDS = 120;
const FILM_SECONDS = 4 * 3600;
const MAX_FRAME_BYTES = 40_000_000;
/** Looks for ffmpeg again so often, while there is none. */
const LOOK_AGAIN_MS = 60_000;
const [WIDTH, HEIGHT] = [1280, 720];
const FIT = `scale=w='min(${WIDTH},iw)':h='min(${HEIGHT},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2`;
const WHOLE_SOUND = ['-ac', '2', '-b:a', '128k'];
/** Of less than half the rate, and every ten seconds a tone lies in it, as the mark does over the picture: else a song would be given away whole. */
const MARKED_SOUND = [
  ...['-af', "aformat=channel_layouts=mono,aeval='0.8*val(0)+0.15*sin(2*PI*880*t)*lt(mod(t,10),0.4)':c=same"],
  ...['-ar', '32000', '-b:a', '48k'],
];

/**
 * What ffmpeg may do with an original that anyone may have made: read this file and nothing else (a playlist would name others),
 * in these formats, with bounded frames and memory.
 */
const CAREFUL = [
  ['-protocol_whitelist', 'file,pipe'],
  ['-format_whitelist', 'mov,matroska,avi,mpegts,mpeg,mpegvideo,mxf,ogg,flv,asf,dv,h264,hevc'],
  ['-max_pixels', '70000000'],
].flat();

export interface FfmpegFilmMakerOptions {
  /** Holds the original and the film while they are worked on; emptied at the start. */
  readonly scratchDir: string;
  readonly command?: string;
}

/** Films by the `ffmpeg` that the machine has. */
export class FfmpegFilmMaker implements FilmMaker {
  readonly #scratchDir: string;
  readonly #command: string;
  #found: { readonly lacking: Particulars | null; readonly at: number } | null = null;

  constructor({ scratchDir, command = 'ffmpeg' }: FfmpegFilmMakerOptions) {
    this.#scratchDir = scratchDir;
    this.#command = command;
    rmSync(scratchDir, { recursive: true, force: true });
    mkdirSync(scratchDir, { recursive: true, mode: 0o700 });
  }

  async lacks(): Promise<Particulars | null> {
    const isFresh =
      this.#found !== null && (this.#found.lacking === null || Date.now() - this.#found.at < LOOK_AGAIN_MS);
    if (this.#found !== null && isFresh) return this.#found.lacking;
    const lacking = await this.#look();
    this.#found = { lacking, at: Date.now() };
    return lacking;
  }

  async make(request: FilmRequest): ReturnType<FilmMaker['make']> {
    request.signal.throwIfAborted();
    const scratch = { directory: this.#scratchDir, source: await request.read() };
    return withScratchFile(scratch, async (original) => {
      try {
        const frame = await this.#frameOf(original, request.signal);
        await this.#film(original, request);
        return { frame };
      } catch (error) {
        if (error instanceof FfmpegError && !request.signal.aborted) return { refusal: error.failure };
        throw error;
      }
    });
  }

  async #look(): Promise<Particulars | null> {
    try {
      const encoders = await runFfmpeg(this.#command, {
        args: ['-hide_banner', '-encoders'],
        seconds: 20,
        maxOutputBytes: 1_000_000,
      });
      const names = Buffer.from(encoders).toString();
      if (names.includes('libx264') && names.includes(' aac ')) return null;
      return {
        en: 'The ffmpeg on the platform’s machine has no H.264 or AAC encoder. Install one that has libx264.',
        zh: '平台所在机器上的 ffmpeg 没有 H.264 或 AAC 编码器。请安装含 libx264 的版本。',
      };
    } catch {
      return {
        en: 'It needs ffmpeg, which is not installed on the platform’s machine (Debian: apt install ffmpeg).',
        zh: '此项需要 ffmpeg，而平台所在的机器尚未安装（Debian：apt install ffmpeg）。',
      };
    }
  }

  /** One that is like those around it, of the first. */
  async #frameOf(original: string, signal: AbortSignal): Promise<Uint8Array> {
    const png = await runFfmpeg(this.#command, {
      args: [
        ...['-hide_banner', '-loglevel', 'error', '-threads', '2', ...CAREFUL, '-i', original],
        ...['-map', '0:v:0', '-vf', `thumbnail=50,${FIT}`, '-frames:v', '1'],
        ...['-f', 'image2pipe', '-c:v', 'png', 'pipe:1'],
      ],
      seconds: FRAME_SECONDS,
      maxOutputBytes: MAX_FRAME_BYTES,
      signal,
    });
    if (png.length === 0)
      throw new FfmpegError('UNDECODABLE', {
        en: 'It has no frame that could be decoded.',
        zh: '其中没有可以解码的画面。',
      });
    return png;
  }

  async #film(original: string, { watermark, signal, progress, keep }: FilmRequest): Promise<void> {
    const mark = watermark === null ? null : await markOf(watermark);
    const inputs = [
      '-i',
      original,
      ...(mark === null ? [] : ['-protocol_whitelist', 'pipe', '-i', 'pipe:0']),
    ];
    const filter =
      mark === null
        ? `[0:v:0]${FIT},format=yuv420p[v]`
        : `[0:v:0]${FIT}[f];[f][1:v:0]overlay=0:0,format=yuv420p[v]`;
    // An empty file without a name, which ffmpeg fills: a kill leaves nothing of it either.
    const empty = { directory: this.#scratchDir, source: Readable.from([]) };
    await withScratchFile(empty, async (film) => {
      await runFfmpeg(this.#command, {
        args: [
          ...['-hide_banner', '-loglevel', 'info', '-nostats', '-y', '-filter_threads', '1'],
          ...['-threads', '2', ...CAREFUL, ...inputs],
          ...[
            '-filter_complex',
            filter,
            '-map',
            '[v]',
            '-map',
            '0:a:0?',
            '-sn',
            '-dn',
            '-map_metadata',
            '-1',
          ],
          ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '26', '-fpsmax', '30', '-threads', '2'],
          ...['-c:a', 'aac', ...(mark === null ? WHOLE_SOUND : MARKED_SOUND), '-movflags', '+faststart'],
          ...['-progress', 'pipe:1', '-f', 'mp4', film],
        ],
        input: mark ?? undefined,
        seconds: FILM_SECONDS,
        maxOutputBytes: Infinity,
        onProgress: progress,
        signal,
      });
      await keep(createReadStream(film));
    });
  }
}

/** Larger than any film, which it lies over from the upper left. */
async function markOf(text: string): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(Buffer.from(watermarkSvg({ text, width: WIDTH, height: HEIGHT })))
    .png()
    .toBuffer();
}
