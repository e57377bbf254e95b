import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../words/account-text.ts';
import { isSheetKept } from '../../keys/model/kept-sheets.ts';
import { type MadeKey, NewKeyForm } from '../../keys/parts/new-key-form.tsx';
import { withNext } from '../model/next-path.ts';
import { PlainHttpNotice } from '../../keys/parts/plain-http-notice.tsx';
import { SheetStep } from '../../keys/parts/sheet-step.tsx';
import { peopleText } from '../words/text.ts';
import { useNext } from '../model/use-next.ts';
import { usePersonName } from '../model/use-person-name.ts';
import { useTask } from '../../../../lib/session/task.ts';

/** A key made in the browser, its name and passphrase, then its recovery sheet. */
export function SignUpPage() {
  const t = useText(peopleText);
  const account = useText(accountText);
  const navigate = useNavigate();
  const next = useNext('/account');
  const { me, signOut } = useSession();
  const name = usePersonName();
  const leaving = useTask();
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
