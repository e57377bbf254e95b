import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSession } from '../../lib/session.tsx';
import { useText } from '../../lib/text.ts';
import { accountText } from './account-text.ts';
import css from './people.module.css';
import { IdentitySection } from './identity-section.tsx';
import { KeyFileSection } from './key-file-section.tsx';
import { MembershipsSection } from './memberships-section.tsx';
import { OfficesSection } from './offices-section.tsx';
import { PassphraseSection } from './passphrase-section.tsx';
import { SessionSection } from './session-section.tsx';
import { SheetSection } from './sheet-section.tsx';

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
        {account !== null && <PassphraseSection name={account.name} />}
        {account !== null && <SheetSection name={account.name} address={me.address} />}
        {account !== null && <KeyFileSection name={account.name} />}
        <SessionSection />
      </div>
    </Page>
  );
}
