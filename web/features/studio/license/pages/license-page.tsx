import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Numbered } from '../../../../components/facts/numbered.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Picture } from '../../../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../../../components/facts/picture-placeholder.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useMissingPictureWords } from '../../../../lib/pictures/missing-picture.ts';
import { AgreementSection } from '../../../../lib/agreements/agreement-section.tsx';
import { LabelsAndCredit } from '../../../../lib/labels/labels-and-credit.tsx';
import { filesWent } from '../../../../lib/taking-down/left.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { shareOf } from '../../../../lib/pricing/deployment.ts';
import { CopiesSection } from '../../copies/parts/copies-section.tsx';
import { DeliverySection } from '../../delivery/parts/delivery-section.tsx';
import { FilesSection } from '../parts/files-section.tsx';
import { GrantedSection } from '../../desk/parts/granted-section.tsx';
import { LicenseActs } from '../parts/license-acts.tsx';
import { currentDay, daysLeft } from '../model/license-days.ts';
import css from '../parts/license-page.module.css';
import { LicenseHistory } from '../parts/license-history.tsx';
import { LicenseStateMark } from '../parts/license-state-mark.tsx';
import { licenseText } from '../words/license-text.ts';
import { licenseQuery, type LicenseView } from '../model/license-view.ts';
import { useNames } from '../../wish/model/names.ts';
import { NewerVersion } from '../parts/newer-version.tsx';
import { Permissions } from '../parts/permissions.tsx';
import { ProofSection } from '../../certificate/parts/proof-section.tsx';
import { TakenDownSummary } from '../parts/taken-down-summary.tsx';
import { useTermsFacts } from '../../certificate/parts/terms-facts.tsx';
import { termsText } from '../../certificate/words/terms-text.ts';

