import { Link } from 'react-router';
import { Details } from '../../../components/facts/details.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { StatementPapers } from '../../../lib/statements/statement-papers.tsx';
import { HeldAddress } from '../../../lib/payout/held-address.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './organization-page.module.css';
import type { ShownOrganization } from '../model/organizations-query.ts';
import { organizationText } from '../words/text.ts';

/** The statement by which it was admitted, and what the contracts have of it. */
export function AdmissionProof({ organization }: { readonly organization: ShownOrganization }) {
  const t = useText(organizationText);
  const { id, slug, members, payout, admission } = organization;
  return (
    <section className={css['section']} aria-labelledby="admission">
      <h2 id="admission">{t('detailsTitle')}</h2>
      {admission !== null && (
        <>
          <p>{t('detailsLead')}</p>
          <p>
            <Link to={`/record/${admission.statementHash}`}>{t('toStatement')}</Link>
          </p>
          <StatementPapers entry={admission} />
        </>
      )}
      <Details summary={t('facts')}>
        <Facts
          facts={[
            { name: t('id'), value: <code>{id}</code> },
            { name: t('slug'), value: slug },
            { name: t('members'), value: <Members members={members} /> },
            ...(payout === null ? [] : [{ name: t('payout'), value: <Payout id={id} payout={payout} /> }]),
          ]}
        />
      </Details>
    </section>
  );
}

/** Whose it is, and the whole number to compare. */
function Payout({ id, payout }: { readonly id: string; readonly payout: string }) {
  return (
    <>
      <HeldAddress organizationId={id} address={payout} />
      <br />
      <code>{payout}</code>
    </>
  );
}

function Members({ members }: Pick<ShownOrganization, 'members'>) {
  const t = useText(organizationText);
  return (
    <ul role="list">
      {members.map(({ address, role }) => (
        <li key={address}>
          <code>{address}</code> ({t(`role.${role}`)})
        </li>
      ))}
    </ul>
  );
}
