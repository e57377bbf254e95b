import type { ReactNode } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { SectionNav } from '../../../../components/page/section-nav.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { askingText } from '../../../../lib/requests/asking-text.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { type Council, councilsIn, useCouncils } from '../model/council.ts';
import css from './council.module.css';
import { councilText } from '../words/text.ts';

interface CouncilFrameProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** What somebody who is only named may do here too. */
  readonly isForNamed?: boolean;
  readonly children: (council: Council) => ReactNode;
}

/** A page of one community's desk: for those who speak for it. */
export function CouncilFrame({ title, lead, isForNamed = false, children }: CouncilFrameProps) {
  const t = useText(councilText);
  const { communityId } = useParams();
  const [search] = useSearchParams();
  return (
    <SignedIn title={title}>
      {(councils) => {
        const own = councils.filter(({ community }) =>
          [community.id, community.slug].includes(communityId ?? ''),
        );
        const named = own.find(({ isNamed }) => isNamed);
        const seated = own.find(({ isNamed }) => !isNamed);
        const council = search.get('as') === 'named' ? (named ?? seated) : (seated ?? named);
        if (council === undefined) {
          return (
            <Page title={title} width="text">
              <Empty title={t('notYours')}>
                <p>{t('notYoursWhy')}</p>
                <ButtonLink to="/council">{t('toDesk')}</ButtonLink>
              </Empty>
            </Page>
          );
        }
        return (
          <Page title={title} lead={<Lead council={council}>{lead}</Lead>}>
            <Sections council={council} />
            {council === seated && named !== undefined && <AlsoNamed named={named} />}
            {council.isNamed && !isForNamed ? <NamedOnly council={council} /> : children(council)}
          </Page>
        );
      }}
    </SignedIn>
  );
}

interface SignedInProps {
  readonly title: string;
  readonly children: (councils: readonly Council[]) => ReactNode;
}

/** What there is for whom: a stranger is asked in, and what the key speaks for is found. */
export function SignedIn({ title, children }: SignedInProps) {
  const t = useText(councilText);
  const { me, isLoading } = useSession();
  const { pathname } = useLocation();
  const { data, error, refetch } = useCouncils();
  if (data !== undefined) return children(councilsIn(data));
  const isStranger = me === null && !isLoading;
  return (
    // As wide as what is coming, which then stands where it was awaited.
    <Page title={title} width={isStranger ? 'text' : 'wide'}>
      {isStranger && (
        <Empty title={t('signInTitle')}>
          <p>{t('signInWhy')}</p>
          <ButtonLink to={`/sign-in?next=${encodeURIComponent(pathname)}`} kind="main">
            {t('signIn')}
          </ButtonLink>
        </Empty>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {(isLoading || (me !== null && error === null)) && <Skeleton />}
    </Page>
  );
}

function Lead({ council, children }: { readonly council: Council; readonly children: ReactNode }) {
  const name = useCommunityName(council);
  return (
    <>
      <p className={css['community']} lang={LANGUAGE_TAGS[name.language]}>
        {name.text}
      </p>
      {children !== undefined && <p>{children}</p>}
    </>
  );
}

export function useCommunityName({ community }: Pick<Council, 'community'>) {
  const { language } = useLanguage();
  return pickText(community.name, language) ?? { text: community.slug, language };
}

function Sections({ council }: { readonly council: Council }) {
  const t = useText(councilText);
  const asking = useText(askingText);
  const base = `/council/${council.community.id}`;
  const sections = [
    { to: base, label: t('sections.overview'), isShown: true },
    { to: `${base}/asks`, label: t('sections.asks'), isShown: true },
    { to: '/requests?role=COMMUNITY', label: asking('requests'), isShown: !council.isNamed },
    { to: `${base}/consents`, label: t('sections.consents'), isShown: true },
    {
      to: `${base}/unasked`,
      label: t('sections.unasked'),
      isShown: council.community.peoples.length > 0,
    },
    { to: `${base}/calls`, label: t('sections.calls'), isShown: true },
    { to: `${base}/disputes`, label: t('sections.disputes'), isShown: true },
    { to: `${base}/earnings`, label: t('sections.earnings'), isShown: true },
    { to: `${base}/signatures`, label: t('sections.signatures'), isShown: council.safe !== null },
    { to: `${base}/labels`, label: t('sections.labels'), isShown: true },
    { to: `${base}/succession`, label: t('sections.succession'), isShown: true },
    {
      to: `/webhooks/${council.community.id}`,
      label: t('sections.webhooks'),
      isShown: !council.isNamed,
    },
  ].filter(({ isShown }) => isShown);
  return (
    <SectionNav
      label={t('sectionsLabel')}
      sections={sections.map(({ to, label }) => ({
        to: to.startsWith(base) ? `${to}${council.search}` : to,
        label,
        isExact: to === base,
      }))}
    />
  );
}

/** Who speaks now and is among those named to follow looks at both. */
function AlsoNamed({ named }: { readonly named: Council }) {
  const t = useText(councilText);
  const base = `/council/${named.community.id}`;
  return (
    <Notice title={t('alsoNamed')}>
      <div className={css['buttons']}>
        {named.safe !== null && (
          <ButtonLink to={`${base}/signatures${named.search}`}>{t('toSignatures')}</ButtonLink>
        )}
        <ButtonLink to={`${base}/succession${named.search}`}>{t('toSuccession')}</ButtonLink>
      </div>
    </Notice>
  );
}

function NamedOnly({ council }: { readonly council: Council }) {
  const t = useText(councilText);
  return (
    <Notice title={t('namedTitle')}>
      <p>{t('namedWhy')}</p>
      <div>
        <ButtonLink to={`/council/${council.community.id}/succession${council.search}`} kind="main">
          {t('toSuccession')}
        </ButtonLink>
      </div>
    </Notice>
  );
}