/** `/licenses/:licenseId`: what may be done, whether it counts, its files, its proof. */
export function LicensePage() {
  const { licenseId = '' } = useParams();
  const t = useText(licenseText);
  const { data, error, isPending, refetch } = useQuery(licenseQuery(licenseId));
  if (isPending)
    return (
      <Page title={t('title')}>
        <Skeleton lines={6} />
      </Page>
    );
  if (data != null) return <Shown view={data} />;
  const isHidden = error === null || errorCode(error) === 'NOT_FOUND' || errorCode(error) === 'BAD_INPUT';
  return (
    <Page title={t('notFoundTitle')} width="text">
      <p>{t('notFound')}</p>
      <div className={css['acts']}>
        <ButtonLink kind="main" to={`/check/${licenseId}`}>
          {t('toCheck')}
        </ButtonLink>
      </div>
      {!isHidden && <ErrorNotice error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}

function Shown({ view }: { readonly view: LicenseView }) {
  const t = useText(licenseText);
  const names = useNames();
  const wordsFor = useMissingPictureWords();
  const formats = useFormats();
  const [address] = useSearchParams();
  const { license } = view;
  const { asset } = license;
  const sold = license.version;
  const title = asset === null ? t('unknownAsset') : names.of((sold ?? asset).title);
  const period = { from: formats.day(license.firstDay), to: formats.day(license.lastDay) };
  return (
    <Page
      title={t('titleOf', { title })}
      lead={<p>{t('lead', { licensee: names.of(license.licensee.name), ...period })}</p>}
      actions={
        <>
          <ButtonLink to={`/licenses/${license.id}/certificate`}>{t('certificate')}</ButtonLink>
          <ButtonLink to={`/check/${license.id}`}>{t('check')}</ButtonLink>
        </>
      }
    >
      {address.has('bought') && (
        <Notice tone="live" isLive>
          <p>{t('bought')}</p>
        </Notice>
      )}
      <TakenDownSummary license={license} />
      <div className={css['columns']}>
        <div className={css['picture']}>
          <Picture
            file={asset?.cover ?? null}
            alt=""
            sizes="(width < 62rem) 90vw, 34rem"
            fallback={
              asset?.missingPicture == null ? null : (
                <PicturePlaceholder>
                  {sold !== null && filesWent(asset.takeDowns, sold).length > 0
                    ? t('pictureWent')
                    : wordsFor(asset.missingPicture, { holder: names.of(asset.holder.name) })}
                </PicturePlaceholder>
              )
            }
          />
          {asset !== null && (
            <p>
              <Link to={`/assets/${asset.id}`}>{t('toAsset')}</Link>
            </p>
          )}
        </div>
        <div className={css['words']}>
          <Standing view={view} />
          <section className={css['section']} aria-labelledby="terms">
            <h2 id="terms">{t('termsTitle')}</h2>
            <LicenseFacts view={view} />
          </section>
          <Permissions license={license} />
          <GrantedSection view={view} />
          <NewerVersion view={view} />
          {asset !== null && sold !== null && (
            <LabelsAndCredit asset={{ ...asset, creditLine: sold.creditLine }} />
          )}
          <AgreementSection agreement={sold?.agreement ?? null} />
          <FilesSection view={view} />
          <CopiesSection view={view} />
          <DeliverySection view={view} />
          <LicenseHistory licenseId={license.id} />
          <ProofSection license={license} />
          <LicenseActs view={view} />
        </div>
      </div>
    </Page>
  );
}

function Standing({ view: { license, check } }: { readonly view: LicenseView }) {
  const t = useText(licenseText);
  const formats = useFormats();
  const left = daysLeft(license, currentDay());
  const { revocation } = license;
  const day = check.revokedAt === null ? '' : formats.moment(check.revokedAt);
  return (
    <div className={css['standing']} role="status">
      <LicenseStateMark state={check.state} />
      {check.state === 'LIVE' && left !== null && <span>{t('left', { days: left })}</span>}
      {check.state === 'UPCOMING' && left !== null && <span>{t('begins', { days: left })}</span>}
      {check.state === 'REVOKED' && (
        <span>{license.isRevoked ? t('revoked', { day }) : t('revokedWith', { day })}</span>
      )}
      {revocation !== null && (
        <p>
          {revocation.reason === null
            ? t('noReason', { hash: revocation.reasonHash })
            : t('reason', { reason: revocation.reason })}
        </p>
      )}
    </div>
  );
}

function LicenseFacts({ view: { license, check } }: { readonly view: LicenseView }) {
  const t = useText(licenseText);
  const words = useText(termsText);
  const names = useNames();
  const formats = useFormats();
  const money = useMoney();
  const factsOf = useTermsFacts();
  const nameOf = useVersionName();
  const { asset, price, communityShareBps, origin, parent } = license;
  const community = asset?.community ?? null;
  const share = formats.share(communityShareBps);
  const isSold = origin !== 'SUBLICENSE';
  return (
    <Facts
      facts={[
        {
          name: words('version'),
          value: license.version === null ? words('noVersion') : nameOf(license.version),
        },
        ...factsOf(license),
        { name: words('licensee'), value: <Localized text={license.licensee.name} /> },
        { name: words('holder'), value: <Localized text={check.holder.name} /> },
        ...(isSold ? [{ name: words('price'), value: money(price) }] : []),
        ...(isSold && community !== null
          ? [
              {
                name: words('share', { community: names.of(community.name) }),
                value: words('shareOf', { money: money(shareOf(price, communityShareBps)), share }),
              },
            ]
          : []),
        {
          name: t('cameFrom'),
          value: (
            <>
              {originWord(origin, t)}{' '}
              {parent !== null && <Link to={`/licenses/${parent}`}>{t('parent')}</Link>}
            </>
          ),
        },
        { name: words('soldAt'), value: formats.moment(license.soldAt) },
        { name: words('number'), value: <Numbered number={license.shortNumber} id={license.id} /> },
      ]}
    />
  );
}

const ORIGINS = ['SALE', 'RENEWAL', 'SUBLICENSE', 'INVOICE'] as const;

function originWord(origin: string, t: (key: `origin.${(typeof ORIGINS)[number]}`) => string): string {
  const known = ORIGINS.find((each) => each === origin);
  return known === undefined ? origin : t(`origin.${known}`);
}
