import { request } from '../../../../lib/session/api.ts';
import { begunUpload } from '../../../../lib/files/begun-upload.ts';
import { askToRead, mayRead, openSource } from '../../../../lib/files/file-handles.ts';
import { hashFile } from '../../../../lib/files/hash-file.ts';
import { sendFile } from '../../../../lib/files/send-file.ts';
import { sendTogether } from '../../../../lib/files/send-together.ts';
import { waitForConnection } from '../../../../lib/session/wait-for-connection.ts';
import { KeptFiles } from './kept-files.ts';
import { DRAFT_FILES, type ServerFile } from '../../editor/model/queries.ts';
import type { KeptFile } from './upload-phase.ts';
import { Uploads } from './uploads.ts';

const TELL_MS = 200;

export interface DraftUploads {
  readonly uploads: Uploads;
  /** Hears that another file is there. */
  onArrived: () => void;
  /** What the platform has of the draft's files. */
  notice(files: readonly ServerFile[]): void;
  /** Asks the person for leave to read again what an earlier visit had chosen, and goes on with it. */
  reopen(): Promise<void>;
}

/** Uploads go on while other pages are looked at. */
const open = new Map<string, DraftUploads>();

export function uploadsOf(draftId: string, files: readonly ServerFile[]): DraftUploads {
  const found = open.get(draftId);
  if (found !== undefined) return found;
  const entry = openUploads(draftId);
  entry.notice(files);
  open.set(draftId, entry);
  return entry;
}

export function closeUploads(draftId: string): void {
  open.get(draftId)?.uploads.close();
  open.delete(draftId);
  watchLeaving();
}

function openUploads(draftId: string): DraftUploads {
  let known: readonly ServerFile[] = [];
  const store = new KeptFiles(draftId);
  let kept: readonly KeptFile[] = [];
  const entry: DraftUploads = {
    onArrived: () => undefined,
    notice: (files) => {
      known = files;
    },
    reopen: async () => {
      const roots = new Set(kept.flatMap(({ source }) => source?.root ?? []));
      for (const root of roots) await askToRead(root);
      await entry.uploads.reopen('person');
    },
    uploads: new Uploads(draftId, {
      hash: hashFile,
      send: sendFile,
      sendTogether,
      arrived: () => arrivedOf(known),
      askArrived: async () => {
        const { draft } = await request(DRAFT_FILES, { id: draftId });
        known = draft?.files ?? [];
        return arrivedOf(known);
      },
      uploadUrl: (path) => known.find((file) => file.path === path)?.uploadUrl ?? null,
      arrivedBytes: async (url) => (await begunUpload(url))?.arrivedBytes ?? null,
      onArrived: () => entry.onArrived(),
      keep: (file) => store.put(file),
      forget: (path) => store.remove(path),
      open: openSource,
      now: () => performance.now(),
      wait: waitForConnection,
      tellMs: TELL_MS,
    }),
  };
  entry.uploads.subscribe(watchLeaving);
  void store.read().then(async (files) => {
    kept = files;
    entry.uploads.restore(files);
    const roots = new Set(files.flatMap(({ source }) => source?.root ?? []));
    const allowed = await Promise.all([...roots].map(mayRead));
    // Where the browser remembers the leave, nobody has to be asked.
    if (roots.size > 0 && allowed.every((each) => each)) await entry.uploads.reopen('page');
  });
  return entry;
}

function arrivedOf(files: readonly ServerFile[]): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap(({ path, isComplete, sha256 }) => (isComplete && sha256 !== null ? [[path, sha256]] : [])),
  );
}

/** Only while something is on its way is there anything to lose by leaving. */
function watchLeaving(): void {
  const isBusy = [...open.values()].some(({ uploads }) => uploads.getView().isBusy);
  if (isBusy) window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
