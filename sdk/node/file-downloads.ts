import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { isLostContent } from '@lanran/sdk/delivery/lost-content';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type DownloadOrder, FileDownload } from './file-download.ts';

export interface FileDownloads {
  readonly platform: Pick<Platform, 'apiUrl' | 'token'>;
  readonly orders: readonly DownloadOrder[];
  /** Files that come at the same time; 1 unless given. */
  readonly jobs?: number;
  /** When a file begins to come, or is here already; not for one that is refused. */
  onBegin(order: DownloadOrder, at: number): void;
}

/** In their order; what the store has lost holds none of the others up. @throws as a download does, and at the end for what was lost */
export async function downloadFiles({ platform, orders, onBegin, jobs = 1 }: FileDownloads): Promise<void> {
  const lost: RefusedError[] = [];
  await inParallel(orders, jobs, async (order, at) => {
    try {
      await new FileDownload(platform, order, () => onBegin(order, at)).run();
    } catch (error) {
      if (!(error instanceof RefusedError && isLostContent(error.code))) throw error;
      lost.push(error);
    }
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
