import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InspectedFile } from '../../ports/file-inspector.ts';
import { findOpenFilesDir } from '../scratch-file.ts';

/** Of each end of a longer file; what tools look for stands at one of them. */
const END_BYTES = 33_554_432;

export interface ExcerptFileOptions {
  readonly directory: string;
  readonly file: Pick<InspectedFile, 'bytes' | 'read'>;
  /** Of each end; what lies between is a hole, and reads as zeros. */
  readonly endBytes?: number;
}

/**
 * As `withScratchFile`, for tools that read where they want in a file whose metadata matters alone: the file has its whole length,
 * but of a long one only the ends are fetched and take room.
 */
export async function withExcerptFile<T>(
  { directory, file, endBytes = END_BYTES }: ExcerptFileOptions,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = join(directory, randomUUID());
  const openFilesDir = findOpenFilesDir();
  let handle: FileHandle | null = null;
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    handle = await open(path, 'wx+', 0o600);
    if (openFilesDir !== null) await rm(path);
    await handle.truncate(file.bytes);
    for (const range of rangesOf(file.bytes, endBytes)) await copy(handle, file, range);
    return await use(openFilesDir === null ? path : join(openFilesDir, String(handle.fd)));
  } finally {
    await handle?.close();
    await rm(path, { force: true });
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function rangesOf(bytes: number, endBytes: number): Range[] {
  if (bytes === 0) return [];
  if (bytes <= 2 * endBytes) return [{ start: 0, end: bytes }];
  return [
    { start: 0, end: endBytes },
    { start: bytes - endBytes, end: bytes },
  ];
}

async function copy(handle: FileHandle, file: ExcerptFileOptions['file'], range: Range): Promise<void> {
  let position = range.start;
  for await (const portion of await file.read(range)) {
    // Sources of ours give bytes.
    const bytes = portion as Uint8Array;
    await handle.write(bytes, 0, bytes.length, position);
    position += bytes.length;
  }
}
