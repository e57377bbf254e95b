import { useParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { DisputesDesk } from '../../../lib/disputes/disputes-desk.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { WaitingLine } from '../../../lib/inbox/waiting.tsx';
import type { Membership } from '../../../lib/session/session.tsx';
import { SuspensionNotice } from '../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { OfAuditors } from '../parts/auditors.tsx';
import css from '../parts/desk-page.module.css';
import { auditorText } from '../words/text.ts';
import { Tools } from '../parts/tools.tsx';

/** An auditor's objections, and what it checks with. */
export function DeskPage() {
  const { organizationId = '' } = useParams();
  return (
    <OfAuditors>
      {(memberships) => {
        const found = memberships.find(({ organization: { id, slug } }) =>
          [id, slug].includes(organizationId),
        );
        return found === undefined ? <NotYours /> : <Desk membership={found} />;
      }}
    </OfAuditors>
  );
}

function Desk({ membership: { organization, role } }: { readonly membership: Membership }) {
  const t = useText(auditorText);
  const { language } = useLanguage();
  const name = pickText(organization.name, language) ?? { text: organization.slug, language };
  return (
    <Page
      title={t('desk')}
      lead={
        <>
          <p className={css['auditor']} lang={LANGUAGE_TAGS[name.language]}>
            {name.text}
          </p>
          <p>{t('lead')}</p>
        </>
      }
    >
      <WaitingLine />
      {organization.suspension !== null && <SuspensionNotice suspension={organization.suspension} isOwn />}
      <DisputesDesk
        disputant={{
          organizationId: organization.id,
          kind: 'AUDITOR',
          safe: null,
          needsOthers: false,
          // The contract takes disputes from owners and editors.
          canAct: role !== 'VIEWER',
        }}
        outcomeNotice={(_, done) => (
          <Notice tone="live" isLive>
            {done}
          </Notice>
        )}
      />
      <Tools />
    </Page>
  );
}

function NotYours() {
  const t = useText(auditorText);
  return (
    <Page title={t('desk')} width="text">
      <Empty title={t('none')}>
        <p>{t('noneWhy')}</p>
        <ButtonLink to="/auditor">{t('toDesks')}</ButtonLink>
      </Empty>
    </Page>
  );
}
