import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataDirectoryInUseError, lockDataDirectory } from '../../embedded/directory-lock.ts';

describe('the lock of a data directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lanran-lock-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const lockFor = (id: number) => {
    const startTime = statusOf(id)[19] ?? '';
    writeFileSync(join(directory, 'lock'), `${id} ${startTime}`);
  };

  it('is refused while its holder lives', () => {
    lockFor(process.ppid);
    expect(() => lockDataDirectory(directory)).toThrow(DataDirectoryInUseError);
  });

  it('is taken from a holder that was killed and that nobody took note of', async () => {
    // `sleep` takes the shell's place and never asks after its children, as the shell may; only then does `cat` end.
    const script = 'exec 3<&0; cat <&3 & echo $!; exec sleep 600';
    const parent = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    try {
      const [line] = (await once(parent.stdout, 'data')) as [Buffer];
      const killed = Number(line.toString());
      const nameOf = (id: number) => readFileSync(`/proc/${id}/comm`, 'utf8').trim();
      await vi.waitUntil(() => nameOf(parent.pid ?? 0) === 'sleep', { timeout: 10_000, interval: 10 });
      parent.stdin.end();
      await vi.waitUntil(() => statusOf(killed)[0] === 'Z', { timeout: 10_000, interval: 10 });
      lockFor(killed);
      lockDataDirectory(directory)();
    } finally {
      parent.kill('SIGKILL');
    }
  });
});

/** Fields of its stat behind the name (proc(5)). */
function statusOf(id: number): string[] {
  const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
