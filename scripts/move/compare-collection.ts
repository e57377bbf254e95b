import { decode } from '@lanran/embedded/document-store/bson/decode';
import { Fields } from '@lanran/embedded/document-store/bson/fields';
import { keyOf } from '@lanran/embedded/document-store/bson/key';
import { MoveRefusedError } from './errors.ts';

/** How a collection has to change to be like another. */
export interface Difference {
  readonly kind: 'added' | 'changed' | 'removed';
  /** The document as it has to be or, where it goes, as it is. */
  readonly bytes: Buffer;
}

/** One that is alike on both sides counts too. */
export type Compared = Difference | { readonly kind: 'same'; readonly bytes: Buffer };

/** Walks both in the order of `_id`: memory for some documents of each, however many there are. Both give some at a time, and so does it. */
export async function* compareCollection(
  source: AsyncIterable<readonly Buffer[]>,
  target: AsyncIterable<readonly Buffer[]>,
): AsyncGenerator<Compared[]> {
  const [wanted, found] = [new Sorted(source), new Sorted(target)];
  try {
    do {
      await Promise.all([wanted.fill(), found.fill()]);
      yield compareHeld(wanted, found);
    } while (!wanted.isAtEnd || !found.isAtEnd);
  } finally {
    await Promise.all([wanted.end(), found.end()]);
  }
}

/** As far as can be said from what of both is held. */
function compareHeld(wanted: Sorted, found: Sorted): Compared[] {
  const compared: Compared[] = [];
  while (wanted.isFilled && found.isFilled && (wanted.head !== null || found.head !== null)) {
    const order = orderOf(wanted.head, found.head);
    if (order < 0 && wanted.head !== null) {
      compared.push({ kind: 'added', bytes: wanted.head.bytes });
      wanted.next();
    } else if (order > 0 && found.head !== null) {
      compared.push({ kind: 'removed', bytes: found.head.bytes });
      found.next();
    } else if (wanted.head !== null && found.head !== null) {
      const { bytes } = wanted.head;
      compared.push({ kind: bytes.equals(found.head.bytes) ? 'same' : 'changed', bytes });
      wanted.next();
      found.next();
    }
  }
  return compared;
}

interface Head {
  readonly key: Buffer;
  readonly bytes: Buffer;
}

function orderOf(wanted: Head | null, found: Head | null): number {
  if (wanted === null) return 1;
  return found === null ? -1 : Buffer.compare(wanted.key, found.key);
}

const ID = new Fields([['_id']]);

/** Documents in the order of their keys. A server that sorts otherwise is refused: its documents would be taken for missing. */
class Sorted {
  readonly #documents: AsyncIterator<readonly Buffer[], unknown>;
  #held: readonly Buffer[] = [];
  #at = 0;
  #hasEnded = false;
  #head: Head | null = null;
  #lastKey: Buffer | null = null;

  constructor(documents: AsyncIterable<readonly Buffer[]>) {
    this.#documents = documents[Symbol.asyncIterator]();
  }

  /** Null after the last, once it is filled. */
  get head(): Head | null {
    return this.#head;
  }

  /** False where more may come that is not held yet. */
  get isFilled(): boolean {
    return this.#head !== null || this.#hasEnded;
  }

  get isAtEnd(): boolean {
    return this.#head === null && this.#hasEnded;
  }

  async fill(): Promise<void> {
    while (!this.isFilled) {
      const next = await this.#documents.next();
      if (next.done === true) {
        this.#hasEnded = true;
        return;
      }
      this.#held = next.value;
      this.#at = 0;
      this.next();
    }
  }

  /** On to the next of those that are held. */
  next(): void {
    const bytes = this.#held[this.#at];
    this.#at += 1;
    this.#head = bytes === undefined ? null : { key: this.#nextKey(bytes), bytes };
  }

  async end(): Promise<void> {
    await this.#documents.return?.();
  }

  #nextKey(bytes: Buffer): Buffer {
    const id = decode(bytes, ID).get('_id');
    if (id === undefined) throw new MoveRefusedError('A server gave a document without an _id.');
    const key = keyOf(id);
    if (this.#lastKey !== null && Buffer.compare(this.#lastKey, key) >= 0)
      throw new MoveRefusedError(
        "A server does not list documents in the order of their _id as MongoDB does, so that the two sides can't be compared. Name another server.",
      );
    this.#lastKey = key;
    return key;
  }
}
