import { Link, Outlet, useParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { SectionNav } from '../../../../components/page/section-nav.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { WaitingLine } from '../../../../lib/inbox/waiting.tsx';
import { askingText } from '../../../../lib/requests/asking-text.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { SuspensionNotice } from '../../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { type Desk, type DeskTab, membershipIn, tabsOf } from '../model/desk.ts';
import { deskText } from '../words/desk-text.ts';
import { SignInNotice } from '../parts/sign-in-notice.tsx';

/** The desk of one organization: its name, its parts, and the part that is open. */
export function DeskPage() {
  const t = useText(deskText);
  const { me, isLoading } = useSession();
  const { organizationId } = useParams();
  const desk = membershipIn(me, organizationId);
  if (desk !== null) return <OpenDesk desk={desk} />;
  return (
    <Page title={t('title')} width="text">
      {isLoading && <Skeleton />}
      {!isLoading && me === null && <SignInNotice />}
      {me !== null && (
        <Empty title={t('notYoursTitle')}>
          <p>{t('notYours')}</p>
          <ButtonLink to="/institution">{t('title')}</ButtonLink>
        </Empty>
      )}
    </Page>
  );
}

function OpenDesk({ desk }: { readonly desk: Desk }) {
  const t = useText(deskText);
  const asking = useText(askingText);
  const { language } = useLanguage();
  const { me } = useSession();
  const { organization, role } = desk;
  const name = pickText(organization.name, language);
  const isInstitution = organization.kind === 'INSTITUTION';
  const hasOthers = (me?.memberships.length ?? 0) > 1;
  return (
    <Page
      title={name?.text ?? organization.slug}
      titleLang={name === null || name.language === language ? undefined : LANGUAGE_TAGS[name.language]}
      lead={
        <p>
          {isInstitution ? t('title') : t(`kind.${organization.kind}`)} · {t('asRole', { role })}{' '}
          {role === 'VIEWER' && t('viewerHint')}{' '}
          <Link to={`/organizations/${organization.slug}`}>{t('publicPage')}</Link>
          {' · '}
          <Link to={`/webhooks/${organization.id}`}>{t('webhooks')}</Link>
          {hasOthers && (
            <>
              {' · '}
              <Link to="/institution">{t('otherDesk')}</Link>
            </>
          )}
        </p>
      }
      actions={
        isInstitution && role !== 'VIEWER' ? (
          <>
            <ButtonLink to={`/import?organization=${organization.id}`}>{t('import')}</ButtonLink>
            <ButtonLink kind="main" to="/publish">
              {t('publish')}
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <WaitingLine />
      {!organization.isAdmitted && <Notice tone="unknown">{t('notAdmitted')}</Notice>}
      {organization.suspension !== null && <SuspensionNotice suspension={organization.suspension} isOwn />}
      <SectionNav
        label={t('tabs')}
        sections={[
          ...tabsOf(organization.kind).map((tab) => ({
            to: tab,
            label: t(`tab.${nameOf(tab)}`),
            isExact: tab === '',
          })),
          { to: '/requests', label: asking('requests'), isExact: true },
        ]}
      />
      <Outlet context={desk} />
    </Page>
  );
}

function nameOf(tab: DeskTab): Exclude<DeskTab, ''> | 'attention' {
  return tab === '' ? 'attention' : tab;
}
