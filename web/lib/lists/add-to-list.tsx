import { Heart, ListPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../language/text.ts';
import { useSession } from '../session/session.tsx';
import { useTask } from '../session/task.ts';
import css from './add-to-list.module.css';
import { addToListText } from './lists-text.ts';
import { useIsFavorite, useListActs } from './use-lists.ts';

/* A page of cards is drawn without what a press opens. */
const ListSheet = lazy(async () => ({ default: (await import('./list-sheet.tsx')).ListSheet }));
const NotChanged = lazy(async () => ({ default: (await import('./not-changed.tsx')).NotChanged }));
const SignInToGather = lazy(async () => ({
  default: (await import('./sign-in-to-gather.tsx')).SignInToGather,
}));

interface AddToListProps {
  readonly assetId: string;
  readonly title: string;
  /** It stands beside the title of a card, which a link covers. */
  readonly isOnCard?: boolean;
}

/** A heart for favorites, and the other lists behind a button. Guests are asked to sign in. */
export function AddToList({ assetId, title, isOnCard = false }: AddToListProps) {
  const t = useText(addToListText);
  const { me, isLoading } = useSession();
  const isFavorite = useIsFavorite(assetId) ?? false;
  const acts = useListActs();
  const task = useTask();
  const [open, setOpen] = useState<'lists' | 'sign-in' | 'failed' | null>(null);
  const close = () => setOpen(null);
  const toggle = async () => {
    if (me === null) {
      setOpen('sign-in');
      return;
    }
    const isDone = await task.run(async () => {
      await acts.setFavorite(assetId, !isFavorite);
      return true;
    });
    if (isDone === null) setOpen('failed');
  };
  return (
    <div className={`${css['tools'] ?? ''} ${isOnCard ? (css['onCard'] ?? '') : ''}`}>
      <AriaButton
        className={`${css['tool'] ?? ''} ${isFavorite ? (css['chosen'] ?? '') : ''}`}
        aria-label={t(isFavorite ? 'unfavorite' : 'favorite', { title })}
        isDisabled={isLoading}
        onPress={() => void toggle()}
      >
        <Heart size={20} aria-hidden="true" fill={isFavorite ? 'currentColor' : 'none'} />
      </AriaButton>
      <AriaButton
        className={css['tool'] ?? ''}
        aria-label={t('addToOf', { title })}
        isDisabled={isLoading}
        onPress={() => setOpen(me === null ? 'sign-in' : 'lists')}
      >
        <ListPlus size={20} aria-hidden="true" />
      </AriaButton>
      {open !== null && (
        <Suspense>
          {open === 'sign-in' && <SignInToGather onClose={close} />}
          {open === 'lists' && <ListSheet assetId={assetId} title={title} onClose={close} />}
          {open === 'failed' && task.error !== null && <NotChanged error={task.error} onClose={close} />}
        </Suspense>
      )}
    </div>
  );
}
