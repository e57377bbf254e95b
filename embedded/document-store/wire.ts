import { decodeReceived } from './bson/decode.ts';
import { encode } from './bson/encode.ts';
import type { Document } from './bson/value.ts';
import { ClientError } from './command-error.ts';
import { crc32c } from './crc32c.ts';

/** MongoDB's limit on a message. */
export const MAX_MESSAGE_BYTES = 48_000_000;
const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1 << 0;
const MORE_TO_COME = 1 << 1;
/** Flags that a receiver may ignore (the upper half); any other unknown one has to be refused. */
const REQUIRED_FLAGS = 0xffff;
const CHECKSUM_BYTES = 4;

/** A message that cannot be understood; the connection is of no use after it. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

export interface Request {
  readonly requestId: number;
  readonly opCode: 'OP_MSG' | 'OP_QUERY';
  readonly body: Document;
  /** Document sequences (OP_MSG section kind 1), still encoded, by their argument's name. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** False when the client asked for no answer. */
  readonly wantsReply: boolean;
}

/** Takes whole messages out of a stream of bytes. */
export class MessageSplitter {
  #chunks: Buffer[] = [];
  #length = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  get bufferedBytes(): number {
    return this.#length;
  }

  /** The next whole message, or null. Throws WireError for one of more than `maxBytes`, or shorter than its header. */
  next(maxBytes = MAX_MESSAGE_BYTES): Buffer | null {
    if (this.#length < HEADER_BYTES) return null;
    const length = this.#peekLength();
    if (length < HEADER_BYTES || length > maxBytes)
      throw new WireError(`A message of ${length} bytes is not allowed.`);
    if (this.#length < length) return null;
    const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    if (all === undefined) return null;
    const rest = all.subarray(length);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#length = rest.length;
    return all.subarray(0, length);
  }

  #peekLength(): number {
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= 4) return first.readInt32LE(0);
    this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]?.readInt32LE(0) ?? 0;
  }
}

/** Throws WireError for an unknown op code, damaged framing or a wrong checksum, ClientError for what can be answered. */
export function parseRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  if (opCode === OP_MSG) return parseMsg(message, requestId);
  if (opCode === OP_QUERY) return parseQuery(message, requestId);
  throw new WireError(`The op code ${opCode} is not supported; OP_MSG is.`);
}

function parseMsg(message: Buffer, requestId: number): Request {
  const flags = message.readUInt32LE(16);
  const unknown = flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME);
  if (unknown !== 0) throw new WireError(`The message has unknown required flags ${unknown}.`);
  const checked = (flags & CHECKSUM_PRESENT) === 0 ? message : withoutChecksum(message);
  const wantsReply = (flags & MORE_TO_COME) === 0;
  return { requestId, opCode: 'OP_MSG', ...parseSections(checked.subarray(20)), wantsReply };
}

function withoutChecksum(message: Buffer): Buffer {
  const end = message.length - CHECKSUM_BYTES;
  const checked = message.subarray(0, end);
  if (crc32c(checked) !== message.readUInt32LE(end))
    throw new WireError('The checksum of a message is not that of its bytes.');
  return checked;
}

/** One section of kind 0, the body, and any of kind 1, each with a name of its own. */
function parseSections(bytes: Buffer): Pick<Request, 'body' | 'sequences'> {
  let body: Document | null = null;
  const sequences = new Map<string, Buffer[]>();
  for (let at = 0; at < bytes.length;) {
    const kind = bytes.readUInt8(at);
    const length = bytes.readInt32LE(at + 1);
    const section = bytes.subarray(at + 1, at + 1 + length);
    if (length < 5 || at + 1 + length > bytes.length)
      throw new WireError('A section of the message has a wrong length.');
    if (kind > 1) throw new WireError(`The message has a section of unknown kind ${kind}.`);
    if (kind === 1) addSequence(sequences, section);
    else if (body === null) body = decodeReceived(section);
    else throw new ClientError('SecondBody', 'Multiple body sections in message');
    at += 1 + length;
  }
  if (body === null) throw new WireError('The message has no body.');
  for (const name of sequences.keys()) {
    if (body.has(name))
      throw new ClientError('SequenceInBody', `Duplicate field between body and document sequence ${name}`);
  }
  return { body, sequences };
}

function addSequence(sequences: Map<string, Buffer[]>, section: Buffer): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new WireError('A document sequence has no name.');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const length = section.length - at < 4 ? 0 : section.readInt32LE(at);
    if (length < 5 || at + length > section.length)
      throw new WireError('A document sequence has a wrong length.');
    documents.push(section.subarray(at, at + length));
    at += length;
  }
  const name = section.toString('utf8', 4, nameEnd);
  if (sequences.has(name)) throw new ClientError('SecondSequence', `Duplicate document sequence: ${name}`);
  sequences.set(name, documents);
}

/** Drivers still send their very first hello as OP_QUERY on `admin.$cmd`. */
function parseQuery(message: Buffer, requestId: number): Request {
  const nameEnd = message.indexOf(0, 20);
  if (nameEnd < 0 || nameEnd + 9 > message.length) throw new WireError('An OP_QUERY message ends early.');
  const [database = '', collection = ''] = message.toString('utf8', 20, nameEnd).split('.', 2);
  if (collection !== '$cmd') throw new WireError('OP_QUERY is supported for the handshake only.');
  const body = decodeReceived(message.subarray(nameEnd + 9, nameEnd + 9 + message.readInt32LE(nameEnd + 9)));
  body.set('$db', database);
  return { requestId, opCode: 'OP_QUERY', body, sequences: new Map(), wantsReply: true };
}

let lastReplyId = 0;

/** Encodes a reply in the form the request came in. */
export function formatReply(
  request: Pick<Request, 'requestId' | 'opCode'>,
  reply: ReadonlyMap<string, unknown>,
): Buffer {
  const document = encode(reply);
  lastReplyId = (lastReplyId + 1) & 0x7fffffff;
  const isMsg = request.opCode === 'OP_MSG';
  const prefixBytes = HEADER_BYTES + (isMsg ? 5 : 20);
  const message = Buffer.alloc(prefixBytes + document.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(lastReplyId, 4);
  message.writeInt32LE(request.requestId, 8);
  message.writeInt32LE(isMsg ? OP_MSG : OP_REPLY, 12);
  // OP_REPLY: flags (8 = await capable), cursor id, starting from, number returned. OP_MSG: flags, section kind 0.
  if (!isMsg) {
    message.writeInt32LE(8, 16);
    message.writeInt32LE(1, 32);
  }
  document.copy(message, prefixBytes);
  return message;
}
