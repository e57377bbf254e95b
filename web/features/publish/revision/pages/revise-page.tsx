import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { ActButton } from '../../../../components/forms/act-button.tsx';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../drafts/parts/drafts.module.css';
import { ASSET_TO_REVISE, type AssetToRevise, CREATE_REVISION, DRAFTS } from '../../editor/model/queries.ts';
import { revisionText } from '../words/revision-text.ts';

/** The beginning of an asset's next version, or the way back to one that was begun. */
export function RevisePage() {
  const { assetId = '' } = useParams();
  const t = useText(revisionText);
  const { data, error, refetch } = useQuery({
    queryKey: ['publish', 'revise', assetId],
    queryFn: ({ signal }) => request(ASSET_TO_REVISE, { id: assetId }, { signal }),
  });
  const isMissing = data?.asset === null || (error !== null && errorCode(error) === 'NOT_FOUND');
  if (data?.asset != null) return <Revise asset={data.asset} />;
  return (
    <Page title={isMissing ? t('missing') : t('title')} width="text">
      {isMissing && <Empty title={t('missingText')} />}
      {error !== null && !isMissing && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={5} />}
    </Page>
  );
}

function Revise({ asset }: { readonly asset: AssetToRevise }) {
  const t = useText(revisionText);
  const { language } = useLanguage();
  const { me, isLoading } = useSession();
  const title = pickText(asset.title, language);
  const mine = (me?.memberships ?? []).some(
    ({ role, organization }) => role !== 'VIEWER' && organization.id === asset.holder.id,
  );
  return (
    <Page
      title={title?.text ?? t('title')}
      titleLang={title === null ? undefined : LANGUAGE_TAGS[title.language]}
      lead={t('lead', { version: asset.version })}
      width="text"
      actions={<ButtonLink to={`/assets/${asset.id}`}>{t('see')}</ButtonLink>}
    >
      {asset.isWithdrawn && <Notice tone="refused">{t('withdrawn')}</Notice>}
      {isLoading && <Skeleton lines={5} />}
      {!isLoading && !asset.isWithdrawn && !mine && (
        <Notice tone="unknown" title={t('notYours')}>
          <p>{t('notYoursText', { holder: pickText(asset.holder.name, language)?.text ?? '' })}</p>
        </Notice>
      )}
      {!asset.isWithdrawn && mine && (
        <>
          <Begun asset={asset} />
          <Begin asset={asset} />
        </>
      )}
    </Page>
  );
}

function Begin({ asset }: { readonly asset: AssetToRevise }) {
  const t = useText(revisionText);
  const navigate = useNavigate();
  const create = async () => {
    const { createRevision } = await request(CREATE_REVISION, { assetId: asset.id });
    await navigate(`/publish/${createRevision.id}`);
  };
  return (
    <>
      <p>{t('beginText')}</p>
      <ActButton kind="main" act={create} busy={t('beginning')}>
        {t('begin', { version: asset.version + 1 })}
      </ActButton>
    </>
  );
}

/** Drafts of this asset's next version that exist already. */
function Begun({ asset }: { readonly asset: AssetToRevise }) {
  const t = useText(revisionText);
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ['publish', 'drafts', asset.holder.id, 'begun'],
    queryFn: ({ signal }) => request(DRAFTS, { organizationId: asset.holder.id, after: null }, { signal }),
    staleTime: 0,
  });
  const begun = (data?.drafts.edges ?? [])
    .map(({ node }) => node)
    .filter(({ revises }) => revises?.id === asset.id);
  if (begun.length === 0) return null;
  return (
    <section className={css['section']} aria-labelledby="begun-title">
      <h2 id="begun-title">{t('continue')}</h2>
      <p>{t('continueText')}</p>
      {begun.map(({ id, updatedAt }) => (
        <div key={id}>
          <ButtonLink to={`/publish/${id}`}>{t('open', { when: formats.moment(updatedAt) })}</ButtonLink>
        </div>
      ))}
    </section>
  );
}
