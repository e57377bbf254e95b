import { useLocation } from 'react-router';
import { ButtonLink } from '../../components/forms/button.tsx';
import { Sheet } from '../../components/forms/sheet.tsx';
import { useText } from '../language/text.ts';
import { addToListText } from './lists-text.ts';

/** A guest pressed the heart. */
export function SignInToGather({ onClose }: { onClose(): void }) {
  const t = useText(addToListText);
  const { pathname, search } = useLocation();
  return (
    <Sheet
      title={t('signInTitle')}
      onClose={onClose}
      actions={
        <ButtonLink kind="main" to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}>
          {t('signIn')}
        </ButtonLink>
      }
    >
      <p>{t('signInLead')}</p>
    </Sheet>
  );
}
