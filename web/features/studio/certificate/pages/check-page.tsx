import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from 'react-router';
import { findShortNumber, looksLikeShortNumber } from '@lanran/protocol/licensing/short-number';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Numbered } from '../../../../components/facts/numbered.tsx';
import { Notice, type Tone } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Picture } from '../../../../components/facts/picture.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { AgreementSection } from '../../../../lib/agreements/agreement-section.tsx';
import { LabelsAndCredit } from '../../../../lib/labels/labels-and-credit.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { RightsStatementFact } from '../../../../lib/rights-statement/rights-statement.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import { checkText } from '../words/check-text.ts';
import css from '../parts/check-page.module.css';
import { useDeployment } from '../../../../lib/pricing/deployment.ts';
import { findLicenseCheck, type LicenseCheck } from '../model/license-check.ts';
import { findNumbered, placesOf } from '../model/numbered.ts';
import { licenseText } from '../../license/words/license-text.ts';
import { useNames } from '../../wish/model/names.ts';
import { takenSince } from '../../license/model/taken-since.ts';
import { useTermsFacts } from '../parts/terms-facts.tsx';
import { termsText } from '../words/terms-text.ts';

const ID = /^0x[0-9a-fA-F]{64}$/;

/** `/check/:licenseId`: for anybody who was shown a license, by its id or by the number on a paper. */
export function CheckPage() {
  const { licenseId = '' } = useParams();
  const isId = ID.test(licenseId);
  return isId ? <CheckById id={licenseId} /> : <CheckByNumber text={licenseId} />;
}

function CheckById({ id }: { readonly id: string }) {
  const t = useText(checkText);
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['studio', 'check', id],
    queryFn: ({ signal }) => findLicenseCheck(id, signal),
  });
  if (isLoading) return <Loading />;
  if (data != null) return <Checked check={data} />;
  if (error !== null)
    return (
      <Page title={t('title')} width="text">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return <Missing asked={id} reason={t('notFound')} />;
}

