import type { ReactNode } from 'react';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { SuspensionNotice } from '../../../../lib/suspension/suspension-notice.tsx';
import { WaitingLine } from '../../../../lib/inbox/waiting.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { askingText } from '../../../../lib/requests/asking-text.ts';
import { Balance } from '../../../../lib/pricing/balance.tsx';
import { StudioTasks } from '../parts/studio-tasks.tsx';
import { GrantedDesk } from '../parts/granted-desk.tsx';
import { LicenseTable } from '../../license/parts/license-table.tsx';
import { type Licensees, useLicensees } from '../../../../lib/session/licensees.ts';
import { useNames } from '../../wish/model/names.ts';
import { OrderTable } from '../../license/parts/order-table.tsx';
import css from '../parts/studio.module.css';
import { studioText } from '../words/studio-text.ts';

/** `/studio`: licenses and orders of the reader's organization, and what they can pay with. */
export function StudioPage() {
  const t = useText(studioText);
  const asking = useText(askingText);
  const names = useNames();
  const licensees = useLicensees();
  const { chosen, choices, choose } = licensees;
  if (chosen === null)
    return (
      <Page title={t('title')} width="text">
        <BeforeAdmission licensees={licensees} />
      </Page>
    );
  return (
    <Page
      title={t('title')}
      lead={<p>{t('lead', { name: names.of(chosen.name) })}</p>}
      actions={
        <>
          <ButtonLink to="/requests">{asking('requests')}</ButtonLink>
          <ButtonLink to={`/institution/${chosen.id}/members`}>{t('members')}</ButtonLink>
          <ButtonLink to={`/institution/${chosen.id}/profile`}>{t('profile')}</ButtonLink>
          <ButtonLink to={`/webhooks/${chosen.id}`}>{t('webhooks')}</ButtonLink>
          <ButtonLink kind="main" to="/catalog?offer=1">
            {t('browse')}
          </ButtonLink>
        </>
      }
    >
      <WaitingLine />
      {chosen.suspension !== null && <SuspensionNotice suspension={chosen.suspension} isOwn />}
      {choices.length > 1 && (
        <div className={css['choices']}>
          <SelectField
            label={t('organization')}
            value={chosen.id}
            choices={choices.map(({ id, name }) => ({ value: id, label: names.of(name) }))}
            onChange={choose}
          />
        </div>
      )}
      <StudioTasks organizationId={chosen.id} />
      <Section id="licenses" title={t('licenses')}>
        <LicenseTable organizationId={chosen.id} />
      </Section>
      <Section id="granted" title={t('granted')}>
        <GrantedDesk organizationId={chosen.id} />
      </Section>
      <Section id="orders" title={t('orders')}>
        <OrderTable organizationId={chosen.id} />
      </Section>
      <Section id="money" title={t('moneyTitle')}>
        <Balance />
      </Section>
    </Page>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Section({ id, title, children }: SectionProps) {
  return (
    <section className={css['section']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Whoever has no admitted organization is told what to do. */
function BeforeAdmission({
  licensees: { isLoading, isSignedIn, isWaiting },
}: {
  readonly licensees: Licensees;
}) {
  const t = useText(studioText);
  if (isLoading) return <Skeleton />;
  if (!isSignedIn)
    return (
      <Empty title={t('signInTitle')}>
        <ButtonLink kind="main" to="/sign-in?next=%2Fstudio">
          {t('signIn')}
        </ButtonLink>
      </Empty>
    );
  return (
    <Empty title={isWaiting ? t('waitingTitle') : t('joinTitle')}>
      <p>{isWaiting ? t('waiting') : t('join')}</p>
      {isWaiting ? (
        <ButtonLink to="/catalog">{t('browse')}</ButtonLink>
      ) : (
        <ButtonLink kind="main" to="/join">
          {t('askJoin')}
        </ButtonLink>
      )}
    </Empty>
  );
}
