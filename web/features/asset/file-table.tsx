import { Download } from 'lucide-react';
import { Details } from '../../components/details.tsx';
import { Facts } from '../../components/facts.tsx';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import { FileKind } from './file-kind.tsx';
import css from './file-table.module.css';
import type { AssetOnPage } from './documents.ts';
import { assetText } from './text.ts';

interface FileTableProps {
  readonly asset: AssetOnPage;
  readonly canDownload: boolean;
}

/** The originals: what they are called, how large, and by which fingerprints anyone can recognize them. */
export function FileTable({ asset, canDownload }: FileTableProps) {
  const t = useText(assetText);
  const { bytes } = useFormats();
  const { files, fileCount, totalBytes, access } = asset;
  const whose = canDownload
    ? access === 'OPEN'
      ? t('originalsOpen')
      : t('originalsMember')
    : t('originalsLicensed');
  return (
    <section aria-labelledby="asset-files" className={css['files']}>
      <h2 id="asset-files">{t('files')}</h2>
      <p>
        {t('filesOf', { count: fileCount, bytes: bytes(totalBytes) })} {whose}{' '}
        {fileCount > files.length && t('filesFirst')}
      </p>
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('file')}</th>
            <th scope="col" className={css['size']}>
              {t('size')}
            </th>
            {canDownload && <th scope="col">{t('download')}</th>}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.id}>
              <th scope="row">
                {file.path}
                <FileKind file={file} />
                <Details>
                  <Facts
                    facts={[
                      { name: 'SHA-256', value: <code>{file.sha256}</code> },
                      { name: 'CID', value: <code>{file.cid}</code> },
                    ]}
                  />
                </Details>
              </th>
              <td className={css['size']}>{bytes(file.bytes)}</td>
              {canDownload && (
                <td>
                  <a
                    className={css['download']}
                    href={`/files/${encodeURIComponent(file.id)}`}
                    download={file.path.split('/').at(-1)}
                    aria-label={t('downloadFile', { path: file.path })}
                  >
                    <Download size={20} aria-hidden="true" />
                  </a>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
