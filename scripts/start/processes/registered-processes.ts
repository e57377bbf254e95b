import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { OwnProcess } from '@lanran/api/compose';
import type { ProcessRecord, ProcessRegistry } from '@lanran/api/compose-moves';
import { StartRefusedError } from '../data-directory.ts';

export interface Asking {
  readonly registry: Pick<ProcessRegistry, 'list' | 'add' | 'remove'>;
  readonly own: Pick<OwnProcess, 'place' | 'identity' | 'version' | 'publicUrl' | 'isRunning'>;
  /** So long other machines are listened to: longer than a process that runs is silent. */
  readonly silentMs?: number;
  readonly everyMs?: number;
}

const SILENT_MS = 10_000;
const EVERY_MS = 500;

/**
 * For what changes under further processes, also on other machines, where nobody sees whether a process id runs. Asks by a record of
 * its own: a process that saw another shows life. @param what they would do @throws StartRefusedError
 */
export async function requireNoneRegistered(
  { registry, own, silentMs = SILENT_MS, everyMs = EVERY_MS }: Asking,
  what: string,
): Promise<void> {
  const isOver = ({ place, identity }: ProcessRecord) => place === own.place && !own.isRunning(identity);
  const known = (await registry.list()).filter((record) => !isOver(record));
  if (known.some(({ place }) => place === own.place)) throw refusal(known.length, what);
  if (known.length === 0) return;
  const { place, identity, version, publicUrl } = own;
  const id = randomBytes(8).toString('hex');
  await registry.add({ id, place, identity, version, publicUrl, beat: 0, seen: [], nudges: {} });
  try {
    for (let waitedMs = 0; waitedMs < silentMs; waitedMs += everyMs) {
      await delay(everyMs);
      const records = (await registry.list()).filter((record) => record.id !== id && !isOver(record));
      const live = records.filter((now) => known.find((then) => then.id === now.id)?.beat !== now.beat);
      if (live.length > 0) throw refusal(live.length, what);
    }
  } finally {
    await registry.remove(id);
  }
}

function refusal(count: number, what: string): StartRefusedError {
  return new StartRefusedError(
    `Further processes of this platform still run (${count} in the collection processes), and ${what}. Stop them first, also those on other machines.`,
  );
}
