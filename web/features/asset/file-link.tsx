import { Download } from 'lucide-react';
import { useText } from '../../lib/text.ts';
import css from './file-table.module.css';
import { assetText } from './text.ts';

/** Fetches an original. */
export function FileLink({ file }: { readonly file: { readonly id: string; readonly path: string } }) {
  const t = useText(assetText);
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
