import { childrenOf } from './platform-process.ts';

/** A process of the platform: the one that `npm start` becomes, or a child of it. */
export type PlatformPart = 'start' | 'chain' | 'document-store' | 'content-store' | 'seed';

/** What befalls a part when the start has said so much. */
export interface Disturbance {
  readonly part: PlatformPart;
  readonly at: string;
  readonly befall: (pid: number) => void;
}

/** Longer than Node leaves an idle connection open unless told otherwise, which is 5 s. */
const FROZEN_MS = 6_500;

/** As by a machine that swaps, or a laptop whose lid is closed. */
export function freeze(pid: number): void {
  process.kill(pid, 'SIGSTOP');
  setTimeout(() => process.kill(pid, 'SIGCONT'), FROZEN_MS);
}

export function kill(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

/** For `onSaid` of a start: each disturbance comes once. `missed` lists those that did not come. */
export function disturbing(disturbances: readonly Disturbance[]) {
  const waiting = new Set(disturbances);
  const onSaid = (stdout: string, pid: number) => {
    for (const disturbance of waiting) {
      const { part, at, befall } = disturbance;
      const id = part === 'start' ? pid : childrenOf(pid).get(part);
      if (!stdout.includes(at) || id === undefined) continue;
      waiting.delete(disturbance);
      befall(id);
    }
  };
  return { onSaid, missed: () => [...waiting].map(({ part, at }) => `${part} at ${at}`) };
}
