import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, so small that a test can fill it. */
export interface SmallDisk {
  readonly path: string;
  unmount(): void;
}

/** Mounts a tmpfs of `bytes`; null, said loudly, where this user may not mount. */
export function mountSmallDisk(bytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'lanran-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    rmSync(path, { recursive: true });
    const reason = error instanceof Error ? (error.message.split('\n')[1] ?? error.message) : String(error);
    process.stderr.write(
      `SKIPPED: the full-disk tests need to mount a tmpfs, which this user may not (${reason.trim()}).\n`,
    );
    return null;
  }
  return {
    path,
    unmount: () => {
      execFileSync('umount', [path]);
      rmSync(path, { recursive: true });
    },
  };
}
