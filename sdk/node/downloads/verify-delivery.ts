import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDay, parseDay } from '@lanran/protocol/kernel/day';
import type { AskedUse } from '@lanran/protocol/packages/check-window';
import { namesOf } from '@lanran/protocol/packages/found-file';
import { fail, pass, unknown, type Outcome } from '@lanran/protocol/proofs/check';
import { hashFiles } from '../hashing/hash-threads.ts';
import { DELIVERY_FILE, findWritten, type WrittenFile } from './delivery-folder.ts';

export interface DeliveryQuestion {
  readonly folder: string;
  readonly use: AskedUse;
  onFile(path: string): void;
}

/** What is checked of a delivery; the list that it is compared with proves nothing by itself. */
export interface DeliveryCheck extends Outcome {
  readonly name: 'files' | 'window';
}

/** Whether deliveries wrote into a folder. @throws RefusedError where their record can't be read */
export async function isDelivery(folder: string): Promise<boolean> {
  return (await findWritten(folder)) !== null;
}

/**
 * Compares a delivery with what the platform listed when it was written: size and SHA-256 of each file, and the last days of the
 * licenses. Reads each file once. @throws RefusedError where the record can't be read
 */
export async function verifyDelivery({ folder, use, onFile }: DeliveryQuestion): Promise<DeliveryCheck[]> {
  const written = (await findWritten(folder)) ?? [];
  return [
    { name: 'files', ...(await checkFiles(folder, { written, onFile })) },
    { name: 'window', ...checkDays(written, use) },
  ];
}

async function checkFiles(
  folder: string,
  { written, onFile }: { readonly written: readonly WrittenFile[] } & Pick<DeliveryQuestion, 'onFile'>,
): Promise<Outcome> {
  const states = await Promise.all(
    written.map(async (file) => ({ file, state: await stateOf(folder, file) })),
  );
  const there = states.filter(({ state }) => state === 'FILE').map(({ file }) => file);
  const digests = await hashFiles(
    there.map(({ path, bytes }) => ({ path: join(folder, path), bytes, formats: [], withCid: false })),
    ({ path }) => onFile(path),
  );
  const changed = there.filter(({ sha256 }, at) => digests[at]?.sha256 !== sha256);
  const named = (wanted: FileState) =>
    states.filter(({ state }) => state === wanted).map(({ file }) => file.path);
  const problems = [
    ['missing', named('MISSING')],
    ['a symbolic link or no file', named('NO_FILE')],
    ['not as delivered', [...named('CHANGED'), ...changed.map(({ path }) => path)].sort()],
  ] as const;
  const found = problems.filter(([, paths]) => paths.length > 0);
  if (found.length > 0) return fail(found.map(([what, paths]) => `${what}: ${namesOf(paths)}`).join('; '));
  const bytes = written.reduce((sum, file) => sum + file.bytes, 0);
  return pass(`${written.length} files, ${bytes} bytes, are as ${DELIVERY_FILE} lists them`);
}

type FileState = 'FILE' | 'MISSING' | 'NO_FILE' | 'CHANGED';

/** No folder on the way may be a link: what lies behind one was not delivered here. */
async function stateOf(folder: string, { path, bytes }: WrittenFile): Promise<FileState> {
  const names = path.split('/');
  for (const [at] of names.entries()) {
    const found = await lstat(join(folder, ...names.slice(0, at + 1))).catch(() => null);
    if (found === null) return 'MISSING';
    if (at < names.length - 1) {
      if (!found.isDirectory()) return 'NO_FILE';
    } else if (!found.isFile()) return 'NO_FILE';
    else if (found.size !== bytes) return 'CHANGED';
  }
  return 'FILE';
}

function checkDays(written: readonly WrittenFile[], { on, today, territories, media }: AskedUse): Outcome {
  const day = on ?? today;
  const over = written.find(({ licenseEnds }) => licenseEnds !== null && parseDay(licenseEnds) < day);
  if (over !== undefined)
    return fail(
      `the license of ${over.path} ended on ${String(over.licenseEnds)}, before ${formatDay(day)}. Renew it, or remove the files: lanran deliver --purge`,
    );
  const ends = written.flatMap(({ licenseEnds }) => licenseEnds ?? []).sort();
  const [first] = ends;
  if (first === undefined || ends.length < written.length)
    return unknown('the platform did not say when the licenses end');
  if (territories !== null || media !== null)
    return unknown(
      `the first license ends on ${first}; ${DELIVERY_FILE} does not say for which places and media. The package of the license does: lanran download`,
    );
  return pass(`${formatDay(day)} is within the licenses, of which the first ends on ${first}`);
}
