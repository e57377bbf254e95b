import type { Entry, ThreadEvent } from './documents.ts';

/** An entry, or what happened beside the thread, in the order of time. */
export type Moment =
  | { readonly kind: 'entry'; readonly entry: Entry }
  /** Of one kind and party, one after the other. */
  | { readonly kind: 'events'; readonly events: readonly [ThreadEvent, ...ThreadEvent[]] };

/** Entries keep their order. Blocks have whole seconds: what happened in the second of an entry comes after it. */
export function timelineOf(entries: readonly Entry[], events: readonly ThreadEvent[]): readonly Moment[] {
  const moments: Moment[] = [];
  const rest = [...events];
  for (const [place, entry] of entries.entries()) {
    moments.push({ kind: 'entry', entry });
    const next = entries[place + 1];
    while (rest[0] !== undefined && (next === undefined || secondOf(rest[0]) < secondOf(next)))
      add(moments, rest.shift());
  }
  return moments;
}

function add(moments: Moment[], event: ThreadEvent | undefined): void {
  if (event === undefined) return;
  const last = moments.at(-1);
  if (last?.kind === 'events' && isAlike(last.events[0], event))
    moments.splice(-1, 1, { kind: 'events', events: [...last.events, event] });
  else moments.push({ kind: 'events', events: [event] });
}

function isAlike(left: ThreadEvent, right: ThreadEvent): boolean {
  return left.kind === right.kind && left.role === right.role && left.newHolder?.id === right.newHolder?.id;
}

function secondOf({ at }: { readonly at: string }): number {
  return Math.floor(Date.parse(at) / 1000);
}
