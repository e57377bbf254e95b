import { FolderOpen, FileSearch } from 'lucide-react';
import { DropZone, FileTrigger, type DropItem } from 'react-aria-components';
import { Button } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { GivenFile } from '../model/classify.ts';
import css from './drop-zone.module.css';
import { verifyText } from '../words/text.ts';

interface DropProps {
  onFiles(files: readonly GivenFile[]): void;
  /** Something is here already: smaller, and its buttons add. */
  readonly isAdding: boolean;
  readonly isDisabled: boolean;
}

/** Takes files and folders, dropped, pasted or chosen. */
export function VerifyDropZone({ onFiles, isAdding, isDisabled }: DropProps) {
  const t = useText(verifyText);
  const choose = (files: FileList | null) => {
    if (files !== null && files.length > 0) onFiles([...files].map((file) => ({ path: pathOf(file), file })));
  };
  return (
    <DropZone
      className={`${css['zone'] ?? ''} ${isAdding ? (css['small'] ?? '') : ''}`}
      isDisabled={isDisabled}
      aria-label={t('drop')}
      onDrop={({ items }) => void readItems(items).then(onFiles)}
    >
      {({ isDropTarget }) => (
        <>
          <p className={css['words']}>{isDropTarget ? t('dropNow') : t('drop')}</p>
          <div className={css['buttons']}>
            <FileTrigger allowsMultiple onSelect={choose}>
              <Button kind="main" isDisabled={isDisabled}>
                <FileSearch size={18} aria-hidden="true" />
                {isAdding ? t('addFiles') : t('chooseFiles')}
              </Button>
            </FileTrigger>
            <FileTrigger acceptDirectory onSelect={choose}>
              <Button isDisabled={isDisabled}>
                <FolderOpen size={18} aria-hidden="true" />
                {isAdding ? t('addFolder') : t('chooseFolder')}
              </Button>
            </FileTrigger>
          </div>
        </>
      )}
    </DropZone>
  );
}

/** Below the chosen folder, whose own name is not part of a path. */
function pathOf({ webkitRelativePath, name }: File): string {
  const [, ...below] = webkitRelativePath.split('/');
  return below.length > 0 ? below.join('/') : name;
}

async function readItems(items: readonly DropItem[]): Promise<GivenFile[]> {
  // One dropped folder is what is checked; of several things each keeps its name.
  const isOne = items.length === 1;
  const lists = await Promise.all(items.map((item) => readItem(item, isOne ? '' : `${nameOfItem(item)}/`)));
  return lists.flat();
}

async function readItem(item: DropItem, folder: string): Promise<GivenFile[]> {
  if (item.kind === 'file') return [{ path: item.name, file: await item.getFile() }];
  if (item.kind !== 'directory') return [];
  const files: GivenFile[] = [];
  for await (const entry of item.getEntries()) {
    for (const { path, file } of await readItem(entry, `${entry.name}/`))
      files.push({ path: `${folder}${path}`, file });
  }
  return files;
}

function nameOfItem(item: DropItem): string {
  return item.kind === 'text' ? '' : item.name;
}
