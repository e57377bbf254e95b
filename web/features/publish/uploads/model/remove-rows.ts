import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import type { FileRow } from './file-rows.ts';
import type { ServerFile } from '../../editor/model/queries.ts';

export interface RemovePorts {
  /** What the platform has of the draft's files by now. */
  ask(): Promise<readonly ServerFile[]>;
  /** Ends an upload: what it was to replace is the draft's file again. */
  endUpload(url: string): Promise<void>;
  removeFile(path: string): Promise<void>;
}

type RemovedRow = Pick<FileRow, 'path' | 'sha256' | 'isReplacement'>;

const REMOVED_AT_ONCE = 4;

/** Takes what rows show out of a draft; of one that was to replace a whole file, that file stays. */
export async function removeRows(rows: readonly RemovedRow[], ports: RemovePorts): Promise<void> {
  const isAsked = rows.some(({ isReplacement }) => isReplacement);
  const there = new Map((isAsked ? await ports.ask() : []).map((file) => [file.path, file]));
  await inParallel(rows, REMOVED_AT_ONCE, async (row) => {
    const file = there.get(row.path);
    if (!row.isReplacement || file === undefined) return ports.removeFile(row.path);
    if (file.isReplacement && file.uploadUrl !== null) return ports.endUpload(file.uploadUrl);
    // It was not announced yet, and the whole file is not this one, arrived meanwhile.
    if (file.isComplete && file.sha256 !== row.sha256) return;
    return ports.removeFile(row.path);
  });
}
