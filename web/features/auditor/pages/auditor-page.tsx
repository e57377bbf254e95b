import { Link, Navigate } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Page } from '../../../components/page/page.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import type { Membership } from '../../../lib/session/session.tsx';
import { useText } from '../../../lib/language/text.ts';
import { OfAuditors } from '../parts/auditors.tsx';
import { auditorText } from '../words/text.ts';

/** The way to the desk of one's auditor. */
export function AuditorPage() {
  return <OfAuditors>{(memberships) => <Choice memberships={memberships} />}</OfAuditors>;
}

function Choice({ memberships }: { readonly memberships: readonly Membership[] }) {
  const t = useText(auditorText);
  const { language } = useLanguage();
  const [first, ...others] = memberships;
  if (first !== undefined && others.length === 0)
    return <Navigate replace to={`/auditor/${first.organization.id}`} />;
  return (
    <Page title={t('desk')} width="text" lead={first === undefined ? undefined : t('choose')}>
      {first === undefined && (
        <Empty title={t('none')}>
          <p>{t('noneWhy')}</p>
          <ButtonLink to="/join">{t('toJoin')}</ButtonLink>
        </Empty>
      )}
      <ul>
        {memberships.map(({ organization: { id, slug, name } }) => {
          const shown = pickText(name, language) ?? { text: slug, language };
          return (
            <li key={id}>
              <Link to={`/auditor/${id}`} lang={LANGUAGE_TAGS[shown.language]}>
                {shown.text}
              </Link>
            </li>
          );
        })}
      </ul>
    </Page>
  );
}
