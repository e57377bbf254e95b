import { type CodeWithScope, type Document, type Value, typeOf } from './value.ts';

/** A document that is already encoded; put into a reply as it is. */
export class Encoded {
  constructor(readonly bytes: Buffer) {}
}

/**
 * Encodes one document; the bytes are the caller's own. Its values are BSON values, `Encoded` documents, and lists and
 * maps of these. Throws TypeError for anything else.
 */
export function encode(document: ReadonlyMap<string, unknown>): Buffer {
  const writer = new Writer();
  writer.document(document);
  return writer.finish();
}

/** Encodes a value on its own, with its type byte first: equal bytes mean the same value of the same type. */
export function encodeValue(value: Value): Buffer {
  return encode(new Map([['', value]]));
}

type Scalar = Exclude<Value, Document | Value[]>;

function isFields(value: unknown): value is ReadonlyMap<string, unknown> {
  return value instanceof Map;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

class Writer {
  #bytes = Buffer.allocUnsafe(1024);
  #at = 0;

  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  document(fields: ReadonlyMap<string, unknown>): void {
    const start = this.#open();
    for (const [name, value] of fields) this.#element(name, value);
    this.#close(start);
  }

  #array(values: readonly unknown[]): void {
    const start = this.#open();
    values.forEach((value, index) => this.#element(String(index), value));
    this.#close(start);
  }

  #open(): number {
    const start = this.#at;
    this.#reserve(4);
    this.#at += 4;
    return start;
  }

  #close(start: number): void {
    this.#byte(0);
    this.#bytes.writeInt32LE(this.#at - start, start);
  }

  #element(name: string, value: unknown): void {
    const typeAt = this.#at;
    this.#byte(0);
    this.#cstring(name);
    const type = this.#value(value);
    this.#bytes[typeAt] = type;
  }

  /** Writes the value and returns its type byte. */
  #value(value: unknown): number {
    if (value instanceof Encoded) {
      this.#raw(value.bytes);
      return 0x03;
    }
    if (isFields(value)) {
      this.document(value);
      return 0x03;
    }
    if (isList(value)) {
      this.#array(value);
      return 0x04;
    }
    // The only other values there are; one that is none of them has no type byte, and is refused below.
    return this.#scalar(value as Scalar);
  }

  #scalar(value: Scalar): number {
    if (typeof value === 'string') {
      this.#string(value);
      return 0x02;
    }
    if (value === null) return 0x0a;
    if (typeof value === 'boolean') {
      this.#byte(value ? 1 : 0);
      return 0x08;
    }
    if (value instanceof Date) {
      this.#reserve(8);
      this.#bytes.writeBigInt64LE(BigInt(value.getTime()), this.#at);
      this.#at += 8;
      return 0x09;
    }
    switch (value._bsontype) {
      case 'Double':
        this.#reserve(8);
        this.#at = this.#bytes.writeDoubleLE(value.value, this.#at);
        return 0x01;
      case 'Int32':
        this.#int32(value.value);
        return 0x10;
      case 'Long':
        this.#int32(value.low);
        this.#int32(value.high);
        return 0x12;
      case 'Timestamp':
        this.#int32(value.i | 0);
        this.#int32(value.t | 0);
        return 0x11;
      case 'Decimal128':
        this.#raw(value.bytes);
        return 0x13;
      case 'Binary':
        this.#int32(value.position);
        this.#byte(value.sub_type);
        this.#raw(value.buffer.subarray(0, value.position));
        return 0x05;
      case 'ObjectId':
        this.#raw(value.id);
        return 0x07;
      case 'BSONRegExp':
        this.#cstring(value.pattern);
        this.#cstring(value.options);
        return 0x0b;
      case 'BSONSymbol':
        this.#string(value.value);
        return 0x0e;
      case 'Code':
        this.#string(value.code);
        return 0x0d;
      case 'CodeWithScope':
        this.#codeWithScope(value);
        return 0x0f;
      case 'MinKey':
        return 0xff;
      case 'MaxKey':
        return 0x7f;
      default:
        throw new TypeError('A value to encode is not of any BSON type.');
    }
  }

  #codeWithScope(value: CodeWithScope): void {
    const start = this.#open();
    this.#string(value.code);
    this.document(value.scope);
    this.#bytes.writeInt32LE(this.#at - start, start);
  }

  #reserve(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }

  #int32(value: number): void {
    this.#reserve(4);
    this.#at = this.#bytes.writeInt32LE(value, this.#at);
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #string(text: string): void {
    const start = this.#open();
    this.#cstring(text);
    this.#bytes.writeInt32LE(this.#at - start - 4, start);
  }

  #cstring(text: string): void {
    this.#reserve(text.length * 3 + 1);
    this.#at += this.#bytes.write(text, this.#at, 'utf8');
    this.#byte(0);
  }
}

/** True if both values have the same type and the same bytes, which is stricter than comparing equal. */
export function isIdentical(a: Value, b: Value): boolean {
  return a === b || (typeOf(a) === typeOf(b) && encodeValue(a).equals(encodeValue(b)));
}
