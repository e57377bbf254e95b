import { Link, Navigate } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { inDeskOrder } from '../model/desk.ts';
import css from '../parts/desk.module.css';
import { deskText } from '../words/desk-text.ts';
import { SignInNotice } from '../parts/sign-in-notice.tsx';

/** Whose desk? With one institution there is nothing to choose. */
export function ChoosePage() {
  const t = useText(deskText);
  const { me, isLoading } = useSession();
  const memberships = inDeskOrder(me?.memberships ?? []);
  const [first, ...others] = memberships;
  if (first !== undefined && others.length === 0)
    return <Navigate replace to={`/institution/${first.organization.id}`} />;
  return (
    <Page title={t('title')} width="text" lead={others.length > 0 ? <p>{t('chooseLead')}</p> : undefined}>
      {isLoading && <Skeleton />}
      {!isLoading && me === null && <SignInNotice />}
      {me !== null && first === undefined && (
        <Empty title={t('noneTitle')}>
          <p>{t('none')}</p>
          <ButtonLink to="/join">{t('join')}</ButtonLink>
        </Empty>
      )}
      {others.length > 0 && (
        <ul role="list" className={css['lines']}>
          {memberships.map(({ organization: { id, kind, name }, role }) => (
            <li key={id}>
              <Link to={`/institution/${id}`}>
                <Localized text={name} />
              </Link>
              <span className={css['soft']}>
                {t(`kind.${kind}`)} · {t('asRole', { role })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
