import type { CommandContext } from '../context.ts';

/** Between two lines where no terminal can write a line over. */
const INTERVAL_MS = 10_000;

/** Says which file is read: in one line that is written over, else from time to time. */
export function hashingLine(
  { say, showStatus = null }: Pick<CommandContext, 'say'> & Partial<Pick<CommandContext, 'showStatus'>>,
  now: () => number = Date.now,
): (path: string) => void {
  let count = 0;
  let saidAt = now();
  return (path) => {
    count += 1;
    const line = `hashing file ${count}: ${path}`;
    if (showStatus !== null) {
      showStatus(line);
      return;
    }
    if (now() - saidAt < INTERVAL_MS) return;
    saidAt = now();
    say(line);
  };
}
