import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { digestFile } from '@lanran/protocol/files/digest';
import { findDifference } from '@lanran/protocol/files/file-digest';
import { readTogether } from '@lanran/protocol/files/files-together';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { authorization, type Platform } from '@lanran/sdk/kernel/session';
import type { DownloadOrder } from '../downloads/file-download.ts';

/** A longer one is worth a request of its own, which goes on where it broke off. */
const MOST_BYTES = 262_144;
const MOST_OF_GROUP = 64;
const MOST_GROUP_BYTES = 4_194_304;
/** Each waits for the disk. */
const WRITTEN_AT_ONCE = 16;

/** Small files that are not here yet in groups, as many as keep all jobs busy; each other file alone. */
export async function groupSmallFiles(
  orders: readonly DownloadOrder[],
  jobs: number,
): Promise<DownloadOrder[][]> {
  const groups: DownloadOrder[][] = [];
  const isSmall = ({ entry, targetPath, partPath }: DownloadOrder) =>
    entry.bytes <= MOST_BYTES && !existsSync(targetPath) && !existsSync(partPath);
  const small = orders.filter(isSmall);
  const most = Math.max(1, Math.min(MOST_OF_GROUP, Math.ceil(small.length / jobs)));
  let group: DownloadOrder[] = [];
  let bytes = 0;
  const smallOnes = new Set(small);
  for (const order of orders) {
    if (!smallOnes.has(order)) {
      groups.push([order]);
      continue;
    }
    if (group.length === most || (group.length > 0 && bytes + order.entry.bytes > MOST_GROUP_BYTES)) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
    group.push(order);
    bytes += order.entry.bytes;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/**
 * Fetches small files by one request, and names each only once it is the proven one.
 * @returns those that did not come so, which are to be asked for alone: that says why
 */
export async function fetchSmallFiles(
  platform: Pick<Platform, 'apiUrl' | 'token'>,
  orders: readonly DownloadOrder[],
  onBegin: (order: DownloadOrder) => void,
): Promise<DownloadOrder[]> {
  const contents = await fetchTogether(platform, orders);
  const isWritten = await inParallel(orders, WRITTEN_AT_ONCE, async (order) => {
    const content = contents.get(order.fileId);
    if (content === undefined || !(await isProven(order, content))) return false;
    onBegin(order);
    await writeProven(order, content);
    return true;
  });
  return orders.filter((_, at) => isWritten[at] !== true);
}

async function fetchTogether(
  platform: Pick<Platform, 'apiUrl' | 'token'>,
  orders: readonly DownloadOrder[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    const response = await fetch(`${platform.apiUrl}/delivery/files`, {
      method: 'POST',
      headers: { ...authorization(platform), 'content-type': 'application/json' },
      body: JSON.stringify({ files: orders.map(({ fileId }) => fileId) }),
    });
    const body = new Uint8Array(await response.arrayBuffer());
    return response.ok ? readTogether(body) : new Map();
  } catch {
    // Each is asked for alone then, again and again where the platform is away.
    return new Map();
  }
}

async function isProven({ entry }: DownloadOrder, content: Uint8Array): Promise<boolean> {
  const found = await digestFile([content], { createSha256: () => createHash('sha256') });
  return findDifference(entry, found) === null;
}

async function writeProven({ targetPath, partPath }: DownloadOrder, content: Uint8Array): Promise<void> {
  for (const path of [targetPath, partPath]) await mkdir(dirname(path), { recursive: true });
  const file = await open(partPath, 'w');
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(partPath, targetPath);
}
