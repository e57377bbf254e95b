import { CircleX, Download } from 'lucide-react';
import { useText } from '../../../../lib/language/text.ts';
import css from './file-table.module.css';
import { assetText } from '../../asset/words/text.ts';
import { useAssetFixity } from '../../fixity/model/use-asset-fixity.ts';

interface FileLinkProps {
  readonly assetId: string;
  readonly file: { readonly id: string; readonly path: string; readonly sha256: string };
}

/** Fetches an original; one that is known to be damaged is not given out, and leads to where it is brought back. */
export function FileLink({ assetId, file }: FileLinkProps) {
  const t = useText(assetText);
  const fixity = useAssetFixity(assetId).data;
  const isDamaged = fixity?.damagedFiles.some(({ sha256 }) => sha256 === file.sha256) ?? false;
  if (isDamaged) {
    return (
      <a className={css['damage']} href="#asset-fixity" aria-label={t('damagedFile', { path: file.path })}>
        <CircleX size={20} aria-hidden="true" />
        {t('damaged')}
      </a>
    );
  }
  return (
    <a
      className={css['download']}
      href={`/files/${encodeURIComponent(file.id)}`}
      download={file.path.split('/').at(-1)}
      aria-label={t('downloadFile', { path: file.path })}
    >
      <Download size={20} aria-hidden="true" />
    </a>
  );
}
