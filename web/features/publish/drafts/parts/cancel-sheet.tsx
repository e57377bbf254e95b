import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { FileRow } from '../../uploads/model/file-rows.ts';
import { filesText } from '../../uploads/words/files-text.ts';

interface CancelSheetProps {
  readonly rows: readonly Pick<FileRow, 'path' | 'isReplacement'>[];
  onCancel(): void;
  onClose(): void;
}

/** What has arrived goes too: asked before. */
export function CancelSheet({ rows, onCancel, onClose }: CancelSheetProps) {
  const t = useText(filesText);
  const count = rows.length;
  const replacing = rows.filter(({ isReplacement }) => isReplacement).length;
  const path = rows[0]?.path ?? '';
  return (
    <ActSheet
      title={t('cancelTitle', { count })}
      verb={t('cancelVerb', { count })}
      kind="act"
      cancel={t('cancelKeep')}
      act={onCancel}
      onClose={onClose}
    >
      {count === 1 ? (
        <p>{t(replacing === 1 ? 'cancelReplacement' : 'cancelOne', { path })}</p>
      ) : (
        <p>
          {t('cancelMany', { count })} {replacing > 0 && t('cancelReplacements', { count: replacing })}
        </p>
      )}
    </ActSheet>
  );
}
