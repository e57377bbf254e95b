import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../words/account-text.ts';
import css from '../parts/people.module.css';
import { IdentitySection } from '../parts/identity-section.tsx';
import { KeyFileSection } from '../../keys/parts/key-file-section.tsx';
import { MembershipsSection } from '../parts/memberships-section.tsx';
import { NotificationsSection } from '../../notifications/parts/notifications-section.tsx';
import { OfficesSection } from '../../joining/parts/offices-section.tsx';
import { PassphraseSection } from '../../keys/parts/passphrase-section.tsx';
import { SessionSection } from '../parts/session-section.tsx';
import { SheetSection } from '../../keys/parts/sheet-section.tsx';

/** A person's key: whose it is, for whom it acts, what opens it, and its end here. */
export function AccountPage() {
  const t = useText(accountText);
  const { me, isLoading } = useSession();
  if (isLoading) {
    return (
      <Page title={t('title')} width="text">
        <Skeleton lines={6} />
      </Page>
    );
  }
  if (me === null) {
    return (
      <Page title={t('title')} width="text">
        <Empty title={t('signInFirst')}>
          <ButtonLink to="/sign-in?next=/account" kind="main">
            {t('signIn')}
          </ButtonLink>
        </Empty>
      </Page>
    );
  }
  const { account } = me;
  return (
    <Page title={t('title')} width="text">
      {/* Another person's page is another page: nothing of a key stays under another name. */}
      <div key={me.address} className={css['sections']}>
        <IdentitySection me={me} />
        <MembershipsSection me={me} />
        <OfficesSection me={me} />
        <NotificationsSection />
        {account !== null && <PassphraseSection name={account.name} />}
        {account !== null && <SheetSection name={account.name} address={me.address} />}
        {account !== null && <KeyFileSection name={account.name} />}
        <SessionSection />
      </div>
    </Page>
  );
}
