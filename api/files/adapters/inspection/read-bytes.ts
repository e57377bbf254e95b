import type { InspectedFile } from '../../ports/file-inspector.ts';

/** A part of a file, or less where the file ends. */
export async function readBytes(
  file: Pick<InspectedFile, 'bytes' | 'read'>,
  { start, length }: { readonly start: number; readonly length: number },
): Promise<Buffer> {
  const end = Math.min(file.bytes, start + length);
  if (start >= end) return Buffer.alloc(0);
  const portions: Uint8Array[] = [];
  const source = await file.read({ start, end });
  // Sources of ours give bytes.
  for await (const portion of source) portions.push(portion as Uint8Array);
  return Buffer.concat(portions);
}
