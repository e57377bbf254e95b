import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, parseMultipart } from '../../../embedded/content-store/http/multipart.ts';
import { walks } from '../../support/walks.ts';

interface SentPart {
  filename: string;
  content: Buffer;
}

const BOUNDARY = 'x--boundary';

function encode(parts: readonly SentPart[]): Buffer {
  const chunks = parts.map(({ filename, content }, index) =>
    Buffer.concat([
      Buffer.from(`${index === 0 ? '' : '\r\n'}--${BOUNDARY}\r\n`),
      Buffer.from(
        `Content-Disposition: form-data; name="file"; filename="${encodeURIComponent(filename)}"\r\n`,
      ),
      Buffer.from('Content-Type: application/octet-stream\r\n\r\n'),
      content,
    ]),
  );
  return Buffer.concat([...chunks, Buffer.from(`${parts.length === 0 ? '' : '\r\n'}--${BOUNDARY}--\r\n`)]);
}

async function* inPortions(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function parse(bytes: Buffer, portionBytes: number): Promise<SentPart[]> {
  const parts: SentPart[] = [];
  for await (const { filename, body } of parseMultipart(inPortions(bytes, portionBytes), BOUNDARY)) {
    const content: Buffer[] = [];
    for await (const portion of body) content.push(portion);
    parts.push({ filename: filename ?? '', content: Buffer.concat(content) });
  }
  return parts;
}

/** Content made of pieces that look like parts of a boundary. */
const tricky = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '--', '\r\n--', '\r\n--x', 'x--boundary', '-', 'a'), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join(''))
  .filter((text) => !text.includes(`\r\n--${BOUNDARY}`) && !`\r\n${text}`.includes(`\r\n--${BOUNDARY}`))
  .map((text) => Buffer.from(text));

describe('parseMultipart', () => {
  it('gives back every part, however the body is cut and whatever looks like a boundary', async () => {
    const parts = fc.array(
      fc.record({ filename: fc.string({ unit: 'binary', maxLength: 10 }), content: tricky }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 40 }), async (sent, portionBytes) => {
        expect(await parse(encode(sent), portionBytes)).toEqual(sent);
      }),
      { numRuns: walks(100) },
    );
  });

  it('refuses a body that ends anywhere before its last boundary', async () => {
    const whole = encode([{ filename: 'a', content: Buffer.from('content') }]);
    const lastByte = whole.length - '\r\n'.length;
    for (let end = 0; end < lastByte; end++) {
      await expect(parse(whole.subarray(0, end), 7)).rejects.toThrow('ends early');
    }
    expect(await parse(whole.subarray(0, lastByte), 7)).toHaveLength(1);
  });

  it('refuses endless headers', async () => {
    const body = Buffer.from(`--${BOUNDARY}\r\nA: ${'a'.repeat(40_000)}`);
    await expect(parse(body, 1_000)).rejects.toThrow('too long');
  });

  it.each([undefined, 'text/plain', 'multipart/form-data', 'multipart/mixed; boundary=a'])(
    'refuses the content type %s',
    (contentType) => expect(() => boundaryOf(contentType)).toThrow('multipart/form-data'),
  );

  it('finds a quoted boundary', () => {
    expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b');
  });
});
