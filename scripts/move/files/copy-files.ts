import { reasonOf } from '@lanran/sdk/kernel/errors';
import type { ContentServer } from './content-server.ts';
import { ContentServerError, MoveRefusedError } from '../errors.ts';
import type { NotedPins } from './noted-pins.ts';
import { together } from '../together.ts';
import { PinsLeft, type PinsOfCar } from './pins-left.ts';
import { answers, counted, findDamaged, readPin } from './read-pin.ts';

const STREAMS = 5;
/** Small pins go together: a request for each would take longer than its bytes. */
const PINS_PER_REQUEST = 64;
const BYTES_PER_REQUEST = 64 * 2 ** 20;
/** The empty directory, which a new Kubo pins by itself. */
const OF_NEW_NODES = [
  'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn',
  'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354',
];

export interface FilesPass {
  readonly source: ContentServer;
  readonly target: ContentServer;
  /** The pin that says whose files these are; it is made first. */
  readonly marker: string;
  /** CIDs that anybody may read. */
  readonly open: ReadonlySet<string>;
  /** CIDs of files that hold others, with the CIDs of those: they come with it. */
  readonly within: ReadonlyMap<string, readonly string[]>;
  /** Those of the open ones that were sent as such. */
  readonly sentOpen: Pick<NotedPins, 'has' | 'add'>;
  /** CIDs of pins that are not copied. */
  readonly leftBehind: ReadonlySet<string>;
  /** Told of each pin that the source can't give whole, with what is wrong; the others are copied. */
  readonly onDamaged: (cid: string, reason: string) => void;
  /** Told before blocks that no pin reaches may be left on the other side. */
  readonly onGarbage: () => void;
  /** Told of each portion that was sent. */
  readonly onBytes: (bytes: number) => void;
  /** Told of each pin that is on the other side. */
  readonly onPin: () => void;
  readonly signal: AbortSignal;
}

/** CIDs that each side pins. */
export interface PinsOfSides {
  readonly wanted: ReadonlySet<string>;
  readonly found: ReadonlySet<string>;
}

export async function pinsOfSides({
  source,
  target,
}: Pick<FilesPass, 'source' | 'target'>): Promise<PinsOfSides> {
  const [wanted, found] = await Promise.all([pinsOf(source), pinsOf(target)]);
  return { wanted, found };
}

/** Makes the target's pins those of the source. @returns how many it made or removed */
export async function passFiles(pass: FilesPass, { wanted, found }: PinsOfSides): Promise<number> {
  const { target, marker, open, sentOpen, leftBehind, onPin, onGarbage } = pass;
  // A source of a version before has no marker yet.
  const first = wanted.has(marker) && !found.has(marker) ? [marker] : [];
  if ((await copyPins(first, pass)) < first.length)
    throw new ContentServerError(
      `the files that the platform uses now cannot give their marker whole, which is the pin ${marker}`,
    );
  // A file is pinned before the log says that it is open: what was sent too early is sent again.
  const isWhole = (cid: string) => found.has(cid) && (!open.has(cid) || sentOpen.has(cid));
  for (const cid of wanted) if (isWhole(cid)) onPin();
  const missing = [...wanted].filter((cid) => !isWhole(cid) && !first.includes(cid) && !leftBehind.has(cid));
  const [shown, kept] = [missing.filter((cid) => open.has(cid)), missing.filter((cid) => !open.has(cid))];
  const copied = (await copyPins(kept, pass)) + (await copyPins(shown, { ...pass, isOpen: true }));
  const extra = [...found].filter((cid) => !wanted.has(cid));
  if (extra.length > 0) onGarbage();
  for (const cid of extra) await target.unpin(cid);
  return first.length + copied + extra.length;
}

