import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { Language } from '@lanran/protocol/kernel/language';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { textIn, useText } from '../../../../lib/language/text.ts';
import css from '../parts/certificate-page.module.css';
import { certificateRows, isLongCertificate } from '../model/certificate-rows.ts';
import { licenseText } from '../../license/words/license-text.ts';
import { findLicenseCheck, type LicenseCheck } from '../model/license-check.ts';
import { QrCode } from '../../../../components/facts/qr-code.tsx';

/** `/licenses/:licenseId/certificate`: one A4 page in both languages. All of it is public. */
export function CertificatePage() {
  const { licenseId = '' } = useParams();
  const t = useText(licenseText);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['studio', 'check', licenseId],
    queryFn: ({ signal }) => findLicenseCheck(licenseId, signal),
  });
  if (data == null)
    return (
      <Page title={t('certTitle')} width="text">
        {isPending && <Skeleton lines={5} />}
        {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data === null && (
          <p>
            <Link to={`/check/${licenseId}`}>{t('toCheck')}</Link>
          </p>
        )}
      </Page>
    );
  return (
    <Page
      title={t('certTitle')}
      actions={
        <>
          <ButtonLink kind="main" to={`/certificates/${data.id}.pdf`} reloadDocument target="_blank">
            {t('certPdf')}
          </ButtonLink>
          <Button onPress={() => window.print()}>{t('printIt')}</Button>
        </>
      }
    >
      <Sheet check={data} />
    </Page>
  );
}

function Sheet({ check }: { readonly check: LicenseCheck }) {
  const { language } = useLanguage();
  const other: Language = language === 'en' ? 'zh' : 'en';
  const address = `${window.location.origin}/check/${check.id}`;
  const t = textIn(licenseText, language);
  return (
    <article className={`${css['sheet'] ?? ''} ${isLongCertificate(check) ? (css['long'] ?? '') : ''}`}>
      <header className={css['head']}>
        <img src="/mark.svg" alt="" width={56} height={56} />
        <div>
          <p className={css['name']} lang={LANGUAGE_TAGS[language]}>
            {t('certTitle')}
          </p>
          <p className={css['other']} lang={LANGUAGE_TAGS[other]}>
            {textIn(licenseText, other)('certTitle')}
          </p>
        </div>
      </header>
      <div className={css['halves']}>
        <Half check={check} language={language} />
        <Half check={check} language={other} />
      </div>
      <footer className={css['foot']}>
        <div className={css['code']}>
          <QrCode text={address} label={address} />
        </div>
        <div className={css['proof']}>
          <p>
            <strong lang={LANGUAGE_TAGS[language]}>{t('certCheck')}</strong>{' '}
            <strong lang={LANGUAGE_TAGS[other]}>{textIn(licenseText, other)('certCheck')}</strong>
          </p>
          <p className={css['mono']}>{address}</p>
          <p>
            <span lang={LANGUAGE_TAGS[language]}>{t('certRecorded')}</span>{' '}
            <span lang={LANGUAGE_TAGS[other]}>{textIn(licenseText, other)('certRecorded')}</span>
          </p>
          <p className={css['mono']}>{check.transaction}</p>
          <p>
            <span lang={LANGUAGE_TAGS[language]}>{t('certVersion')}</span>{' '}
            <span lang={LANGUAGE_TAGS[other]}>{textIn(licenseText, other)('certVersion')}</span>
          </p>
          <p className={css['mono']}>{check.versionHash}</p>
        </div>
      </footer>
    </article>
  );
}

interface HalfProps {
  readonly check: LicenseCheck;
  readonly language: Language;
}

function Half({ check, language }: HalfProps) {
  const t = textIn(licenseText, language);
  return (
    <section className={css['half']} lang={LANGUAGE_TAGS[language]} aria-label={t('certTitle')}>
      <p>{t('certLead')}</p>
      <dl className={css['rows']}>
        {certificateRows(check, language).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value === check.id ? css['mono'] : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css['note']}>{t('certNote')}</p>
    </section>
  );
}
