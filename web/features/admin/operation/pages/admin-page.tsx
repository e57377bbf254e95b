import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { WaitingLine } from '../../../../lib/inbox/waiting.tsx';
import { type Me, useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../parts/admin.module.css';
import { BackupsSection } from '../../backups/parts/backups-section.tsx';
import { careText } from '../../backups/words/care-text.ts';
import { DisputesSection } from '../../people/parts/disputes-section.tsx';
import { CurrenciesSection } from '../parts/currencies-section.tsx';
import { FixitySection } from '../parts/fixity-section.tsx';
import { HealthSection } from '../parts/health-section.tsx';
import { JobsSection } from '../parts/jobs-section.tsx';
import { OfficesSection } from '../../people/parts/offices-section.tsx';
import { OrganizationsSection } from '../../people/parts/organizations-section.tsx';
import { RequestsSection } from '../../people/parts/requests-section.tsx';
import { SalesSection } from '../parts/sales-section.tsx';
import { suspensionText } from '../../people/words/suspension-text.ts';
import { SuspensionsSection } from '../../people/parts/suspensions-section.tsx';
import { currenciesText } from '../words/currency-text.ts';
import { adminText } from '../words/text.ts';

/** For the accreditor and the operator; everybody else is told why it is not for them. */
export function AdminPage() {
  const t = useText(adminText);
  const { me, isLoading } = useSession();
  if (isLoading) {
    return (
      <Page title={t('title')}>
        <Skeleton lines={8} />
      </Page>
    );
  }
  if (me === null) {
    return (
      <Page title={t('title')} width="text">
        <Empty title={t('signInFirst')}>
          <ButtonLink to="/sign-in?next=/admin" kind="main">
            {t('signIn')}
          </ButtonLink>
        </Empty>
      </Page>
    );
  }
  if (!me.isAccreditor && !me.isOperator) {
    return (
      <Page title={t('notForYou')} width="text" lead={<p>{t('notForYouWhy')}</p>}>
        <div className={css['row']}>
          <ButtonLink to="/join">{t('toJoin')}</ButtonLink>
          <ButtonLink to="/rules">{t('toRules')}</ButtonLink>
        </div>
      </Page>
    );
  }
  return <Administration me={me} />;
}

function Administration({ me }: { readonly me: Me }) {
  const t = useText(adminText);
  const care = useText(careText);
  const suspensions = useText(suspensionText);
  const currencies = useText(currenciesText);
  const { isAccreditor, isOperator } = me;
  const parts = [
    { id: 'requests', title: t('requests') },
    { id: 'organizations', title: t('organizations') },
    { id: 'suspensions', title: suspensions('suspensions') },
    { id: 'disputes', title: care('disputes') },
    { id: 'sales', title: care('sales') },
    { id: 'currencies', title: currencies('currencies') },
    { id: 'health', title: care('health') },
    { id: 'fixity', title: care('fixity') },
    { id: 'jobs', title: care('jobs') },
    ...(isOperator ? [{ id: 'backups', title: care('backups') }] : []),
    { id: 'offices', title: t('offices') },
  ];
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>}>
      <WaitingLine />
      <nav aria-label={t('sections')} className={css['nav']}>
        {parts.map(({ id, title }) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      {isAccreditor !== isOperator && (
        <Notice>
          <p>{t(isOperator ? 'operatorOnly' : 'accreditorOnly')}</p>
        </Notice>
      )}
      <div className={css['sections']}>
        <RequestsSection me={me} />
        <OrganizationsSection isAccreditor={isAccreditor} />
        <SuspensionsSection isAccreditor={isAccreditor} />
        <DisputesSection isAccreditor={isAccreditor} />
        <SalesSection isAccreditor={isAccreditor} />
        <CurrenciesSection />
        <HealthSection />
        <FixitySection />
        <JobsSection />
        {isOperator && <BackupsSection />}
        <OfficesSection me={me} />
      </div>
    </Page>
  );
}
