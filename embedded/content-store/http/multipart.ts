import { InvalidInputError } from '../errors.ts';

/** A part of a multipart/form-data body (RFC 7578). Its body must be read before the next part is asked for. */
export interface Part {
  /** Decoded `filename`, or null for a part without one. */
  filename: string | null;
  contentType: string;
  body: AsyncIterable<Buffer>;
}

const MAX_HEADER_BYTES = 16_384;
const CRLF = Buffer.from('\r\n');
const CR = 0x0d;

/** @throws InvalidInputError if it is no multipart/form-data content type with a boundary. */
export function boundaryOf(contentType: string | undefined): string {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) {
    throw new InvalidInputError(
      `file argument "path" is required: send multipart/form-data, not "${contentType ?? ''}".`,
    );
  }
  return boundary;
}

/** Parts in order, as they arrive; nothing is held but the bytes that might begin a boundary. */
export async function* parseMultipart(source: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<Part> {
  const bytes = new DelimitedBytes(source);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  try {
    await drain(bytes.until(delimiter));
    while (!(await bytes.startsWith('--'))) {
      await bytes.line();
      const headers = await readHeaders(bytes);
      const body = bytes.until(delimiter);
      yield { ...headers, body };
      await drain(body);
    }
  } finally {
    // An iterator that is kept holds back the rest of a request, which its sender waits to be rid of.
    await bytes.release();
  }
}

async function readHeaders(bytes: DelimitedBytes): Promise<Omit<Part, 'body'>> {
  const headers = new Map<string, string>();
  for (let line = await bytes.line(); line !== ''; line = await bytes.line()) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new InvalidInputError('A part of the multipart body has no header.');
    headers.set(name.toLowerCase(), value);
  }
  const filename = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(headers.get('content-disposition') ?? '')?.[1];
  const contentType = headers.get('content-type') ?? 'application/octet-stream';
  return { filename: filename === undefined ? null : decodeFilename(filename), contentType };
}

function decodeFilename(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new InvalidInputError(`The file name "${encoded}" is not percent-encoded UTF-8.`, { cause });
  }
}

async function drain(portions: AsyncIterable<Buffer>): Promise<void> {
  const iterator = portions[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

/** Reads a byte stream up to delimiters. */
class DelimitedBytes {
  readonly #source: AsyncIterator<Buffer>;
  /** Starts with a line end, so that the first boundary is found like every other. */
  #held: Buffer = CRLF;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Portions up to the delimiter, which is consumed. @throws InvalidInputError if the stream ends before it. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    while (true) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        const portion = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + delimiter.length);
        if (at > 0) yield portion;
        return;
      }
      // Only a carriage return near the end can begin a delimiter that the next portion completes.
      const tail = this.#held.subarray(-(delimiter.length - 1));
      const kept = tail.includes(CR) ? tail.length : 0;
      const portion = this.#held.subarray(0, this.#held.length - kept);
      this.#held = this.#held.subarray(this.#held.length - kept);
      if (portion.length > 0) yield portion;
      await this.#pull();
    }
  }

  async line(): Promise<string> {
    let at = this.#held.indexOf(CRLF);
    while (at < 0) {
      if (this.#held.length > MAX_HEADER_BYTES)
        throw new InvalidInputError('A header in the multipart body is too long.');
      await this.#pull();
      at = this.#held.indexOf(CRLF);
    }
    const line = this.#held.subarray(0, at).toString('utf8');
    this.#held = this.#held.subarray(at + CRLF.length);
    return line;
  }

  async startsWith(text: string): Promise<boolean> {
    while (this.#held.length < text.length) await this.#pull();
    return this.#held.subarray(0, text.length).toString('latin1') === text;
  }

  async release(): Promise<void> {
    await this.#source.return?.();
  }

  async #pull(): Promise<void> {
    const next = await this.#source.next();
    if (next.done === true)
      throw new InvalidInputError('The multipart body ends early: its last boundary is missing.');
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
  }
}
