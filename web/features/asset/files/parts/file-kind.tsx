import { StateMark } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { ListedFile } from '../model/file-documents.ts';
import { fileText } from '../words/file-text.ts';
import css from './file-table.module.css';

interface FileKindProps {
  readonly file: Pick<ListedFile, 'format' | 'mediaType' | 'misleadingExtension' | 'pixels'>;
}

/** What a file is by its content, and whether its name says otherwise. */
export function FileKind({ file: { format, mediaType, misleadingExtension, pixels } }: FileKindProps) {
  const t = useText(fileText);
  const isText = format === null && mediaType === 'text/plain';
  const kind = isText ? t('text') : format;
  const size = pixels === null ? null : `${String(pixels.width)} × ${String(pixels.height)}`;
  const told = [kind, size].filter((part) => part !== null);
  return (
    <>
      {told.length > 0 && <p className={css['kind']}>{told.join(' · ')}</p>}
      {misleadingExtension !== null && (
        <p>
          <StateMark tone="unknown">
            {t('misleading', {
              extension: misleadingExtension,
              format: isText ? 'TEXT' : (format ?? 'none'),
            })}
          </StateMark>
        </p>
      )}
    </>
  );
}
