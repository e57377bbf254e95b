import { FileSpreadsheet, FileText, Image } from 'lucide-react';
import { requestFilePath } from '@lanran/protocol/files/request-file';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { fileText } from '../../words/file-text.ts';
import css from './files.module.css';

interface EntryFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

interface EntryFilesProps {
  readonly requestId: string;
  readonly files: readonly EntryFile[];
}

/** The files of an entry, for its readers; nothing without files. */
export function EntryFiles({ requestId, files }: EntryFilesProps) {
  const t = useText(fileText);
  if (files.length === 0) return null;
  return (
    <ul className={css['list']} aria-label={t('files')}>
      {files.map((file) => (
        <EntryFileRow key={file.id} file={file} path={requestFilePath(requestId, file.id)} />
      ))}
    </ul>
  );
}

const KINDS = {
  picture: Image,
  document: FileText,
  table: FileSpreadsheet,
  text: FileText,
} as const;

function kindOf({ mediaType }: EntryFile): keyof typeof KINDS {
  if (mediaType.startsWith('image/')) return 'picture';
  if (mediaType === 'application/pdf') return 'document';
  return mediaType === 'text/csv' ? 'table' : 'text';
}

function EntryFileRow({ file, path }: { readonly file: EntryFile; readonly path: string }) {
  const t = useText(fileText);
  const formats = useFormats();
  const { name, size } = file;
  const kind = kindOf(file);
  const Icon = KINDS[kind];
  return (
    <li className={css['row']}>
      <Icon size={20} aria-hidden="true" />
      <div className={css['words']}>
        <a className={css['name']} href={path} download={name} aria-label={t('download', { name })}>
          {name}
        </a>{' '}
        <span className={css['soft']}>
          {t(kind)} · {formats.bytes(size)}
        </span>
        {kind === 'picture' && (
          <img className={css['preview']} src={path} alt={t('preview', { name })} loading="lazy" />
        )}
      </div>
    </li>
  );
}
