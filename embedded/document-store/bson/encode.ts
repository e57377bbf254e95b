import { type CodeWithScope, type Document, type Value, typeOf } from './value.ts';

/** A document that is already encoded; put into a reply as it is. */
export class Encoded {
  constructor(readonly bytes: Buffer) {}
}

/** What a reply may hold beside BSON values. */
export type Encodable = Value | Encoded | readonly Encodable[] | ReadonlyMap<string, Encodable>;

/** Encodes one document; the bytes are the caller's own. */
export function encode(document: ReadonlyMap<string, Encodable>): Buffer {
  const writer = new Writer();
  writer.document(document);
  return writer.finish();
}

/** Encodes a value on its own, with its type byte first: equal bytes mean the same value of the same type. */
export function encodeValue(value: Value): Buffer {
  return encode(new Map([['', value]]));
}

class Writer {
  #bytes = Buffer.allocUnsafe(1024);
  #at = 0;

  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  document(fields: ReadonlyMap<string, Encodable>): void {
    const start = this.#open();
    for (const [name, value] of fields) this.#element(name, value);
    this.#close(start);
  }

  #array(values: readonly Encodable[]): void {
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

  #element(name: string, value: Encodable): void {
    const typeAt = this.#at;
    this.#byte(0);
    this.#cstring(name);
    const type = this.#value(value);
    this.#bytes[typeAt] = type;
  }

  /** Writes the value and returns its type byte. */
  #value(value: Encodable): number {
    if (value instanceof Encoded) {
      this.#raw(value.bytes);
      return 0x03;
    }
    if (value instanceof Map) {
      this.document(value as ReadonlyMap<string, Encodable>);
      return 0x03;
    }
    if (Array.isArray(value)) {
      this.#array(value as readonly Encodable[]);
      return 0x04;
    }
    // What is left after the three containers is a plain value; the checks above do not narrow the readonly forms.
    return this.#scalar(value as Exclude<Value, Document | Value[]>);
  }

  #scalar(value: Exclude<Value, Document | Value[]>): number {
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
      case 'Timestamp':
        this.#int32(value.low);
        this.#int32(value.high);
        return value._bsontype === 'Long' ? 0x12 : 0x11;
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
