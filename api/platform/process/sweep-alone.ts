import type { Peers } from '../peers/peers.ts';
import type { SharedLocks } from '../peers/shared-locks.ts';

const SWEEP = 'sweep at the start';

/**
 * Removes what a kill left, unless there are other processes: what they are at work on looks the same. Each process comes through here
 * before it takes anything, so one that comes meanwhile waits: the lock is stored before the sweeping process has seen it.
 * @returns whether it was alone
 */
export async function sweepAlone(
  { peers, locks }: { readonly peers: Pick<Peers, 'isAlone'>; readonly locks: Pick<SharedLocks, 'hold'> },
  sweep: () => Promise<void>,
): Promise<boolean> {
  const hold = await locks.hold([SWEEP]);
  try {
    if (!peers.isAlone) return false;
    await sweep();
    return true;
  } finally {
    await hold.release();
  }
}
