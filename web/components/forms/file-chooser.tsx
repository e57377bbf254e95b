import { FolderOpen, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { type Found, readDropped, readHandles, readSelected } from '../../lib/files/chosen-files.ts';
import { handlesOf, hasFilePicker, pickFiles, type RootHandle } from '../../lib/files/file-handles.ts';
import { useText } from '../../lib/language/text.ts';
import { Button } from './button.tsx';
import css from './file-chooser.module.css';
import { fileChooserText } from './file-chooser-text.ts';

interface FileChooserProps {
  readonly hint: string;
  /** What is wanted: files and folders, or one folder. */
  readonly wants?: 'files' | 'folder';
  /** The page waits for a folder: its button has the focus from the start. */
  readonly isAwaited?: boolean;
  onChosen(found: Found): void;
}

/** Files and folders by dragging, pasting or a button. Those that the browser can find again after a reload say so. */
export function FileChooser({ hint, wants = 'files', isAwaited = false, onChosen }: FileChooserProps) {
  const t = useText(fileChooserText);
  const dropped = useRef<Promise<RootHandle[]> | null>(null);
  const [count, setCount] = useState<number | null>(null);
  const read = async (reading: (onFound: (count: number) => void) => Promise<Found>) => {
    setCount(0);
    try {
      onChosen(await reading(setCount));
    } finally {
      setCount(null);
    }
  };
  const select = (files: FileList | null) => {
    if (files !== null) onChosen(readSelected(files));
  };
  // Handles are given while the event lasts alone; react-aria, which hears it later, has none.
  const catchHandles = ({ dataTransfer }: DragEvent) => {
    dropped.current = handlesOf(dataTransfer.items);
  };
  return (
    <div onDropCapture={catchHandles}>
      <DropZone
        className={css['drop'] ?? ''}
        getDropOperation={() => 'copy'}
        onDrop={({ items }) => {
          const handles = dropped.current;
          dropped.current = null;
          void read(async (onFound) =>
            handles === null ? readDropped(items, onFound) : readHandles(await handles, onFound),
          );
        }}
      >
        {({ isDropTarget }) => (
          <>
            <Text slot="label" className={css['label'] ?? ''}>
              {t(isDropTarget ? 'dropNow' : wants === 'folder' ? 'dropFolder' : 'drop')}
            </Text>
            <span className={css['buttons']}>
              {wants === 'files' && <FilesButton onSelect={select} onPick={(pick) => void read(pick)} />}
              <FileTrigger acceptDirectory onSelect={select}>
                <Button kind={wants === 'folder' ? 'main' : 'plain'} autoFocus={isAwaited}>
                  <FolderOpen size={18} aria-hidden="true" />
                  {t('chooseFolder')}
                </Button>
              </FileTrigger>
            </span>
            <span className={css['hint']} role="status">
              {count === null ? hint : t('reading', { count })}
            </span>
          </>
        )}
      </DropZone>
    </div>
  );
}

interface FilesButtonProps {
  onSelect(files: FileList | null): void;
  onPick(pick: (onFound: (count: number) => void) => Promise<Found>): void;
}

function FilesButton({ onSelect, onPick }: FilesButtonProps) {
  const t = useText(fileChooserText);
  const words = (
    <>
      <Upload size={18} aria-hidden="true" />
      {t('choose')}
    </>
  );
  if (hasFilePicker()) {
    return (
      <Button kind="main" onPress={() => onPick(async (onFound) => readHandles(await pickFiles(), onFound))}>
        {words}
      </Button>
    );
  }
  return (
    <FileTrigger allowsMultiple onSelect={onSelect}>
      <Button kind="main">{words}</Button>
    </FileTrigger>
  );
}
