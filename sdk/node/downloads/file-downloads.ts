import { existsSync, statSync } from 'node:fs';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { isLostContent } from '@lanran/sdk/delivery/lost-content';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type DownloadOrder, FileDownload, type FileSource } from './file-download.ts';
import type { OutageWait } from './outage.ts';
import { fetchSmallFiles, groupSmallFiles } from '../uploads/small-files.ts';

export interface FileDownloads {
  readonly platform: Pick<Platform, 'apiUrl' | 'token'>;
  readonly orders: readonly DownloadOrder[];
  /** Requests under way at the same time; 1 unless given. */
  readonly jobs?: number;
  /** Several small files come by one request, where more than one request may be under way: a delivery token opens that. */
  readonly groupsSmallFiles?: boolean;
  /** Left out: a few seconds. */
  readonly wait?: OutageWait | null;
  /** When a file begins to come, or is here already; not for one that is refused. */
  onBegin(order: DownloadOrder, at: number, from: FileSource): void;
}

/** In their order; what the store has lost holds none of the others up. @throws as a download does, and at the end for what was lost */
export async function downloadFiles({
  platform,
  orders,
  onBegin,
  jobs = 1,
  groupsSmallFiles = false,
  wait = null,
}: FileDownloads): Promise<void> {
  const lost: RefusedError[] = [];
  const places = new Map(orders.map((order, at) => [order, at]));
  const fetchOne = async (order: DownloadOrder) => {
    try {
      await new FileDownload(platform, order, {
        onBegin: (from) => onBegin(order, places.get(order) ?? 0, from),
        wait,
      }).run();
    } catch (error) {
      if (!(error instanceof RefusedError && isLostContent(error.code))) throw error;
      lost.push(error);
    }
  };
  const groups =
    groupsSmallFiles && jobs > 1 ? await groupSmallFiles(orders, jobs) : orders.map((order) => [order]);
  await inParallel(groups, jobs, async (group) => {
    const rest =
      group.length > 1
        ? await fetchSmallFiles(platform, group, (order) =>
            onBegin(order, places.get(order) ?? 0, 'PLATFORM'),
          )
        : group;
    for (const order of rest) await fetchOne(order);
  });
  const [first] = lost;
  if (first === undefined) return;
  const messages = lost.map(({ message }) => message).join('\n');
  throw new RefusedError(
    first.code,
    `${lost.length} of ${orders.length} files could not be given out; all others are there.\n${messages}`,
    { cause: first },
  );
}

/** How many bytes of these files are not on the disk yet. */
export function bytesLeft(
  orders: readonly Pick<DownloadOrder, 'entry' | 'targetPath' | 'partPath'>[],
): number {
  return orders
    .filter(({ targetPath }) => !existsSync(targetPath))
    .reduce((sum, { entry, partPath }) => sum + entry.bytes - (statSync(partPath, MISSING)?.size ?? 0), 0);
}

const MISSING = { throwIfNoEntry: false } as const;
