import { Link, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { PagedList } from '../../../components/facts/paged-list.tsx';
import { Page } from '../../../components/page/page.tsx';
import { useText } from '../../../lib/language/text.ts';
import { byKind, KINDS, readKind } from '../model/kinds.ts';
import css from '../parts/organizations-page.module.css';
import { type OrganizationKind, useOrganizations } from '../model/organizations-query.ts';
import { organizationText } from '../words/text.ts';

/** Who is here, by kind. */
export function OrganizationsPage() {
  const t = useText(organizationText);
  const [address] = useSearchParams();
  const kind = readKind(address.get('kind'));
  const organizations = useOrganizations(kind);
  return (
    <Page
      title={t('listTitle')}
      lead={<p>{t('listLead')}</p>}
      actions={<ButtonLink to="/join">{t('join')}</ButtonLink>}
    >
      <KindFilter chosen={kind} />
      <PagedList
        list={organizations}
        lines={6}
        empty={
          <Empty title={t('emptyTitle')}>
            <p>{t('empty')}</p>
          </Empty>
        }
      >
        {byKind(organizations.rows).map((group) => (
          <section key={group.kind} className={css['group']} aria-labelledby={group.kind}>
            <div className={css['about']}>
              <h2 id={group.kind}>{t(`kinds.${group.kind}`)}</h2>
              <p>{t(`kindMeans.${group.kind}`)}</p>
            </div>
            <ul role="list">
              {group.organizations.map(({ id, slug, name, isAdmitted }) => (
                <li key={id}>
                  <Link to={`/organizations/${slug}`}>
                    <Localized text={name} />
                  </Link>
                  {!isAdmitted && <span className={css['pending']}>{t('pending')}</span>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </PagedList>
    </Page>
  );
}

function KindFilter({ chosen }: { readonly chosen: OrganizationKind | null }) {
  const t = useText(organizationText);
  return (
    <nav aria-label={t('kindLabel')} className={css['filters']}>
      <Link to="?" aria-current={chosen === null ? 'true' : undefined}>
        {t('all')}
      </Link>
      {KINDS.map((kind) => (
        <Link key={kind} to={`?kind=${kind}`} aria-current={kind === chosen ? 'true' : undefined}>
          {t(`kinds.${kind}`)}
        </Link>
      ))}
    </nav>
  );
}
