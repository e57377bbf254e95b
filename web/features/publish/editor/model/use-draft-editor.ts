import { useQueryClient } from '@tanstack/react-query';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { PresentVersion } from '@lanran/sdk/publishing/present-version';
import { request } from '../../../../lib/session/api.ts';
import { ME_KEY } from '../../../../lib/session/session-answers.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { endUpload } from '../../../../lib/files/end-upload.ts';
import { askDraft, namingSessionEnd } from './ask-draft.ts';
import { Autosave, type SavedContent, type SaveState } from './autosave.ts';
import { contentOf, type DraftForm, formOf } from './draft-form.ts';
import { uploadsOf } from '../../uploads/model/draft-uploads.ts';
import { type FileRow, rowsOf } from '../../uploads/model/file-rows.ts';
import { formKeeper } from '../../uploads/model/kept-work.ts';
import { type Draft, DRAFT_FILES, REMOVE_FILE, UPDATE_DRAFT } from './queries.ts';
import { removeRows } from '../../uploads/model/remove-rows.ts';
import type { UploadsView } from '../../uploads/model/upload-phase.ts';
import type { Uploads } from '../../uploads/model/uploads.ts';

/** Many small files arrive one after the other; the list is asked for once for several. */
const REFETCH_MS = 800;
/** A list of ten thousand takes both sides a while. */
const REFETCH_MS_PER_FILE = 2;

export interface DraftEditorState {
  readonly form: DraftForm;
  readonly saving: SaveState;
  readonly autosave: Autosave;
  readonly uploads: Uploads;
  readonly view: UploadsView;
  readonly rows: readonly FileRow[];
  removeFiles(rows: readonly FileRow[]): Promise<void>;
  /** Goes on with files of an earlier visit that the browser can open again. */
  reopen(): Promise<void>;
  /** Asks for the draft as the platform has it now. */
  refresh(): Promise<void>;
}

export function savedOf(draft: Draft): SavedContent {
  const form = formOf(draft);
  return { form, content: contentOf(form), updatedAt: draft.updatedAt };
}

/** A draft under work: words saved while they are typed, files sent meanwhile. */
export function useDraftEditor(draft: Draft, present: PresentVersion | null): DraftEditorState {
  const cache = useQueryClient();
  const { id } = draft;
  const [autosave] = useState(() => createAutosave(draft));
  const [entry] = useState(() => uploadsOf(id, draft.files));
  const { uploads } = entry;
  const form = useSyncExternalStore(autosave.subscribe, () => autosave.form);
  const saving = useSyncExternalStore(autosave.subscribe, () => autosave.state);
  const view = useSyncExternalStore(uploads.subscribe, uploads.getView);

  useEffect(() => {
    autosave.notice(savedOf(draft));
    entry.notice(draft.files);
  }, [autosave, draft, entry]);

  const refresh = useCallback(
    () => cache.invalidateQueries({ queryKey: ['publish', 'draft', id] }),
    [cache, id],
  );
  const refetchMs = Math.max(REFETCH_MS, draft.files.length * REFETCH_MS_PER_FILE);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    entry.onArrived = () => {
      timer ??= setTimeout(() => {
        timer = null;
        void refresh();
      }, refetchMs);
    };
    return () => {
      if (timer !== null) clearTimeout(timer);
      entry.onArrived = () => undefined;
    };
  }, [entry, refresh, refetchMs]);

  useEffect(() => {
    const save = () => void autosave.flush();
    const hide = () => {
      if (document.visibilityState === 'hidden' && !autosave.isSaved) save();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      if (!autosave.isSaved) save();
      autosave.close();
    };
  }, [autosave]);

  useReturn(saving, view.isSignedOut, () => {
    void autosave.flush();
    uploads.signedIn();
  });

  const removeFiles = useCallback(
    async (removed: readonly FileRow[]) => {
      try {
        await removeRows(removed, {
          ask: async () => (await request(DRAFT_FILES, { id })).draft?.files ?? [],
          endUpload,
          removeFile: (path) => removeFile(id, path),
        });
      } finally {
        await refresh();
      }
    },
    [id, refresh],
  );
  const kept = useMemo(
    () => new Map((present?.files ?? []).map(({ path, digest }) => [path, digest.sha256])),
    [present],
  );
  const rows = useMemo(
    () => rowsOf({ server: draft.files, work: view.work, digests: view.digests, doubts: view.doubts, kept }),
    [draft.files, view, kept],
  );
  return { form, saving, autosave, uploads, view, rows, removeFiles, reopen: entry.reopen, refresh };
}

async function removeFile(draftId: string, path: string): Promise<void> {
  try {
    await request(REMOVE_FILE, { draftId, path });
  } catch (error) {
    // It never arrived, or is gone already.
    if (errorCode(error) !== 'NOT_FOUND') throw error;
  }
}

/** A session that is told to be there, and refused all the same, is believed so often. */
const MOST_BELIEVED = 3;

/** Once the session that ended is there again, also when one signed in in another tab. */
function useReturn(saving: SaveState, isSignedOut: boolean, goOn: () => void): void {
  const cache = useQueryClient();
  const { me, hasEnded: isOver } = useSession();
  const hasEnded =
    isSignedOut || (saving.phase === 'failed' && errorCode(saving.error) === 'SIGN_IN_REQUIRED');
  const wasAway = useRef(false);
  const believed = useRef(0);
  const proceed = useEffectEvent(goOn);
  const isAway = me === null || isOver;
  const ask = useEffectEvent(async () => {
    await cache.invalidateQueries({ queryKey: ME_KEY });
    // Another tab may have signed in before this one heard that it was signed out.
    const known = cache.getQueryData<{ readonly me: unknown; readonly hasEnded: boolean }>(ME_KEY);
    if (known?.me == null || known.hasEnded || believed.current >= MOST_BELIEVED) return;
    believed.current += 1;
    proceed();
  });
  useEffect(() => {
    if (!hasEnded) return;
    const onFocus = () => void ask();
    onFocus();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [hasEnded]);
  useEffect(() => {
    if (wasAway.current && !isAway) {
      believed.current = 0;
      proceed();
    }
    wasAway.current = isAway;
  }, [isAway]);
}

function createAutosave(draft: Draft): Autosave {
  const { id } = draft;
  const keeper = formKeeper(id);
  return new Autosave(
    {
      read: async () => savedOf(await askDraft(id)),
      write: async (content) => {
        await namingSessionEnd(() =>
          request(UPDATE_DRAFT, { id, input: { ...content, terms: [...content.terms] } }),
        );
      },
      keep: (form, base) => keeper.keep({ form, base }),
      forget: () => keeper.forget(),
    },
    { saved: savedOf(draft), kept: keeper.found },
  );
}
