import { ImportArgumentError } from './problems.ts';

export const ENCODINGS = ['utf-8', 'gbk', 'utf-16le'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * A table's text without its byte order mark. What is not UTF-8 was most likely written by a Chinese Excel, in GBK: few GBK texts are
 * valid UTF-8 by chance.
 * @throws ImportArgumentError when it is in none of the encodings
 */
export function decodeTable(bytes: Uint8Array, path: string, asked: Encoding | null): Decoded {
  const [first, second] = bytes;
  const isUtf16 = first === 0xff && second === 0xfe;
  const guesses: readonly Encoding[] = asked !== null ? [asked] : isUtf16 ? ['utf-16le'] : ['utf-8', 'gbk'];
  for (const encoding of guesses) {
    const text = decode(bytes, encoding);
    if (text !== null) return { text, encoding };
  }
  throw new ImportArgumentError('folder', {
    code: 'TABLE_ENCODING',
    values: { path, encodings: guesses.join(' or '), tried: guesses.join('、') },
  });
}

/** Null when the bytes are not of this encoding. */
export function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
