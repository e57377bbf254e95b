import { spawn } from 'node:child_process';
import { withXmp } from './wave-xmp.ts';

const MAX_SECONDS = 120;
/** Of address space, for perl and all it unpacks. Where the shell can't limit it, it runs without. */
const MAX_KILOBYTES = 1_048_576;
const WITHIN_LIMITS = `ulimit -v ${MAX_KILOBYTES} 2>/dev/null; exec "$0" "$@"`;
/** More than a packet adds. */
const MOST_ADDED = 4_194_304;

export interface XmpTarget {
  readonly mediaType: string;
  /** Where it may be read. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly packet: string;
}

/** The file with the packet's properties among its own; null where they can't be written, as without perl. */
export async function embedXmp(target: XmpTarget): Promise<Buffer | null> {
  if (target.mediaType === 'audio/wav') return withXmp(target.bytes, target.packet);
  return embedByExifTool(target);
}

async function embedByExifTool({ path, bytes, packet }: XmpTarget): Promise<Buffer | null> {
  const { exiftoolPath } = await import('exiftool-vendored');
  const args = [
    ...['-q', '-q', '-m', '-api', 'LargeFileSupport=1', '-tagsFromFile', '-', '-XMP:all'],
    ...['-o', '-', path],
  ];
  const child = spawn('sh', ['-c', WITHIN_LIMITS, 'perl', await exiftoolPath(), ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Neither the operator's own settings nor our secrets are its business.
    env: { PATH: process.env['PATH'], EXIFTOOL_HOME: '/nonexistent', LC_ALL: 'C' },
    timeout: MAX_SECONDS * 1000,
    killSignal: 'SIGKILL',
  });
  const portions: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (portion: Buffer) => {
    length += portion.length;
    if (length > bytes.length + MOST_ADDED) child.kill('SIGKILL');
    else portions.push(portion);
  });
  // It may end before it has read all.
  child.stdin.on('error', () => undefined);
  child.stdin.end(packet);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  return code === 0 && length > 0 ? Buffer.concat(portions) : null;
}
