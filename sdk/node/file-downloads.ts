import { RefusedError } from '@lanran/sdk/kernel/errors';
import { isLostContent } from '@lanran/sdk/delivery/lost-content';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type DownloadOrder, FileDownload } from './file-download.ts';

export interface FileDownloads {
  readonly platform: Pick<Platform, 'apiUrl' | 'token'>;
  readonly orders: readonly DownloadOrder[];
  /** When a file begins to come, or is here already; not for one that is refused. */
  onBegin(order: DownloadOrder, at: number): void;
}

/** One file after the other; what the store has lost holds none of the others up. @throws as a download does, and at the end for what was lost */
export async function downloadFiles({ platform, orders, onBegin }: FileDownloads): Promise<void> {
  const lost: RefusedError[] = [];
  for (const [at, order] of orders.entries()) {
    try {
      await new FileDownload(platform, order, () => onBegin(order, at)).run();
    } catch (error) {
      if (!(error instanceof RefusedError && isLostContent(error.code))) throw error;
      lost.push(error);
    }
  }
  const [first] = lost;
  if (first === undefined) return;
  const messages = lost.map(({ message }) => message).join('\n');
  throw new RefusedError(
    first.code,
    `${lost.length} of ${orders.length} files could not be given out; all others are there.\n${messages}`,
    { cause: first },
  );
}
