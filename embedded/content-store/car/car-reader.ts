import { CID } from 'multiformats/cid';
import { digestOf, IDENTITY, ownCid, sha256 } from '../dag/cids.ts';
import { isFollowed } from '../dag/dag-links.ts';
import type { Block } from '../dag/dag-walk.ts';
import { InvalidInputError, UnsupportedError } from '../errors.ts';
import { decodeHeader } from './car-format.ts';

const MAX_HEADER_BYTES = 1_048_576;
/** Kubo's limit on a block, and room for its CID. */
const MAX_BLOCK_BYTES = 2 * 1_048_576;
const MAX_SECTION_BYTES = MAX_BLOCK_BYTES + 128;
/** Enough for any length that isn't refused. */
const MAX_VARINT_BYTES = 8;

/** Reads a CARv1 as it arrives, one block at a time, and believes no CID before the bytes have its hash. */
export class CarReader {
  readonly #bytes: ArrivingBytes;

  private constructor(
    readonly roots: readonly CID[],
    bytes: ArrivingBytes,
  ) {
    this.#bytes = bytes;
  }

  /** @throws InvalidInputError, UnsupportedError */
  static async open(source: AsyncIterable<Buffer>): Promise<CarReader> {
    const bytes = new ArrivingBytes(source);
    const length = await bytes.length();
    if (length === null || length === 0 || length > MAX_HEADER_BYTES) {
      throw new InvalidInputError('This is no CAR: it does not begin with a CARv1 header.');
    }
    return new CarReader(decodeHeader(await bytes.take(length)), bytes);
  }

  /**
   * The blocks in their order; the bytes of one are valid until the next is asked for. Identity CIDs, which hold their bytes themselves, are checked and passed over.
   * @throws InvalidInputError if the CAR is cut short or a block is not what its CID says, UnsupportedError for a codec or
   * hash that this store doesn't keep.
   */
  async *blocks(): AsyncGenerator<Block> {
    for (let length = await this.#bytes.length(); length !== null; length = await this.#bytes.length()) {
      if (length > MAX_SECTION_BYTES) {
        throw new UnsupportedError(
          `A block of the CAR has ${length} bytes; at most ${MAX_BLOCK_BYTES} are taken.`,
        );
      }
      const { cid, bytes } = split(await this.#bytes.take(length));
      if (cid.multihash.code === IDENTITY) {
        if (Buffer.compare(cid.multihash.digest, bytes) !== 0) throw lyingBlock(cid);
        continue;
      }
      const digest = digestOf(cid);
      if (digest === null) throw new UnsupportedError(`${cid.toString()} has another hash than SHA-256.`);
      if (Buffer.compare(sha256(bytes), digest) !== 0) throw lyingBlock(cid);
      if (!isFollowed(cid)) {
        throw new UnsupportedError(
          `${cid.toString()} has the codec 0x${cid.code.toString(16)}; raw, dag-pb and dag-cbor are kept.`,
        );
      }
      yield { cid, bytes };
    }
  }
}

function split(section: Buffer): Block {
  try {
    const [cid, bytes] = CID.decodeFirst(section);
    return { cid: ownCid({ bytes: cid.bytes.slice() }), bytes };
  } catch (cause) {
    throw new InvalidInputError('A section of the CAR does not begin with a CID.', { cause });
  }
}

function lyingBlock(cid: CID): InvalidInputError {
  return new InvalidInputError(`The CAR has other bytes under ${cid.toString()} than that CID names.`);
}

/** Bytes that are asked for by number. They are copied to memory that is used again: each block in memory of its own would cost a page fault for every 4 KiB. */
class ArrivingBytes {
  readonly #source: AsyncIterator<Buffer>;
  #room: Buffer = Buffer.alloc(0);
  /** Of the room, what is held. */
  #from = 0;
  #to = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** A varint, or null at the end. */
  async length(): Promise<number | null> {
    let value = 0;
    for (let at = 0; at < MAX_VARINT_BYTES; at++) {
      if (!(await this.#hold(1))) {
        if (at === 0) return null;
        throw cutShort();
      }
      const byte = this.#room.readUInt8(this.#from);
      this.#from += 1;
      value += (byte & 0x7f) * 2 ** (7 * at);
      if (byte < 0x80) return value;
    }
    throw new InvalidInputError('A length in the CAR is not a number that a block can have.');
  }

  /** Valid until more is asked for. */
  async take(count: number): Promise<Buffer> {
    if (!(await this.#hold(count))) throw cutShort();
    this.#from += count;
    return this.#room.subarray(this.#from - count, this.#from);
  }

  async #hold(count: number): Promise<boolean> {
    while (this.#to - this.#from < count) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      this.#put(next.value);
    }
    return true;
  }

  #put(portion: Buffer): void {
    if (this.#to + portion.length > this.#room.length) this.#makeRoom(portion.length);
    portion.copy(this.#room, this.#to);
    this.#to += portion.length;
  }

  #makeRoom(bytes: number): void {
    const held = this.#to - this.#from;
    const isEnough = held + bytes <= this.#room.length;
    const room = isEnough ? this.#room : Buffer.allocUnsafeSlow(2 * (held + bytes));
    this.#room.copy(room, 0, this.#from, this.#to);
    this.#room = room;
    this.#from = 0;
    this.#to = held;
  }
}

function cutShort(): InvalidInputError {
  return new InvalidInputError('The CAR ends early: a block is cut short.');
}
