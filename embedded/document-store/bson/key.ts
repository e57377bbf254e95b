import type { Binary } from 'bson';
import { compareExact, type Exact, exactOf, exactOfDouble } from './number.ts';
import { type Document, isNumeric, type Numeric, RANK, rankOf, type Value } from './value.ts';

const SHORT_TEXT = 64;
// eslint-disable-next-line no-control-regex -- these two are the ones to escape
const CONTROL = /[\0\x01]/;

/**
 * Encodes values as bytes whose order under memcmp is MongoDB's order, so that the engine's B-tree sorts as MongoDB
 * does. Each encoding is prefix-free: parts can follow one another, and a descending part is the complement of its bytes.
 */
export class KeyWriter {
  #bytes = Buffer.allocUnsafe(128);
  #at = 0;

  value(value: Value): this {
    this.#byte(rankOf(value));
    this.#payload(value);
    return this;
  }

  /** The key of an empty array, which has no element to be found by. */
  emptyArray(): this {
    this.#byte(RANK.emptyArray);
    return this;
  }

  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  /** The key as a text of one character a byte; the writer begins anew. */
  finishText(): string {
    const text = this.#bytes.toString('latin1', 0, this.#at);
    this.#at = 0;
    return text;
  }

  #payload(value: Value): void {
    if (isNumeric(value)) {
      this.#number(value);
    } else if (typeof value === 'string') {
      this.#text(value);
    } else if (typeof value === 'boolean') {
      this.#byte(value ? 1 : 0);
    } else if (value instanceof Map) {
      this.#document(value);
    } else if (Array.isArray(value)) {
      for (const element of value) this.value(element);
      this.#byte(0);
    } else if (value instanceof Date) {
      this.#unsigned(BigInt(value.getTime()) + 2n ** 63n);
    } else if (value !== null) {
      this.#tagged(value);
    }
  }

  #tagged(value: Extract<Value, { _bsontype: string }>): void {
    switch (value._bsontype) {
      case 'BSONSymbol':
        this.#text(value.value);
        break;
      case 'ObjectId':
        this.#raw(value.id);
        break;
      case 'Binary':
        this.#binary(value);
        break;
      case 'Timestamp':
        this.#unsigned((BigInt(value.t) << 32n) | BigInt(value.i));
        break;
      case 'BSONRegExp':
        this.#text(value.pattern);
        this.#text(value.options);
        break;
      case 'Code':
        this.#text(value.code);
        break;
      case 'CodeWithScope':
        this.#text(value.code);
        this.#document(value.scope);
        break;
      default:
      // Numbers are written above; MinKey and MaxKey are their type byte alone.
    }
  }

  #document(document: Document): void {
    for (const [name, value] of document) {
      this.#byte(rankOf(value));
      this.#text(name);
      this.#payload(value);
    }
    this.#byte(0);
  }

  #binary(value: Binary): void {
    this.#reserve(5);
    this.#at = this.#bytes.writeUInt32BE(value.position, this.#at);
    this.#byte(value.sub_type);
    this.#raw(value.buffer.subarray(0, value.position));
  }

  /** 8 bytes of the greatest double not above the number, then 0 if that is exact, else 1 and the exact decimal. */
  #number(value: Numeric): void {
    const { floor, rest } = floorOf(value);
    this.#double(floor);
    if (rest === null) {
      this.#byte(0);
      return;
    }
    this.#byte(1);
    this.#raw(decimalBytes(rest));
  }

  #double(value: number): void {
    this.#reserve(8);
    if (Number.isNaN(value)) {
      this.#bytes.fill(0, this.#at, this.#at + 8);
      this.#at += 8;
      return;
    }
    const start = this.#at;
    // Adding zero turns -0 into 0, which it equals.
    this.#at = this.#bytes.writeDoubleBE(value + 0, start);
    if (value < 0) complement(this.#bytes.subarray(start, this.#at));
    else this.#bytes[start] = (this.#bytes[start] ?? 0) | 0x80;
  }

  #unsigned(value: bigint): void {
    this.#reserve(8);
    this.#at = this.#bytes.writeBigUInt64BE(value, this.#at);
  }

  /** UTF-8 ended by 00; the bytes 00 and 01 within are written as 01 01 and 01 02, so that no text begins with another's key. */
  #text(text: string): void {
    this.#reserve(text.length * 3 + 1);
    if (text.length <= SHORT_TEXT && this.#wrotePlain(text)) return;
    const start = this.#at;
    this.#at += this.#bytes.write(text, start, 'utf8');
    if (CONTROL.test(text)) this.#escape(start);
    this.#byte(0);
  }

  /** Writes it if it is ASCII without control characters to escape; for short texts quicker than a call out of JavaScript. */
  #wrotePlain(text: string): boolean {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      if (code < 2 || code > 0x7f) return false;
      bytes[at] = code;
      at += 1;
    }
    bytes[at] = 0;
    this.#at = at + 1;
    return true;
  }

  #escape(start: number): void {
    const plain = Buffer.from(this.#bytes.subarray(start, this.#at));
    this.#at = start;
    for (const byte of plain) {
      if (byte > 1) {
        this.#byte(byte);
      } else {
        this.#byte(1);
        this.#byte(byte + 1);
      }
    }
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #reserve(length: number): void {
    const needed = this.#at + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

const TEXT_WRITER = new KeyWriter();

/** The same key for use in a Map. */
export function keyTextOf(value: Value): string {
  return TEXT_WRITER.value(value).finishText();
}

export function keyOf(value: Value): Buffer {
  return new KeyWriter().value(value).finish();
}

/** Turns the order of a key around, in place. */
export function complement(key: Buffer): Buffer {
  for (let index = 0; index < key.length; index += 1) key[index] = ~(key[index] ?? 0) & 0xff;
  return key;
}

function floorOf(value: Numeric): { floor: number; rest: Exact | null } {
  if (value._bsontype === 'Int32' || value._bsontype === 'Double') return { floor: value.value, rest: null };
  const exact = exactOf(value);
  if (typeof exact === 'number') return { floor: exact, rest: null };
  const nearest = Number(`${exact.coefficient.toString()}e${exact.exponent}`);
  if (nearest === Infinity) return { floor: Number.MAX_VALUE, rest: exact };
  if (nearest === -Infinity) return { floor: nearest, rest: exact };
  const order = compareExact(exact, exactOfDouble(nearest));
  if (order === 0) return { floor: nearest, rest: null };
  return { floor: order > 0 ? nearest : nextBelow(nearest), rest: exact };
}

function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

/** Place of the first digit, digits without trailing zeros, an end mark; complemented for negative numbers. */
function decimalBytes({ coefficient, exponent }: Exact): Buffer {
  const isNegative = coefficient < 0n;
  const digits = (isNegative ? -coefficient : coefficient).toString();
  const bytes = Buffer.from(`\0\0${digits.replace(/0+$/, '')}\0`, 'latin1');
  bytes.writeUInt16BE(digits.length + exponent + 0x8000, 0);
  return isNegative ? complement(bytes) : bytes;
}
