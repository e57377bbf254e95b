import type { FileDigest } from '@lanran/protocol/file-digest';
import { hashFile } from './hash-file.ts';
import { keepDigests, readDigests } from './kept-work.ts';
import { sendFile } from './send-file.ts';
import { Uploads } from './uploads.ts';

const KEEP_MS = 1_000;

export interface DraftUploads {
  readonly uploads: Uploads;
  /** What the platform has whole, by path: SHA-256; set by who asked it. */
  arrived: ReadonlyMap<string, string>;
  /** Hears that another file is there. */
  onArrived: () => void;
}

/** Uploads go on while other pages are looked at. */
const open = new Map<string, DraftUploads>();

export function uploadsOf(draftId: string): DraftUploads {
  const found = open.get(draftId);
  if (found !== undefined) return found;
  const entry: DraftUploads = {
    arrived: new Map(),
    onArrived: () => undefined,
    uploads: new Uploads(draftId, readDigests(draftId), {
      hash: hashFile,
      send: sendFile,
      arrived: () => entry.arrived,
      onArrived: () => entry.onArrived(),
      keepDigests: digestKeeper(draftId),
      now: () => performance.now(),
    }),
  };
  open.set(draftId, entry);
  return entry;
}

export function closeUploads(draftId: string): void {
  open.get(draftId)?.uploads.close();
  open.delete(draftId);
}

export function isUploading(): boolean {
  return [...open.values()].some(({ uploads }) => uploads.getView().isBusy);
}

/** Hundreds of small files are written down together. */
function digestKeeper(draftId: string): (digests: ReadonlyMap<string, FileDigest>) => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return (digests) => {
    timer ??= setTimeout(() => {
      timer = null;
      if (open.has(draftId)) keepDigests(draftId, digests);
    }, KEEP_MS);
  };
}
