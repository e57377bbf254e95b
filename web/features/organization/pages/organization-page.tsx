import { useParams } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Notice, StateMark } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { OpenCallsOf } from '../../../lib/calls/open-calls-of.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useSession } from '../../../lib/session/session.tsx';
import { SuspensionNotice } from '../../../lib/suspension/suspension-notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { AdmissionProof } from '../parts/admission-proof.tsx';
import { Asking } from '../parts/asking.tsx';
import { CouncilState } from '../parts/council-state.tsx';
import { Labels } from '../parts/labels.tsx';
import css from '../parts/organization-page.module.css';
import { type ShownOrganization, useOrganization } from '../model/organizations-query.ts';
import { OwnAssets } from '../parts/own-assets.tsx';
import { OwnPictures } from '../parts/own-pictures.tsx';
import { organizationText } from '../words/text.ts';

/** An organization as everybody may see it. */
export function OrganizationPage() {
  const t = useText(organizationText);
  const { slug = '' } = useParams();
  const { data: organization, error, isPending, refetch } = useOrganization(slug);
  if (organization != null) return <Shown organization={organization} />;
  return (
    <Page title={organization === null ? t('notFoundTitle') : t('listTitle')} width="text">
      {isPending && <Skeleton lines={5} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {organization === null && (
        <>
          <p>{t('notFound')}</p>
          <div>
            <ButtonLink to="/organizations">{t('toList')}</ButtonLink>
          </div>
        </>
      )}
    </Page>
  );
}

function Shown({ organization }: { readonly organization: ShownOrganization }) {
  const t = useText(organizationText);
  const { language } = useLanguage();
  const { me } = useSession();
  const { id, kind, name, slug, description, labels } = organization;
  const shown = pickText(name, language);
  const role = me?.memberships.find((membership) => membership.organization.id === id)?.role;
  const isForeign = shown !== null && shown.language !== language;
  return (
    <Page
      title={shown?.text ?? slug}
      titleLang={isForeign ? LANGUAGE_TAGS[shown.language] : undefined}
      lead={<Standing organization={organization} />}
      actions={
        role === 'OWNER' || role === 'EDITOR' ? (
          <ButtonLink to={`/institution/${id}/profile`}>{t('edit')}</ButtonLink>
        ) : undefined
      }
    >
      {!organization.isAdmitted && <Notice tone="unknown">{t('pendingLong')}</Notice>}
      {organization.suspension !== null && (
        <SuspensionNotice suspension={organization.suspension} isOwn={role !== undefined} />
      )}
      <div className={css['page']}>
        <div className={css['main']}>
          <OwnPictures organization={organization} />
          {description === null ? (
            <p className={css['soft']}>{t('noDescription')}</p>
          ) : (
            <div className={css['description']}>
              <Localized text={description} />
            </div>
          )}
          <OpenCallsOf organizationId={organization.id} />
          <OwnAssets organization={organization} />
        </div>
        <div className={css['side']}>
          <Asking organization={organization} />
          {kind === 'COMMUNITY' && <CouncilState organization={organization} />}
          {labels.length > 0 && <Labels labels={labels} />}
          <AdmissionProof organization={organization} />
        </div>
      </div>
    </Page>
  );
}

function Standing({
  organization: { kind, isAdmitted, admission },
}: {
  readonly organization: ShownOrganization;
}) {
  const t = useText(organizationText);
  const formats = useFormats();
  return (
    <p className={css['standing']}>
      <span>
        <strong>{t(`kind.${kind}`)}</strong> · {t(`kindMeans.${kind}`)}
      </span>
      <StateMark tone={isAdmitted ? 'live' : 'unknown'}>
        {!isAdmitted
          ? t('pending')
          : admission === null
            ? t('admitted')
            : t('admittedOn', { day: formats.day(admission.issuedAt.slice(0, 10)) })}
      </StateMark>
    </p>
  );
}
