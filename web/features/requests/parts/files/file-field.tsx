import { Paperclip, RotateCcw, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import {
  MAX_ENTRY_FILES,
  MAX_FILE_BYTES,
  MAX_FILE_NAME,
  REQUEST_FILE_EXTENSIONS,
  type RequestFileTarget,
} from '@lanran/protocol/files/request-file';
import { Button } from '../../../../components/forms/button.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { errorCode, errorText } from '../../../../lib/session/error-text.ts';
import { type ChosenFile, faultOf, faultOfCode, roomOf } from '../../model/chosen-file.ts';
import { sendRequestFile } from '../../model/send-request-file.ts';
import { fileText } from '../../words/file-text.ts';
import css from './files.module.css';

interface FileFieldProps {
  readonly target: RequestFileTarget;
  readonly files: readonly ChosenFile[];
  /** As a state's setter. */
  onChange(change: (files: readonly ChosenFile[]) => readonly ChosenFile[]): void;
  readonly isDisabled?: boolean;
}

/** Files for the next message: each is sent when it is chosen, and named by the message (`idsOf`) once it has arrived. */
export function FileField({ target, files, onChange, isDisabled = false }: FileFieldProps) {
  const t = useText(fileText);
  const formats = useFormats();
  const label = useId();
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const underWay = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const controllers = underWay.current;
    return () => controllers.forEach((controller) => controller.abort());
  }, []);

  const change = (key: string, changed: Partial<ChosenFile>) =>
    onChange((present) => present.map((each) => (each.key === key ? { ...each, ...changed } : each)));
  const send = async ({ key, file }: Pick<ChosenFile, 'key' | 'file'>) => {
    const controller = new AbortController();
    underWay.current.set(key, controller);
    try {
      const onProgress = (sent: number) => change(key, { sent });
      change(key, { id: await sendRequestFile(target, file, { signal: controller.signal, onProgress }) });
    } catch (error) {
      if (!controller.signal.aborted) change(key, { fault: faultOfCode(errorCode(error)), error });
    } finally {
      underWay.current.delete(key);
    }
  };
  const choose = (list: FileList | null) => {
    const chosen = Array.from(list ?? []);
    const taken = chosen.slice(0, roomOf(files));
    setLeftOut(chosen.slice(taken.length).map(({ name }) => name));
    const added = taken.map((file) => ({
      key: crypto.randomUUID(),
      file,
      sent: 0,
      id: null,
      fault: faultOf(file),
      error: null,
    }));
    onChange((present) => [...present, ...added]);
    for (const each of added) if (each.fault === null) void send(each);
  };
  const remove = (key: string) => {
    underWay.current.get(key)?.abort();
    setLeftOut([]);
    onChange((present) => present.filter((each) => each.key !== key));
  };
  const again = ({ key, file }: ChosenFile) => {
    change(key, { fault: null, error: null, sent: 0 });
    void send({ key, file });
  };
  const size = formats.bytes(MAX_FILE_BYTES);

  return (
    <div className={css['field']} role="group" aria-labelledby={label}>
      <span id={label} className={css['label']}>
        {t('files')}
      </span>
      <span className={css['soft']}>{t('hint', { most: String(MAX_ENTRY_FILES), size })}</span>
      {files.length > 0 && (
        <ul className={css['list']}>
          {files.map((each) => (
            <ChosenRow
              key={each.key}
              chosen={each}
              onRemove={() => remove(each.key)}
              onAgain={() => again(each)}
            />
          ))}
        </ul>
      )}
      {leftOut.length > 0 && (
        <p className={css['fault']} role="alert">
          {t('tooMany', { most: String(MAX_ENTRY_FILES), names: formats.list(leftOut) })}
        </p>
      )}
      <FileTrigger allowsMultiple acceptedFileTypes={REQUEST_FILE_EXTENSIONS} onSelect={choose}>
        <Button isDisabled={isDisabled || roomOf(files) === 0}>
          <Paperclip size={18} aria-hidden="true" />
          {t('choose')}
        </Button>
      </FileTrigger>
    </div>
  );
}

interface ChosenRowProps {
  readonly chosen: ChosenFile;
  onRemove(): void;
  onAgain(): void;
}

function ChosenRow({ chosen, onRemove, onAgain }: ChosenRowProps) {
  const t = useText(fileText);
  const { language } = useLanguage();
  const formats = useFormats();
  const { file, id, fault, error, sent } = chosen;
  const { name } = file;
  const limits = { most: String(MAX_FILE_NAME), size: formats.bytes(MAX_FILE_BYTES) };
  return (
    <li className={css['row']}>
      <div className={css['words']}>
        <span className={css['name']}>{name}</span>{' '}
        <span className={css['soft']}>{formats.bytes(file.size)}</span>
        {fault !== null && (
          <p className={css['fault']} role="alert">
            {fault === 'other' ? errorText(error, language).text : t(fault, limits)}
          </p>
        )}
        {fault === null && id !== null && <p className={css['soft']}>{t('sent')}</p>}
        {fault === null && id === null && <Progress label={t('sending', { name })} value={sent} />}
      </div>
      {fault === 'other' && (
        <Button kind="quiet" aria-label={t('again', { name })} onPress={onAgain}>
          <RotateCcw size={18} aria-hidden="true" />
        </Button>
      )}
      <Button kind="quiet" aria-label={t('remove', { name })} onPress={onRemove}>
        <X size={18} aria-hidden="true" />
      </Button>
    </li>
  );
}
