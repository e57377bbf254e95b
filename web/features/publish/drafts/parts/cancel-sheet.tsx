import { Button } from '../../../../components/forms/button.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
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
    <Sheet
      title={t('cancelTitle', { count })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancelKeep')}</Button>
          <Button kind="act" onPress={onCancel}>
            {t('cancelVerb', { count })}
          </Button>
        </>
      }
    >
      {count === 1 ? (
        <p>{t(replacing === 1 ? 'cancelReplacement' : 'cancelOne', { path })}</p>
      ) : (
        <p>
          {t('cancelMany', { count })} {replacing > 0 && t('cancelReplacements', { count: replacing })}
        </p>
      )}
    </Sheet>
  );
}
