import { FormatError } from '../kernel/errors.ts';
import { CHAIN_FILE, type ChainedGeneration } from './mhl.ts';
import { parseChain, parseGeneration, type Generation, type MhlFormat } from './mhl-reader.ts';
import { HISTORY_FOLDER } from './package-entry.ts';
import type { FoundTexts } from './found-file.ts';

/** A generation, and the line of the chain file that lists it. */
export interface ListedGeneration extends ChainedGeneration {
  readonly generation: Generation;
}

/** A package’s history as it is written, before it is compared with the files. */
export type History = readonly ListedGeneration[];

/** @throws FormatError naming the file that is missing, malformed or not listed */
export function readHistory(texts: FoundTexts): History {
  const chain = texts.get(CHAIN_FILE);
  if (chain === undefined) throw new FormatError(CHAIN_FILE, 'is missing');
  const listed = parseChain(chain);
  const names = new Set(listed.map(({ path }) => `${HISTORY_FOLDER}${path}`));
  const unlisted = [...texts.keys()].find((path) => isGeneration(path) && !names.has(path));
  if (unlisted !== undefined) throw new FormatError(unlisted, `is not listed in ${CHAIN_FILE}`);
  return listed.map((line) => {
    const path = `${HISTORY_FOLDER}${line.path}`;
    const text = texts.get(path);
    if (text === undefined) throw new FormatError(path, `is missing; ${CHAIN_FILE} lists it`);
    return { ...line, generation: parseGeneration(text, path) };
  });
}

/** Apple’s `._` companions are none. */
export function isGeneration(path: string): boolean {
  const name = path.slice(HISTORY_FOLDER.length);
  return path.startsWith(HISTORY_FOLDER) && name.endsWith('.mhl') && !name.startsWith('._');
}

/**
 * Which formats to compute of a file beside SHA-256 and XXH64, so that the history says something of each: with `isFull` all that
 * any generation states, and MD5 and C4.
 */
export function formatsToCompute(history: History, { isFull }: { readonly isFull: boolean }): FormatsOfFile {
  const stated = new Map<string, Set<MhlFormat>>();
  for (const { generation } of history) {
    for (const { path, hashes } of generation.files) {
      const formats = stated.get(path) ?? new Set();
      for (const format of hashes.keys()) formats.add(format);
      stated.set(path, formats);
    }
  }
  return (path) => {
    const formats = stated.get(path) ?? new Set<MhlFormat>();
    if (isFull) return [...new Set<MhlFormat>([...formats, 'md5', 'c4', 'xxh64'])];
    const [first] = formats;
    return formats.has('xxh64') || first === undefined ? ['xxh64'] : ['xxh64', first];
  };
}

export type FormatsOfFile = (path: string) => readonly MhlFormat[];
