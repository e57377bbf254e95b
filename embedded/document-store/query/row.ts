import { decode } from '../bson/decode.ts';
import type { Fields } from '../bson/fields.ts';
import { encode } from '../bson/encode.ts';
import type { Document } from '../bson/value.ts';

/** A document on its way through a query: stored bytes, decoded only when somebody looks inside, or a new document. */
export class Row {
  #bytes: Buffer | null;
  #document: Document | null;

  private constructor(bytes: Buffer | null, document: Document | null) {
    this.#bytes = bytes;
    this.#document = document;
  }

  static stored(bytes: Buffer): Row {
    return new Row(bytes, null);
  }

  static computed(document: Document): Row {
    return new Row(null, document);
  }

  get document(): Document {
    this.#document ??= decode(this.#bytes ?? Buffer.alloc(0));
    return this.#document;
  }

  /** These fields, and perhaps others; all for null. */
  fields(only: Fields | null): Document {
    if (only === null || this.#document !== null || this.#bytes === null) return this.document;
    return decode(this.#bytes, only);
  }

  get bytes(): Buffer {
    this.#bytes ??= encode(this.document);
    return this.#bytes;
  }
}

/**
 * Rows one by one; null is a step of work without a row. Nothing here waits: whoever pulls decides when to let others
 * have their turn.
 */
export type Rows = Generator<Row | null, void, undefined>;
