import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** No format begins with zeros: what the bytes behind them happen to be says nothing. */
const START = Buffer.alloc(64);

/** Fresh bytes that are of no format that the platform knows. */
export function drawBytes(length: number): Buffer {
  return Buffer.concat([START, randomBytes(length - START.length)]);
}

/** A new folder of files in folders of 100. */
export async function drawFiles(
  folder: string,
  { files, bytes }: { readonly files: number; readonly bytes: number },
): Promise<void> {
  for (let at = 0; at < files; at += 1) {
    const part = join(folder, `part-${Math.floor(at / 100)}`);
    if (at % 100 === 0) await mkdir(part, { recursive: true });
    await writeFile(join(part, `cache_${at}.bin`), drawBytes(bytes));
  }
}

/** A folder to import: records with one file each, of no format that pictures are made of. */
export async function drawRecords(
  folder: string,
  { records, bytes, name }: { readonly records: number; readonly bytes: number; readonly name: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows = ['externalId,title,kind,community,files'];
  for (let at = 0; at < records; at += 1) {
    await writeFile(join(folder, `${at}.bin`), drawBytes(bytes));
    rows.push(`cost:${name}:${at},Record ${name} ${at},pattern,none,${at}.bin`);
  }
  await writeFile(join(folder, 'metadata.csv'), rows.join('\n'));
}
