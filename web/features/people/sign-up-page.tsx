import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { accountText } from './account-text.ts';
import { isSheetKept } from './kept-sheets.ts';
import { type MadeKey, NewKeyForm } from './new-key-form.tsx';
import { withNext } from './next-path.ts';
import { PlainHttpNotice } from './plain-http-notice.tsx';
import { SheetStep } from './sheet-step.tsx';
import { peopleText } from './text.ts';
import { useNext } from './use-next.ts';
import { usePersonName } from './use-person-name.ts';
import { useKeyTask } from './use-key-task.ts';

/** A key made in the browser, its name and passphrase, then its recovery sheet. */
export function SignUpPage() {
  const t = useText(peopleText);
  const account = useText(accountText);
  const navigate = useNavigate();
  const next = useNext('/account');
  const { me, signOut } = useSession();
  const name = usePersonName();
  const leaving = useKeyTask();
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  if (made !== null) {
    return (
      <Page title={t('madeTitle')} width="text">
        <SheetStep {...made} onKept={() => void navigate(next, { replace: true })} />
      </Page>
    );
  }
  if (me !== null && !isMaking) {
    // A wallet's key and a demo key have no sheet.
    const isKept = me.account === null || isSheetKept(me.address);
    return (
      <Page title={t('alreadyTitle')} width="text" lead={<p>{t('already', { name })}</p>}>
        {!isKept && (
          <Notice tone="unknown">
            <p>{account('sheetNotKept')}</p>
            <div>
              <ButtonLink to="/account#account-sheet" kind="main">
                {account('sheetOpen')}
              </ButtonLink>
            </div>
          </Notice>
        )}
        <Notice tone="live">
          <p>{t('signedInAs', { name })}</p>
          <div>
            <ButtonLink to="/account" {...(isKept && { kind: 'main' })}>
              {t('toAccount')}
            </ButtonLink>{' '}
            <Button onPress={() => void leaving.run(signOut)} isDisabled={leaving.isBusy}>
              {t('signOut')}
            </Button>
          </div>
        </Notice>
        {leaving.error !== null && <ErrorNotice error={leaving.error} />}
      </Page>
    );
  }
  return (
    <Page title={t('signUpTitle')} width="text" lead={<p>{t('signUpLead')}</p>}>
      <PlainHttpNotice />
      <NewKeyForm onBusy={setIsMaking} onMade={setMade} />
      <p>
        <Link to={withNext('/sign-in', next)}>{t('haveKey')}</Link>
      </p>
    </Page>
  );
}
