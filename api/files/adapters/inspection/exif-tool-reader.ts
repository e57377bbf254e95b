import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ExifTool } from 'exiftool-vendored';
import { type Inspection, notice } from '../../domain/technical-metadata.ts';
import { EMBEDDED_TAGS, sectionsOfTags } from './embedded-tags.ts';
import type { PathReader } from './excerpt-inspector.ts';
import { needsSizeTags, PICTURE_SIZE_TAGS, sizeSectionOf } from './picture-size-tags.ts';

const MAX_SECONDS = 20;
/** A process that has no work for so long ends, and frees 30 MB. */
const IDLE_MS = 5_000;
/** Of address space, for perl and all it unpacks: a text of a PNG may be compressed a thousandfold. ExifTool itself takes 70 MiB. */
const MAX_BYTES = 512 * 2 ** 20;

/**
 * EXIF, IPTC, XMP and PLUS by ExifTool: one process, begun with the first file, asked for the tags we keep and for no others. It is
 * ended when it has nothing to do, killed when it hangs, and begun again with the next file.
 */
export class ExifToolReader implements PathReader {
  readonly subject = 'embedded metadata (EXIF, IPTC, XMP)';
  readonly #perl: string;
  #running: Promise<ExifTool> | null = null;

  constructor({ perl = 'perl' }: { readonly perl?: string } = {}) {
    this.#perl = perl;
  }

  appliesTo(mediaType: string): boolean {
    return (
      (/^(image|video|audio)\//.test(mediaType) &&
        mediaType !== 'image/x-exr' &&
        mediaType !== 'image/x-dpx') ||
      mediaType === 'application/pdf'
    );
  }

  async read(path: string, { mediaType }: Parameters<PathReader['read']>[1]): Promise<Inspection> {
    if (!(await this.#hasPerl())) {
      const detail = 'EXIF, IPTC and XMP were not read: ExifTool needs perl, which this machine lacks.';
      return { sections: [], notices: [notice('TOOL_MISSING', detail)] };
    }
    const exifTool = await (this.#running ??= start(this.#perl));
    const wanted = needsSizeTags(mediaType) ? [...EMBEDDED_TAGS, ...PICTURE_SIZE_TAGS] : EMBEDDED_TAGS;
    const found = await exifTool.readRaw(path, {
      readArgs: ['-G1', '-struct', '-n', ...wanted.map((tag) => `-${tag}`)],
    });
    // Names are groups and tags as asked for; values are checked one by one.
    const tags = found as Readonly<Record<string, unknown>>;
    const size = needsSizeTags(mediaType) ? sizeSectionOf(tags) : [];
    return { sections: [...size, ...sectionsOfTags(tags)], notices: [] };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await (await running)?.end(false);
  }

  async #hasPerl(): Promise<boolean> {
    if (this.#running !== null) return true;
    try {
      await promisify(execFile)(this.#perl, ['-e', '1'], { timeout: MAX_SECONDS * 1000 });
      return true;
    } catch {
      return false;
    }
  }
}

/**
 * System calls by architecture. `prctl` (PR_SET_PDEATHSIG): Linux kills the process with ours, also when ours is killed; elsewhere it
 * would wait for input forever. `setrlimit` (RLIMIT_AS): it ends, and is begun anew, instead of taking the machine's memory.
 */
const CALLS: Readonly<Record<string, { readonly prctl: number; readonly setrlimit: number }>> = {
  x64: { prctl: 157, setrlimit: 160 },
  arm64: { prctl: 167, setrlimit: 164 },
};
const calls = process.platform === 'linux' ? CALLS[process.arch] : undefined;
const LIMITS =
  calls === undefined
    ? ''
    : `syscall(${calls.prctl}, 1, 9, 0, 0, 0); my $limit = pack("Q2", ${MAX_BYTES}, ${MAX_BYTES}); syscall(${calls.setrlimit}, 9, $limit);`;
const WITHIN_LIMITS = `${LIMITS} exec $^X, @ARGV;`;

async function start(perl: string): Promise<ExifTool> {
  const { DefaultExiftoolArgs, ExifTool, exiftoolPath } = await import('exiftool-vendored');
  return new ExifTool({
    exiftoolPath: perl,
    exiftoolArgs: ['-e', WITHIN_LIMITS, await exiftoolPath(), ...DefaultExiftoolArgs],
    maxProcs: 1,
    taskRetries: 0,
    taskTimeoutMillis: MAX_SECONDS * 1000,
    maxIdleMsPerProcess: IDLE_MS,
    // Neither the operator's own settings nor our secrets are its business.
    exiftoolEnv: { PATH: process.env['PATH'], EXIFTOOL_HOME: '/nonexistent', LC_ALL: 'C' },
  });
}
