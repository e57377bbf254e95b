import { Binary } from 'bson';
import { decodeReceived } from './bson/decode.ts';
import { encode } from './bson/encode.ts';
import { toDouble } from './bson/number.ts';
import { type Document, isDocument, isNumeric, typeOf, type Value } from './bson/value.ts';
import { ClientError, notSupported } from './command-error.ts';
import { isTruthy } from './query/tests.ts';

/** Fields every command may carry; those with a meaning here are read by name. */
const GENERIC: ReadonlySet<string> = new Set([
  '$db',
  'lsid',
  '$readPreference',
  '$clusterTime',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
]);
const TRANSACTION_FIELDS = ['txnNumber', 'startTransaction', 'autocommit'];

/** A command's arguments, read by name and type. Every reader throws a ClientError that names the field. */
export class Arguments {
  readonly command: string;
  readonly #body: Document;
  readonly #sequences: ReadonlyMap<string, readonly Buffer[]>;

  constructor(
    command: string,
    body: Document,
    sequences: ReadonlyMap<string, readonly Buffer[]> = new Map(),
  ) {
    this.command = command;
    this.#body = body;
    this.#sequences = sequences;
  }

  /**
   * Refuses every field that is in neither list. A field in `unsupported` is one that MongoDB knows and this server
   * does not: it is refused when it asks for something.
   */
  allow(supported: readonly string[], unsupported: readonly string[] = []): this {
    for (const field of TRANSACTION_FIELDS) {
      if (this.#body.has(field)) {
        throw new ClientError(
          'IllegalOperation',
          'Transaction numbers are only allowed on a replica set member or mongos',
        );
      }
    }
    for (const [name, value] of this.#body) {
      if (name === this.command || GENERIC.has(name) || supported.includes(name)) continue;
      if (!unsupported.includes(name)) {
        throw new ClientError('UnknownField', `BSON field '${this.command}.${name}' is an unknown field.`);
      }
      const isEmpty =
        !isTruthy(value) ||
        (isDocument(value) && value.size === 0) ||
        (Array.isArray(value) && value.length === 0);
      if (!isEmpty) throw notSupported(`The option '${name}' of ${this.command}`);
    }
    return this;
  }

  has(name: string): boolean {
    return this.#body.has(name) || this.#sequences.has(name);
  }

  value(name: string): Value | null {
    return this.#body.get(name) ?? null;
  }

  string(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string') throw this.#wrongType(name, 'string');
    return value;
  }

  bytes(name: string): Buffer {
    const value = this.value(name);
    if (!(value instanceof Binary)) throw this.#wrongType(name, 'binData');
    return Buffer.from(value.value());
  }

  document(name: string): Document {
    const value = this.value(name);
    if (!isDocument(value)) throw this.#wrongType(name, 'object');
    return value;
  }

  optionalDocument(name: string): Document | null {
    return this.value(name) === null ? null : this.document(name);
  }

  documentOrEmpty(name: string): Document {
    return this.optionalDocument(name) ?? new Map<string, Value>();
  }

  flag(name: string, otherwise = false): boolean {
    const value = this.value(name);
    if (value === null) return otherwise;
    if (typeof value !== 'boolean' && !isNumeric(value)) throw this.#wrongType(name, 'bool');
    return isTruthy(value);
  }

  /** A whole number of zero or more, or null when absent. */
  count(name: string): number | null {
    const value = this.value(name);
    if (value === null) return null;
    if (!isNumeric(value)) throw this.#wrongType(name, 'number');
    const count = toDouble(value);
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new ClientError(
        'BadValue',
        `BSON field '${name}' value must be >= 0 and whole, actual value '${count}'`,
      );
    }
    return count;
  }

  array(name: string): readonly Value[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw this.#wrongType(name, 'array');
    return value;
  }

  /** Documents given as an array or as a document sequence, encoded. */
  encodedDocuments(name: string): readonly Buffer[] {
    const sequence = this.#sequences.get(name);
    if (sequence !== undefined) return sequence;
    return this.array(name).map((value) => {
      if (!isDocument(value)) throw this.#wrongType(name, 'array of objects');
      return encode(value);
    });
  }

  documents(name: string): readonly Document[] {
    return this.encodedDocuments(name).map(decodeReceived);
  }

  /** Arguments of an entry in this command, such as one update of `updates`. */
  entry(name: string, body: Document): Arguments {
    return new Arguments(name, body);
  }

  #wrongType(name: string, expected: string): ClientError {
    const value = this.#body.get(name);
    if (value === undefined) {
      return new ClientError(
        'MissingField',
        `BSON field '${this.command}.${name}' is missing but a required field`,
      );
    }
    return new ClientError(
      'TypeMismatch',
      `BSON field '${this.command}.${name}' is the wrong type '${typeOf(value)}', expected type '${expected}'`,
    );
  }
}
