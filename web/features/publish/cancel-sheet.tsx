import { Button } from '../../components/button.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useText } from '../../lib/text.ts';
import { filesText } from './files-text.ts';

interface CancelSheetProps {
  readonly paths: readonly string[];
  onCancel(): void;
  onClose(): void;
}

/** What has arrived goes too: asked before. */
export function CancelSheet({ paths, onCancel, onClose }: CancelSheetProps) {
  const t = useText(filesText);
  const count = paths.length;
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
      <p>{count === 1 ? t('cancelOne', { path: paths[0] ?? '' }) : t('cancelMany', { count })}</p>
    </Sheet>
  );
}
