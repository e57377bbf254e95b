import { FolderOpen, Upload } from 'lucide-react';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { useText } from '../../lib/text.ts';
import { type ChosenFile, readDropped, readSelected } from './chosen-files.ts';
import css from './files.module.css';
import { filesText } from './files-text.ts';

/** Files and folders by dragging, pasting or a button. */
export function FileChooser({ onChosen }: { onChosen(files: readonly ChosenFile[]): void }) {
  const t = useText(filesText);
  const select = (files: FileList | null) => {
    if (files !== null) onChosen(readSelected(files));
  };
  return (
    <DropZone
      className={css['drop'] ?? ''}
      getDropOperation={() => 'copy'}
      onDrop={({ items }) => void readDropped(items).then(onChosen)}
    >
      <Text slot="label" className={css['dropLabel'] ?? ''}>
        {t('drop')}
      </Text>
      <span className={css['dropButtons']}>
        <FileTrigger allowsMultiple onSelect={select}>
          <Button kind="main">
            <Upload size={18} aria-hidden="true" />
            {t('choose')}
          </Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={select}>
          <Button>
            <FolderOpen size={18} aria-hidden="true" />
            {t('chooseFolder')}
          </Button>
        </FileTrigger>
      </span>
      <span className={css['dropHint']}>{t('hashed')}</span>
    </DropZone>
  );
}
