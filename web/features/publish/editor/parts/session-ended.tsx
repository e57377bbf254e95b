import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { editorText } from '../words/editor-text.ts';
import { publishText } from '../words/text.ts';

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
