import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import { INTRODUCTION, WAYS_ON } from '@lanran/protocol/messages/introduction';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { OpenCalls } from '../../../lib/calls/open-calls.tsx';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { WayIn } from '../../../lib/organizations/way-in.tsx';
import { request } from '../../../lib/session/api.ts';
import { takeFirstAnswer } from '../../../lib/session/first-answer.ts';
import { cardsOf, FRONT_PAGE } from '../model/front-page.ts';
import { FrontPicture } from '../parts/front-picture.tsx';
import css from '../parts/front-page.module.css';
import { OrganizationsShown } from '../parts/organizations-shown.tsx';
import { RecentCards } from '../parts/recent-cards.tsx';
import { frontText } from '../words/text.ts';

const FRESH_MS = 60_000;

/** The first page; the catalog had its address before, with its conditions. */
export function FrontPage() {
  const { search } = useLocation();
  const isNarrowed = [...new URLSearchParams(search).keys()].some((name) => name !== 'lang');
  return isNarrowed ? <Navigate to={`/catalog${search}`} replace /> : <Introduced />;
}

/** What this is, whom it serves and why to trust it; then who takes part, and what is new. */
function Introduced() {
  const t = useText(frontText);
  const { language } = useLanguage();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['front'],
    queryFn: async ({ signal }) => (await request(FRONT_PAGE, {}, { signal })).frontPage,
    initialData: () => takeFirstAnswer(FRONT_PAGE, {})?.frontPage,
    staleTime: FRESH_MS,
  });
  const newest = data?.publications[0]?.assets[0];
  const hasPicture = isPending || newest?.cover?.image != null;
  return (
    <Page
      title={INTRODUCTION.title[language]}
      lead={
        <div className={css['introduction']}>
          {(['what', 'whom', 'trust'] as const).map((sentence) => (
            <p key={sentence}>{INTRODUCTION[sentence][language]}</p>
          ))}
          <div className={css['ways']}>
            {WAYS_ON.map(({ to, label }, at) => (
              <ButtonLink key={to} to={to} kind={at === 0 ? 'plain' : 'quiet'}>
                {label[language]}
              </ButtonLink>
            ))}
          </div>
        </div>
      }
      picture={hasPicture ? <FrontPicture asset={newest ?? null} /> : undefined}
    >
      {isPending && <Skeleton lines={8} />}
      {error !== null && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <>
          {newest === undefined ? (
            <Empty title={t('nothingTitle')}>
              <p>{t('nothing')}</p>
              <WayIn />
            </Empty>
          ) : (
            <RecentCards cards={cardsOf(data.publications, newest.cover?.image == null ? null : newest.id)} />
          )}
          <OpenCalls />
          <OrganizationsShown kind="communities" shown={data.communities} />
          <OrganizationsShown kind="institutions" shown={data.institutions} />
          <div>
            <ButtonLink to="/organizations">{t('allOrganizations')}</ButtonLink>
          </div>
        </>
      )}
    </Page>
  );
}
