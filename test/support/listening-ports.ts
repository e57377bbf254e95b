import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/** TCP ports that a process listens on (Linux: from /proc). */
export function listeningPorts(processId: number): number[] {
  const inodes = socketInodes(processId);
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${processId}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
        if (state !== LISTENING || !inodes.has(inode)) return [];
        return [Number.parseInt(local.split(':')[1] ?? '', 16)];
      }),
  );
}

function socketInodes(processId: number): Set<string> {
  const directory = `/proc/${processId}/fd`;
  return new Set(
    readdirSync(directory).flatMap((name) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${directory}/${name}`))?.[1] ?? [];
      } catch {
        // It was closed meanwhile.
        return [];
      }
    }),
  );
}
