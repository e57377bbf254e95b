import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { ClientError, notSupported } from '../command-error.ts';
import type { Fields } from './fields.ts';
import { BsonReader, invalid } from './reader.ts';
import { CodeWithScope, type Document, type Value } from './value.ts';

/** The type byte of a document within a document. */
const DOCUMENT = 0x03;
/** MongoDB's own limit on nesting. */
const MAX_DEPTH = 200;
/** The range of a JavaScript Date, in milliseconds either side of 1970 (ECMA-262 21.4.1.1). */
const MAX_DATE_MS = 8_640_000_000_000_000n;

/**
 * Decodes one document with every type kept. With `only`, other fields are skipped, also within documents, which is what makes a
 * scan over large documents cheap. Throws InvalidBSON for damaged bytes.
 */
export function decode(bytes: Buffer, only: Fields | null = null): Document {
  return naming(() => new Decoder(bytes, { isStrict: false }).document(only));
}

/**
 * Decodes a document that a client sent. Throws InvalidBSON also for what could not be stored as it was sent: text that is not
 * UTF-8, and arrays whose keys are not 0, 1, 2 and so on.
 */
export function decodeReceived(bytes: Buffer): Document {
  return naming(() => new Decoder(bytes, { isStrict: true }).document());
}

function naming(read: () => Document): Document {
  try {
    return read();
  } catch (error) {
    if (error instanceof ClientError) throw error;
    throw new ClientError('InvalidBSON', 'A document is damaged or ends early.', { cause: error });
  }
}

class Decoder extends BsonReader {
  #depth = 0;

  document(only: Fields | null = null): Document {
    const fields: Document = new Map();
    let count = 0;
    this.#each((type) => {
      const start = this.at;
      const hash = this.passName();
      if (only === null) {
        fields.set(this.nameFrom(start, hash), this.#value(type));
      } else {
        const branch = only.hasHash(hash) ? only.find(this.nameFrom(start, hash)) : null;
        if (branch === null) {
          this.#skip(type);
          return;
        }
        const { name, within } = branch;
        fields.set(name, within !== null && type === DOCUMENT ? this.document(within) : this.#value(type));
      }
      count += 1;
    });
    if (fields.size !== count) throw invalid('names a field twice');
    return fields;
  }

  #array(): Value[] {
    const values: Value[] = [];
    this.#each((type) => {
      const start = this.at;
      this.passName();
      if (this.isStrict && !this.isNamed(start, String(values.length)))
        throw invalid('has an array whose keys are not 0, 1, 2 and so on');
      values.push(this.#value(type));
    });
    return values;
  }

  #each(element: (type: number) => void): void {
    if (this.#depth >= MAX_DEPTH) throw invalid(`is nested more than ${MAX_DEPTH} levels deep`);
    this.#depth += 1;
    const start = this.at;
    const end = start + this.int32();
    if (end < start + 5 || end > this.bytes.length) throw invalid('gives a wrong length');
    for (;;) {
      const type = this.byte();
      if (type === 0) break;
      element(type);
      if (this.at >= end) throw invalid('has a field longer than itself');
    }
    if (this.at !== end) throw invalid('gives a wrong length');
    this.#depth -= 1;
  }

  #value(type: number): Value {
    switch (type) {
      case 0x01:
        return new Double(this.bytes.readDoubleLE(this.take(8)));
      case 0x02:
        return this.string();
      case DOCUMENT:
        return this.document();
      case 0x04:
        return this.#array();
      case 0x05:
        return this.#binary();
      case 0x07:
        return new ObjectId(this.slice(12));
      case 0x08:
        return this.byte() !== 0;
      case 0x09:
        return this.#date();
      case 0x0a:
        return null;
      case 0x0b:
        return new BSONRegExp(this.name(), this.name());
      case 0x0d:
        return new Code(this.string());
      case 0x0e:
        return new BSONSymbol(this.string());
      case 0x0f:
        return this.#codeWithScope();
      case 0x10:
        return new Int32(this.int32());
      case 0x11:
        return new Timestamp(this.long());
      case 0x12:
        return this.long();
      case 0x13:
        return new Decimal128(this.slice(16));
      case 0x7f:
        return new MaxKey();
      case 0xff:
        return new MinKey();
      case 0x06:
        throw notSupported('The deprecated BSON type undefined', 'InvalidBSON');
      case 0x0c:
        throw notSupported('The deprecated BSON type DBPointer', 'InvalidBSON');
      default:
        throw invalid(`uses the BSON type 0x${type.toString(16)}, which is unknown`);
    }
  }

  #skip(type: number): void {
    switch (type) {
      case DOCUMENT:
      case 0x04:
        this.take(this.peekLength(5));
        return;
      case 0x02:
        this.take(4 + this.peekLength(1));
        return;
      case 0x01:
      case 0x09:
      case 0x12:
        this.take(8);
        return;
      case 0x10:
        this.take(4);
        return;
      case 0x08:
        this.take(1);
        return;
      case 0x0a:
        return;
      default:
        this.#value(type);
    }
  }

  #binary(): Binary {
    const length = this.int32();
    const subtype = this.byte();
    return new Binary(this.slice(length), subtype);
  }

  #date(): Date {
    const milliseconds = this.bytes.readBigInt64LE(this.take(8));
    if (milliseconds > MAX_DATE_MS || milliseconds < -MAX_DATE_MS) {
      throw notSupported(
        `The date ${milliseconds.toString()} ms, which is outside of the years −271821 to 275760,`,
        'BadValue',
      );
    }
    return new Date(Number(milliseconds));
  }

  #codeWithScope(): CodeWithScope {
    this.int32();
    return new CodeWithScope(this.string(), this.document());
  }
}
