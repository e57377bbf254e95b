import { Upload } from 'lucide-react';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { Button } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import { FILE_ENDINGS } from '../model/concept-file.ts';
import { importText } from '../words/import-text.ts';
import css from './proposals.module.css';

interface ConceptFileChooserProps {
  onChosen(file: File): void;
}

/** One file, by dragging or a button. */
export function ConceptFileChooser({ onChosen }: ConceptFileChooserProps) {
  const t = useText(importText);
  return (
    <DropZone
      className={css['chooser'] ?? ''}
      getDropOperation={() => 'copy'}
      onDrop={({ items }) => {
        const dropped = items.find((item) => item.kind === 'file');
        if (dropped !== undefined) void dropped.getFile().then(onChosen);
      }}
    >
      <Text slot="label">{t('drop')}</Text>
      <FileTrigger
        acceptedFileTypes={FILE_ENDINGS}
        onSelect={(files) => {
          const [file] = files ?? [];
          if (file !== undefined) onChosen(file);
        }}
      >
        <Button kind="main">
          <Upload size={18} aria-hidden="true" />
          {t('choose')}
        </Button>
      </FileTrigger>
      <span className={css['soft']}>{t('hint')}</span>
    </DropZone>
  );
}
