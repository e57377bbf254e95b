import { ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { editorText } from './editor-text.ts';
import { publishText } from './text.ts';

/** Signing in happens beside: what is typed and sent here stays as it is. */
export function SessionEnded() {
  const t = useText(editorText);
  const words = useText(publishText);
  const { hasEnded } = useSession();
  // Signing in again is offered at the top of the page then.
  if (hasEnded) return <Notice tone="unknown">{t('sessionGoesOn')}</Notice>;
  return (
    <Notice tone="unknown" isLive title={t('sessionTitle')}>
      <p>{t('sessionText')}</p>
      <div>
        <ButtonLink to="/sign-in" target="_blank">
          {words('signInAgain')}
        </ButtonLink>
      </div>
    </Notice>
  );
}
