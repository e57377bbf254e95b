import { open } from 'node:fs/promises';
import { type ContentDoubt, contentDoubtOf, LOOKED_AT_BYTES } from '@lanran/client/content-signs';
import type { LocalFile } from './local-files.ts';

const MOST_TOLD = 10;

/** Says which files are not what their names promise: before anything is sent, for what is signed stays. Nothing is refused. */
export async function warnOfContents(
  files: readonly LocalFile[],
  say: (line: string) => void,
): Promise<void> {
  let count = 0;
  for (const { path, localPath } of files) {
    const doubt = contentDoubtOf(path, await readStart(localPath));
    if (doubt === null) continue;
    count += 1;
    if (count <= MOST_TOLD) say(`warning: ${path} ${sentenceOf(doubt)}`);
  }
  if (count > MOST_TOLD) say(`warning: the same goes for ${count - MOST_TOLD} more files`);
}

function sentenceOf(doubt: ContentDoubt): string {
  if (doubt.kind === 'ACTIVE') return 'has script in it: it is kept as it is, and no picture is made of it';
  const { extension, beginsLike } = doubt;
  const found = beginsLike === null ? 'is something else' : `begins like ${beginsLike}`;
  return `is named .${extension}, but its content ${found}`;
}

async function readStart(localPath: string): Promise<Uint8Array> {
  const file = await open(localPath);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT_BYTES), 0, LOOKED_AT_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
