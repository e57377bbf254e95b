import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { StateMark } from '../../../../components/page/notice.tsx';
import type { Me } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { accountText } from '../words/account-text.ts';
import { fetchMyRequests, isUndecided } from '../../joining/model/my-requests.ts';
import { OrganizationLink } from './organization-link.tsx';
import css from './people.module.css';

export function MembershipsSection({ me }: { readonly me: Me }) {
  const t = useText(accountText);
  const { data: requests = [] } = useQuery({
    queryKey: ['my-requests', me.address],
    queryFn: ({ signal }) => fetchMyRequests(signal),
  });
  const rows = [
    ...me.memberships.map(({ role, organization }) => ({ ...organization, says: t(role) })),
    ...requests
      .filter(isUndecided)
      .map(({ organizationId: id, slug, name }) => ({ id, slug, name, says: null })),
  ];
  return (
    <section className={css['section']} aria-labelledby="account-for">
      <h2 id="account-for">{t('memberships')}</h2>
      {rows.length === 0 ? (
        <p>{t(me.isOperator || me.isAccreditor ? 'membershipsOffice' : 'membershipsNone')}</p>
      ) : (
        <table className={css['table']}>
          <thead>
            <tr>
              <th scope="col">{t('organization')}</th>
              <th scope="col">{t('role')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, slug, name, says }) => (
              <tr key={id}>
                <th scope="row">
                  <OrganizationLink slug={slug} name={name} />
                </th>
                <td>{says ?? <StateMark tone="unknown">{t('waiting')}</StateMark>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <Link to="/join">{t('join')}</Link>
      </p>
    </section>
  );
}