export async function pinsOf(server: ContentServer): Promise<Set<string>> {
  const pins = new Set<string>();
  for await (const cid of server.pins()) if (!OF_NEW_NODES.includes(cid)) pins.add(cid);
  return pins;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** @returns how many were copied: all but the damaged ones */
async function copyPins(
  cids: readonly string[],
  { isOpen = false, ...pass }: FilesPass & { readonly isOpen?: boolean },
): Promise<number> {
  let copied = 0;
  const left = new PinsLeft(cids, pass.within);
  const firstFaults = new Map<string, unknown>();
  const copySome = async (signal: AbortSignal): Promise<void> => {
    while (!left.isEmpty) {
      signal.throwIfAborted();
      const sent: PinsOfCar[] = [];
      try {
        await pass.target.import(nextCars(left, sent, { ...pass, signal }), { isOpen });
      } catch (error) {
        pass.onGarbage();
        // What was unpinned meanwhile may be gone in the middle of its export, what was within another file may be so no more, and what was
        // read from the disk may have moved there. Once more, each by itself and through the server.
        const still = await pinsOf(pass.source);
        const isRepeated = sent.every((each) => each.isRepeated);
        const pins = sent.flatMap(({ cid, parts }) => [cid, ...parts]);
        const isLasting = isRepeated && pins.every((cid) => still.has(cid));
        const isRefused = isLasting && (await answers(pass.target));
        const damaged = isRefused ? await findDamaged(pass.source, pins, signal) : NONE;
        // What it said first names the block; the source, asked again, only ends its answer.
        if (isLasting && damaged.size === 0) throw firstFaults.get(pins[0] ?? '') ?? error;
        for (const [cid, reason] of damaged) pass.onDamaged(cid, reason);
        for (const cid of pins) if (!firstFaults.has(cid)) firstFaults.set(cid, error);
        left.putBack(pins.filter((cid) => still.has(cid) && !damaged.has(cid)));
        continue;
      }
      for (const cid of sent.flatMap(({ cid, parts }) => [cid, ...parts])) {
        if (isOpen) pass.sentOpen.add(cid);
        pass.onPin();
        copied += 1;
      }
    }
  };
  await together(pass.signal, Array<typeof copySome>(STREAMS).fill(copySome));
  return copied;
}

/** Takes pins off the list until a request is large enough. */
async function* nextCars(
  left: PinsLeft,
  sent: PinsOfCar[],
  { source, onBytes, signal }: FilesPass,
): AsyncGenerator<AsyncIterable<Uint8Array>> {
  let bytes = 0;
  const count = (portion: Uint8Array): void => {
    signal.throwIfAborted();
    bytes += portion.length;
    onBytes(portion.length);
  };
  while (sent.length < PINS_PER_REQUEST && bytes < BYTES_PER_REQUEST) {
    const next = left.take();
    if (next === null) return;
    sent.push(next);
    const { cid, parts, isRepeated } = next;
    yield counted(isRepeated ? source.export(cid) : source.car([cid, ...parts]), count);
  }
}

/**
 * Reads every block below the pins and hashes it again. What is within another pin was read with it: name those that hold others first.
 * @throws MoveRefusedError when one is missing or damaged, naming the pin
 */
export async function verifyPins(
  cids: Iterable<string>,
  { target, onBytes, signal: asked }: Pick<FilesPass, 'target' | 'onBytes' | 'signal'>,
  onVerified: (cid: string) => void,
): Promise<void> {
  const left = new Set(cids);
  const verifySome = async (signal: AbortSignal): Promise<void> => {
    for (const cid of left) {
      signal.throwIfAborted();
      left.delete(cid);
      const below = await readPin(target, cid, onBytes).catch(async (cause: unknown) => {
        // A server that went away has not said anything of the copy.
        if (signal.aborted || !(await answers(target))) throw cause;
        throw new MoveRefusedError(
          `The copy of ${cid} on the other side is not whole (${reasonOf(cause)}). Give up this move (--give-up) and begin it again; or unpin that one there, with what is within it, collect the garbage there, and run the same command again.`,
          { cause },
        );
      });
      onVerified(cid);
      for (const part of below) if (left.delete(part)) onVerified(part);
    }
  };
  await together(asked, Array<typeof verifySome>(STREAMS).fill(verifySome));
}