function CheckByNumber({ text }: { readonly text: string }) {
  const t = useText(checkText);
  const number = findShortNumber(text);
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: ['studio', 'numbered', number],
    queryFn: ({ signal }) => findNumbered(number ?? '', signal),
    enabled: number !== null,
  });
  if (number === null)
    return <Missing asked={text} reason={t(looksLikeShortNumber(text) ? 'mistyped' : 'badNumber')} />;
  if (isLoading) return <Loading />;
  if (error !== null || data === undefined)
    return (
      <Page title={t('title')} width="text">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const [only, another] = placesOf(data);
  if (only === undefined) return <Missing asked={number} reason={t('notFoundNumber')} />;
  if (another === undefined)
    return only.licenseId === null ? <Navigate to={only.path} replace /> : <CheckById id={only.licenseId} />;
  return (
    <Page title={t('title')} width="text">
      <p>{t('several')}</p>
      <ul>
        {placesOf(data).map(({ path, id }) => (
          <li key={path}>
            <Link to={path}>
              <code>{id}</code>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Loading() {
  const t = useText(checkText);
  return (
    <Page title={t('title')} width="text">
      <Skeleton lines={5} />
    </Page>
  );
}

function Missing({ asked, reason }: { readonly asked: string; readonly reason: string }) {
  const t = useText(checkText);
  return (
    <Page title={t('notFoundTitle')} width="text">
      <Notice tone="refused">
        <p>{reason}</p>
      </Notice>
      <Facts facts={[{ name: t('asked'), value: <code>{asked}</code> }]} />
    </Page>
  );
}

const TONES: Readonly<Record<LicenseCheck['state'], Tone>> = {
  LIVE: 'live',
  UPCOMING: 'unknown',
  EXPIRED: 'unknown',
  REVOKED: 'refused',
};

function Checked({ check }: { readonly check: LicenseCheck }) {
  const t = useText(checkText);
  const words = useText(termsText);
  const formats = useFormats();
  const factsOf = useTermsFacts();
  const { asset } = check;
  const { language } = useLanguage();
  const license = useText(licenseText);
  const gone = takenSince(check, language);
  const title =
    asset === null ? (
      t('hiddenAsset')
    ) : (
      <Link to={`/assets/${asset.id}`}>
        <Localized text={(check.version ?? asset).title} />
      </Link>
    );
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>} width="text">
      <Notice tone={TONES[check.state]} title={useVerdict(check)} isLive />
      <section className={css['section']} aria-labelledby="terms">
        <h2 id="terms">{t('termsTitle')}</h2>
        <div className={css['terms']}>
          {asset?.cover != null && (
            <div className={css['picture']}>
              <Picture file={asset.cover} alt="" sizes="12rem" fallback={null} />
            </div>
          )}
          <Facts
            facts={[
              { name: words('asset'), value: title },
              { name: words('version'), value: <SoldVersion check={check} /> },
              ...(gone === null ? [] : [{ name: license('takenDownRow'), value: gone }]),
              { name: words('licensee'), value: <Localized text={check.licensee.name} /> },
              ...factsOf(check),
              { name: t('seller'), value: <Localized text={check.holder.name} /> },
              ...(asset?.community == null
                ? []
                : [{ name: words('community'), value: <Localized text={asset.community.name} /> }]),
              ...(check.version?.rightsStatement == null
                ? []
                : [
                    {
                      name: words('rightsStatement'),
                      value: <RightsStatementFact stated={check.version.rightsStatement} />,
                    },
                  ]),
              { name: words('soldAt'), value: formats.moment(check.soldAt) },
              { name: words('number'), value: <Numbered number={check.shortNumber} id={check.id} /> },
            ]}
          />
        </div>
      </section>
      {!check.isOfVersion && (
        <Notice tone="unknown">
          <p>{t('noVersion')}</p>
        </Notice>
      )}
      {asset !== null && (
        <LabelsAndCredit asset={{ ...asset, creditLine: (check.version ?? asset).creditLine }} />
      )}
      <AgreementSection agreement={check.version?.agreement ?? null} />
      <Proving check={check} />
    </Page>
  );
}

/** Its number, where the reader may see the asset; else, that there is one. */
function SoldVersion({ check: { version, isOfVersion, versionHash } }: { readonly check: LicenseCheck }) {
  const t = useText(termsText);
  const nameOf = useVersionName();
  const known = version === null ? null : nameOf(version);
  return (
    <>
      {isOfVersion ? known : t('noVersion')}
      <Details summary={t('versionHash')}>
        <code>{versionHash}</code>
      </Details>
    </>
  );
}

function useVerdict({ state, firstDay, lastDay, revokedAt }: LicenseCheck): string {
  const t = useText(checkText);
  const formats = useFormats();
  switch (state) {
    case 'LIVE':
      return t('LIVE');
    case 'UPCOMING':
      return t('UPCOMING', { day: formats.day(firstDay) });
    case 'EXPIRED':
      return t('EXPIRED', { day: formats.day(lastDay) });
    case 'REVOKED':
      return revokedAt === null
        ? t('revokedUnknown')
        : t('REVOKED', { day: formats.day(revokedAt.slice(0, 10)) });
  }
}

function Proving({ check }: { readonly check: LicenseCheck }) {
  const t = useText(checkText);
  const names = useNames();
  const deployment = useDeployment();
  const contract = deployment?.contracts.find(({ name }) => name === 'LicenseToken');
  return (
    <>
      <section className={css['section']} aria-labelledby="proves">
        <h2 id="proves">{t('provesTitle')}</h2>
        <ul className={css['list']}>
          <li>{t('proves1')}</li>
          <li>{t('proves2', { licensee: names.of(check.licensee.name) })}</li>
          <li>{t('proves3')}</li>
          <li>{t('proves4')}</li>
        </ul>
      </section>
      <section className={css['section']} aria-labelledby="self">
        <h2 id="self">{t('selfTitle')}</h2>
        <ul className={css['list']}>
          <li>{t('self1')}</li>
          <li>{t('self2')}</li>
        </ul>
        <div>
          <ButtonLink to="/verify">{t('toVerify')}</ButtonLink>
        </div>
        <Details summary={t('chain')}>
          <p>
            {t('chainId')} <code>{deployment?.chainId}</code>
          </p>
          <p>
            {t('contract')} <code>{contract?.address}</code>
          </p>
          <p>
            {t('transaction')} <code>{check.transaction}</code>
          </p>
        </Details>
      </section>
    </>
  );
}
