import { useState } from 'react';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { FileChooser } from '../../../../components/forms/file-chooser.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { hashFile } from '../../../../lib/files/hash-file.ts';
import { sendFile } from '../../../../lib/files/send-file.ts';
import { useText } from '../../../../lib/language/text.ts';
import { bringBack, type Candidate } from '../model/bring-back.ts';
import type { DamagedFile } from '../../fixity/model/fixity-documents.ts';
import { fixityText } from '../../fixity/words/fixity-text.ts';

interface BringBackProps {
  readonly assetId: string;
  readonly wanted: readonly DamagedFile[];
  onBack(): Promise<void>;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'comparing' | 'sending'; readonly path: string }
  | { readonly kind: 'done'; readonly back: number; readonly looked: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Damaged originals from a package, a backup or any folder: compared here, and only what is wanted is sent. */
export function BringBack({ assetId, wanted, onBack }: BringBackProps) {
  const t = useText(fixityText);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const take = async (candidates: readonly Candidate[]) => {
    const { signal } = new AbortController();
    const quiet = { signal, onProgress: () => undefined };
    try {
      const back = await bringBack(candidates, {
        assetId,
        wanted,
        hash: (file) => hashFile(file, quiet),
        send: (file) =>
          sendFile(file, { ...quiet, onElsewhere: () => undefined, hasArrived: async () => false }),
        onStep: setState,
      });
      setState({ kind: 'done', back, looked: candidates.length });
      await onBack();
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  };
  const isBusy = state.kind === 'comparing' || state.kind === 'sending';
  return (
    <>
      {wanted.length > 0 && (
        <>
          <h3>{t('bringBack')}</h3>
          <p>{t('bringBackLead')}</p>
        </>
      )}
      {wanted.length > 0 && !isBusy && (
        <FileChooser hint={t('bringBackHint')} onChosen={({ files }) => void take(files)} />
      )}
      {isBusy && <Progress label={t(state.kind, { path: state.path })} value={null} />}
      {state.kind === 'failed' && <ErrorNotice error={state.error} />}
      {state.kind === 'done' && state.back > 0 && (
        <Notice tone="live" title={t('isBack', { count: state.back })} isLive>
          <p>{t('isStated')}</p>
        </Notice>
      )}
      {state.kind === 'done' && state.back === 0 && (
        <Notice tone="unknown" title={t('none')} isLive>
          <p>{t('noneSays', { count: state.looked })}</p>
        </Notice>
      )}
    </>
  );
}
