import { ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useOffices } from '../../../../lib/council/offices.ts';
import type { Me } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../operation/parts/admin.module.css';
import { KeyText } from './key-text.tsx';
import { Section } from '../../operation/parts/section.tsx';
import { adminText } from '../../operation/words/text.ts';

/** Who is the operator and who the accreditor. */
export function OfficesSection({ me }: { readonly me: Me }) {
  const t = useText(adminText);
  const { data, isPending, error, refetch } = useOffices();
  const own = me.address.toLowerCase();
  return (
    <Section id="offices" title={t('offices')} lead={t('officesLead')}>
      {isPending && <Skeleton lines={2} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <Facts
            facts={[
              { name: t('OPERATOR'), value: <Holder address={data.operator} own={own} /> },
              { name: t('ACCREDITOR'), value: <Holder address={data.accreditor} own={own} /> },
            ]}
          />
          {[data.operator, data.accreditor].includes(own) && (
            <div className={css['row']}>
              <ButtonLink to="/account#offices">{t('officesHandOn')}</ButtonLink>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

function Holder({ address, own }: { readonly address: string | null; readonly own: string }) {
  const t = useText(adminText);
  if (address === null) return <>{t('notNamed')}</>;
  return (
    <>
      <KeyText address={address} /> {address === own && t('you')}
    </>
  );
}
