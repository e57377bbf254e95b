import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Collector {
  /** Of the whole heap. */
  collectAll(): void;
  /** Of what was made lately. */
  collectYoung(): void;
}

/** V8's garbage collector, for those who know better than V8 when to run it. */
export function exposeCollector(): Collector {
  setFlagsFromString('--expose-gc');
  // V8 gives `gc` to contexts made after the flag was set.
  const collect: unknown = runInNewContext('gc');
  // V8 keeps compiled code under the flags of the moment.
  setFlagsFromString('--no-expose-gc');
  if (!isCollector(collect)) throw new TypeError('This Node does not expose its garbage collector.');
  return {
    // Node 20 takes `{ type: 'major' }` for a minor one.
    collectAll: () => collect(),
    collectYoung: () => collect({ type: 'minor' }),
  };
}

function isCollector(value: unknown): value is NonNullable<typeof globalThis.gc> {
  return typeof value === 'function';
}
