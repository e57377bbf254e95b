import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import { DownloadList } from '../../delivery/parts/download-list.tsx';
import { LabelsButton } from './labels-button.tsx';
import css from './license-page.module.css';
import { licenseText } from '../words/license-text.ts';
import type { LicenseView, OpenedVersion } from '../model/license-view.ts';

/** The files that a license opens: those of the version that was sold, and of versions taken since. */
export function FilesSection({ view: { license, check } }: { readonly view: LicenseView }) {
  const t = useText(licenseText);
  const isOver = check.state === 'REVOKED' || check.state === 'EXPIRED';
  if (license.asset === null) return null;
  // The newest first: that is what most come for.
  const opened = license.versions.toReversed();
  return (
    <section className={css['section']} aria-labelledby="files">
      <h2 id="files">{t('filesTitle')}</h2>
      {isOver && <p>{t('filesEnded')}</p>}
      {!isOver && opened.length === 0 && (
        <Notice tone="unknown" title={t('opensNothingTitle')}>
          <p>{t('opensNothing')}</p>
        </Notice>
      )}
      {!isOver && opened.length > 0 && (
        <>
          <p>{t('filesLead')}</p>
          {opened.map((each) => (
            <VersionFiles key={each.version.version} license={license} opened={each} />
          ))}
        </>
      )}
    </section>
  );
}

interface VersionFilesProps extends Pick<LicenseView, 'license'> {
  readonly opened: OpenedVersion;
}

function VersionFiles({ license, opened: { version, takenAt } }: VersionFilesProps) {
  const t = useText(licenseText);
  const formats = useFormats();
  const nameOf = useVersionName();
  const { asset } = license;
  if (asset === null) return null;
  const isOtherCredit = version.creditLine !== license.version?.creditLine;
  return (
    <div className={css['section']}>
      <h3>{nameOf(version)}</h3>
      <p className={css['soft']}>
        {takenAt === null ? t('versionSold') : t('versionTaken', { day: formats.moment(takenAt) })}
      </p>
      {isOtherCredit && <p>{t('versionCredit', { credit: version.creditLine ?? '–' })}</p>}
      {version.takeDown === null ? (
        <>
          <DownloadList
            licensed={{ assetId: asset.id, version: version.version }}
            archive={{
              licenseId: license.id,
              version: version.version,
              bytes: Number(version.totalBytes),
            }}
          />
          <LabelsButton license={license} version={version} />
        </>
      ) : (
        <Notice tone="unknown">
          <p>{t('versionTakenDown', { day: formats.moment(version.takeDown.takenDownAt) })}</p>
        </Notice>
      )}
    </div>
  );
}
