import { isUtf8 } from 'node:buffer';
import { Long } from 'bson';
import { ClientError } from '../command-error.ts';
import { isTextAt, mix, ShortTexts } from './short-texts.ts';

/** Longer values seldom come twice. */
const SHORT_BYTES = 32;
const TEXTS = new ShortTexts();
/** What bytes that are not UTF-8 are read as. */
const REPLACEMENT = '\ufffd';

export interface ReaderOptions {
  /** Throws for text that is not UTF-8; otherwise such bytes are read as U+FFFD. */
  readonly isStrict: boolean;
}

/** Reads the primitives of BSON one after the other. Every read past the end throws. */
export class BsonReader {
  protected readonly bytes: Buffer;
  protected readonly isStrict: boolean;
  protected at = 0;

  constructor(bytes: Buffer, { isStrict }: ReaderOptions) {
    this.bytes = bytes;
    this.isStrict = isStrict;
  }

  /** Goes on behind so many bytes. @returns where they start */
  protected take(length: number): number {
    const start = this.at;
    this.at += length;
    if (length < 0 || this.at > this.bytes.length) throw invalid('ends early');
    return start;
  }

  protected byte(): number {
    return this.bytes.readUInt8(this.take(1));
  }

  protected int32(): number {
    return this.bytes.readInt32LE(this.take(4));
  }

  protected long(): Long {
    return new Long(this.int32(), this.int32());
  }

  /** Copied, so that no value holds on to the message or page it came in. */
  protected slice(length: number): Buffer {
    const start = this.take(length);
    return Buffer.from(this.bytes.subarray(start, start + length));
  }

  /** The length that comes next, which stays to be read. */
  protected peekLength(least: number): number {
    const length = this.bytes.readInt32LE(this.at);
    if (length < least) throw invalid('gives a wrong length');
    return length;
  }

  protected name(): string {
    const start = this.at;
    return this.nameFrom(start, this.passName());
  }

  /** Goes on behind the name. @returns its hash */
  protected passName(): number {
    const { bytes } = this;
    let at = this.at;
    let hash = 0;
    for (let byte = bytes[at]; byte !== 0; byte = bytes[at]) {
      if (byte === undefined) throw invalid('ends early');
      hash = mix(hash, byte);
      at += 1;
    }
    this.at = at + 1;
    return hash;
  }

  /** The name that was just passed. */
  protected nameFrom(start: number, hash: number): string {
    const end = this.at - 1;
    return this.#checked(TEXTS.read(this.bytes, start, end, hash), start, end);
  }

  /** Whether the name that was just passed is this one. */
  protected isNamed(start: number, name: string): boolean {
    return isTextAt(this.bytes, start, this.at - 1, name);
  }

  protected string(): string {
    const length = this.int32();
    if (length < 1) throw invalid('has a string of wrong length');
    const start = this.take(length);
    const end = start + length - 1;
    if (this.bytes[end] !== 0) throw invalid('has a string without an end');
    return this.#checked(this.#textAt(start, end), start, end);
  }

  #textAt(start: number, end: number): string {
    if (end - start >= SHORT_BYTES) return this.bytes.toString('utf8', start, end);
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = mix(hash, this.bytes[at] ?? 0);
    return TEXTS.read(this.bytes, start, end, hash);
  }

  #checked(text: string, start: number, end: number): string {
    // Only a text that has the character needs the closer look: it may be in it by right.
    if (this.isStrict && text.includes(REPLACEMENT) && !isUtf8(this.bytes.subarray(start, end)))
      throw invalid('has text that is not UTF-8. Send such bytes as binary data');
    return text;
  }
}

export function invalid(what: string): ClientError {
  return new ClientError('InvalidBSON', `A document ${what}.`);
}
