import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { type AssetVersion, assetVersionsQuery } from '../../../../lib/versions/asset-versions.ts';
import { VersionChanges } from '../../../../lib/versions/version-changes.tsx';
import { MissingAsset } from '../parts/missing-asset.tsx';
import { assetText } from '../words/text.ts';
import css from '../parts/versions-page.module.css';

/** Any two versions side by side; which ones stands in the address. */
export function VersionsPage() {
  const t = useText(assetText);
  const { language } = useLanguage();
  const { assetId = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(assetVersionsQuery(assetId));
  if (data === null || /NOT_FOUND|BAD_INPUT/.test(errorCode(error))) return <MissingAsset />;
  const title = pickText(data?.title, language)?.text ?? t('untitled');
  return (
    <Page
      title={data === undefined ? t('versions') : t('compareTitle', { title })}
      lead={
        <p>
          {t('compareLead')} <Link to={`/assets/${assetId}`}>{t('back')}</Link>
        </p>
      }
    >
      {isPending && <Skeleton lines={8} />}
      {error !== null && data === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Comparison versions={data.versions} />}
    </Page>
  );
}

/** Newest first. */
function Comparison({ versions }: { readonly versions: readonly AssetVersion[] }) {
  const t = useText(assetText);
  const { day } = useFormats();
  const [params, setParams] = useSearchParams();
  const numbered = (number: string | null) => versions.find(({ version }) => String(version) === number);
  const newer = numbered(params.get('to')) ?? versions[0];
  const older =
    numbered(params.get('from')) ?? versions.find(({ version }) => version === (newer?.version ?? 0) - 1);
  if (newer === undefined || older === undefined)
    return <p>{t(newer?.takeDown == null ? 'oneVersion' : 'oneVersionGone')}</p>;
  const choices = versions.map(({ version, publishedAt, takeDown }) => ({
    value: String(version),
    label: t(takeDown === null ? 'versionName' : 'versionNameGone', {
      version: String(version),
      day: day(publishedAt.slice(0, 10)),
    }),
  }));
  const choose = (from: string, to: string) => {
    const [first, last] = Number(from) <= Number(to) ? [from, to] : [to, from];
    setParams({ from: first, to: last }, { replace: true, preventScrollReset: true });
  };
  const [from, to] = [String(older.version), String(newer.version)];
  return (
    <>
      <div className={css['choices']}>
        <SelectField
          label={t('older')}
          value={from}
          choices={choices}
          onChange={(chosen) => choose(chosen, to)}
        />
        <SelectField
          label={t('newer')}
          value={to}
          choices={choices}
          onChange={(chosen) => choose(from, chosen)}
        />
      </div>
      <VersionChanges older={older} newer={newer} />
    </>
  );
}
