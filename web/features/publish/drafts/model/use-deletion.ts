import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from '../../../../lib/session/api.ts';
import { closeUploads } from '../../uploads/model/draft-uploads.ts';
import { forgetWork } from '../../uploads/model/kept-work.ts';
import { DELETE_DRAFT, type ListedDraft } from '../../editor/model/queries.ts';

const UNDO_MS = 8_000;

interface Deletion {
  /** Gone from the list, not yet from the platform. */
  readonly pending: ListedDraft | null;
  readonly error: unknown;
  start(draft: ListedDraft): void;
  undo(): void;
}

/** Deletes after a pause in which it can be undone; at once when the page is left. A page that is closed deletes nothing. */
export function useDeletion(): Deletion {
  const cache = useQueryClient();
  const [pending, setPending] = useState<ListedDraft | null>(null);
  const [error, setError] = useState<unknown>(null);
  const waiting = useRef<{
    readonly draft: ListedDraft;
    readonly timer: ReturnType<typeof setTimeout>;
  } | null>(null);

  const flush = useCallback(async () => {
    const { current } = waiting;
    if (current === null) return;
    clearTimeout(current.timer);
    waiting.current = null;
    const { id } = current.draft;
    closeUploads(id);
    try {
      await request(DELETE_DRAFT, { id });
      forgetWork(id);
    } catch (problem) {
      setError(problem);
    }
    await cache.invalidateQueries({ queryKey: ['publish', 'drafts'] });
    setPending((draft) => (draft?.id === id ? null : draft));
  }, [cache]);

  useEffect(() => () => void flush(), [flush]);

  const start = useCallback(
    (draft: ListedDraft) => {
      void flush();
      setError(null);
      setPending(draft);
      waiting.current = { draft, timer: setTimeout(() => void flush(), UNDO_MS) };
    },
    [flush],
  );
  const undo = useCallback(() => {
    if (waiting.current !== null) clearTimeout(waiting.current.timer);
    waiting.current = null;
    setPending(null);
  }, []);
  return { pending, error, start, undo };
}
