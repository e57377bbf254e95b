import { FileLink } from '../../../../components/forms/button.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { deliveryText } from '../words/delivery-text.ts';
import css from './download-list.module.css';

/** What a license opens, as one file. */
export interface PackageArchive {
  readonly licenseId: string;
  readonly version: number;
  /** Of the originals in it. */
  readonly bytes: number;
}

/** The whole package as a ZIP, which the platform makes while the browser saves it: the browser shows how far it is. */
export function DownloadAll({
  archive: { licenseId, version, bytes },
}: {
  readonly archive: PackageArchive;
}) {
  const t = useText(deliveryText);
  const formats = useFormats();
  return (
    <div>
      <FileLink kind="main" href={`/packages/${licenseId}.zip?version=${String(version)}`}>
        {t('downloadAll', { bytes: formats.bytes(bytes) })}
      </FileLink>
      <p className={css['soft']}>{t('downloadAllNote')}</p>
    </div>
  );
}
