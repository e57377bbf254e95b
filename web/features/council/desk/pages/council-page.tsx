import { Link, Navigate } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { useDecidingWords } from '../../../../lib/council/deciding.ts';
import { LANGUAGE_TAGS } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { Council } from '../model/council.ts';
import { SignedIn, useCommunityName } from '../parts/council-frame.tsx';
import css from '../parts/council.module.css';
import { councilText } from '../words/text.ts';

/** The desk's door: one community leads on, several are chosen from. */
export function CouncilPage() {
  const t = useText(councilText);
  return (
    <SignedIn title={t('desk')}>
      {(councils) => {
        const [only] = councils;
        if (only !== undefined && councils.length === 1)
          return (
            <Navigate to={`/council/${only.community.id}${only.isNamed ? '/succession' : ''}`} replace />
          );
        return (
          <Page
            title={t('desk')}
            width="text"
            lead={councils.length === 0 ? undefined : <p>{t('deskLead')}</p>}
          >
            {councils.length === 0 ? <NoCouncil /> : <Choice councils={councils} />}
          </Page>
        );
      }}
    </SignedIn>
  );
}

function Choice({ councils }: { readonly councils: readonly Council[] }) {
  return (
    <ul role="list" className={css['choice']}>
      {councils.map((council) => (
        <li key={`${council.community.id}/${council.isNamed ? 'named' : 'seated'}`}>
          <CommunityLink council={council} />
        </li>
      ))}
    </ul>
  );
}

function CommunityLink({ council }: { readonly council: Council }) {
  const t = useText(councilText);
  const name = useCommunityName(council);
  const { safe, isNamed } = council;
  const deciding = useDecidingWords();
  const how = isNamed ? t('youAreNamed') : deciding('you', safe);
  return (
    <Link
      to={`/council/${council.community.id}${council.isNamed ? '/succession' : ''}${council.search}`}
      className={css['chosen']}
    >
      <span className={css['title']} lang={LANGUAGE_TAGS[name.language]}>
        {name.text}
      </span>
      <span>{how}</span>
    </Link>
  );
}

function NoCouncil() {
  const t = useText(councilText);
  return (
    <Empty title={t('noCouncil')}>
      <p>{t('noCouncilWhy')}</p>
      <p>{t('noCouncilHow')}</p>
      <div className={css['buttons']}>
        <ButtonLink to="/account">{t('toKey')}</ButtonLink>
        <ButtonLink to="/join">{t('toJoin')}</ButtonLink>
      </div>
    </Empty>
  );
}
