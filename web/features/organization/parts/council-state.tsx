import { Details } from '../../../components/facts/details.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './organization-page.module.css';
import type { ShownOrganization } from '../model/organizations-query.ts';
import { organizationText } from '../words/text.ts';

/** Who speaks for a community, and who may follow. */
export function CouncilState({ organization }: { readonly organization: ShownOrganization }) {
  const t = useText(organizationText);
  const { council, succession } = organization;
  return (
    <section className={css['section']} aria-labelledby="council">
      <h2 id="council">{t('councilTitle')}</h2>
      <p>{council === null ? t('councilNone') : t('council')}</p>
      {council !== null && (
        <p>{succession === null ? t('noSuccession') : <Succession succession={succession} />}</p>
      )}
      {council !== null && (
        <Details>
          <Facts
            facts={[
              { name: t('councilAddress'), value: <code>{council}</code> },
              ...(succession === null
                ? []
                : [{ name: t('candidate'), value: <code>{succession.candidate}</code> }]),
            ]}
          />
        </Details>
      )}
    </section>
  );
}

interface SuccessionProps {
  readonly succession: NonNullable<ShownOrganization['succession']>;
}

function Succession({ succession: { byCouncil, seatableAt } }: SuccessionProps) {
  const t = useText(organizationText);
  const formats = useFormats();
  const moment = formats.moment(seatableAt);
  const isNow = Date.parse(seatableAt) <= Date.now();
  if (byCouncil) return <>{isNow ? t('succession.byCouncilNow') : t('succession.byCouncil', { moment })}</>;
  return <>{isNow ? t('succession.byAccreditorNow') : t('succession.byAccreditor', { moment })}</>;
}
