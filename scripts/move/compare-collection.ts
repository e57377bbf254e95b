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

/** Walks both in the order of `_id`: memory for one document of each, however many there are. */
export async function* compareCollection(
  source: AsyncIterable<Buffer>,
  target: AsyncIterable<Buffer>,
): AsyncGenerator<Compared> {
  const [wanted, found] = [new Sorted(source), new Sorted(target)];
  try {
    await Promise.all([wanted.next(), found.next()]);
    while (wanted.head !== null || found.head !== null) {
      const order = orderOf(wanted.head, found.head);
      if (order < 0 && wanted.head !== null) {
        yield { kind: 'added', bytes: wanted.head.bytes };
        await wanted.next();
      } else if (order > 0 && found.head !== null) {
        yield { kind: 'removed', bytes: found.head.bytes };
        await found.next();
      } else if (wanted.head !== null && found.head !== null) {
        const { bytes } = wanted.head;
        yield { kind: bytes.equals(found.head.bytes) ? 'same' : 'changed', bytes };
        await Promise.all([wanted.next(), found.next()]);
      }
    }
  } finally {
    await Promise.all([wanted.end(), found.end()]);
  }
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
  readonly #documents: AsyncIterator<Buffer, unknown>;
  #head: Head | null = null;

  constructor(documents: AsyncIterable<Buffer>) {
    this.#documents = documents[Symbol.asyncIterator]();
  }

  get head(): Head | null {
    return this.#head;
  }

  async next(): Promise<void> {
    const next = await this.#documents.next();
    if (next.done === true) {
      this.#head = null;
      return;
    }
    const id = decode(next.value, ID).get('_id');
    if (id === undefined) throw new MoveRefusedError('A server gave a document without an _id.');
    const key = keyOf(id);
    if (this.#head !== null && Buffer.compare(this.#head.key, key) >= 0)
      throw new MoveRefusedError(
        "A server does not list documents in the order of their _id as MongoDB does, so that the two sides can't be compared. Name another server.",
      );
    this.#head = { key, bytes: next.value };
  }

  async end(): Promise<void> {
    await this.#documents.return?.();
  }
}
