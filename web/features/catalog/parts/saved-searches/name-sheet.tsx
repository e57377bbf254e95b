import { useId, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { componentText } from '../../../../components/page/text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useTask } from '../../../../lib/session/task.ts';
import { savedText } from '../../words/saved-text.ts';

const MAX_NAME = 100;

interface NameSheetProps {
  readonly title: string;
  readonly name: string;
  /** Keeps it under the name; rejects when that can't be. */
  keep(name: string): Promise<void>;
  onClose(): void;
}

/** Asks for the name of a search. */
export function NameSheet({ title, name: suggested, keep, onClose }: NameSheetProps) {
  const t = useText(savedText);
  const shared = useText(componentText);
  const form = useId();
  const [name, setName] = useState(suggested);
  const task = useTask();
  const refusal = NAME_REFUSALS[errorCode(task.error)];
  const send = async () => {
    const isKept = await task.run(async () => {
      await keep(name.trim());
      return true;
    });
    if (isKept === true) onClose();
  };
  return (
    <Sheet
      title={title}
      onClose={onClose}
      canClose={!task.isBusy}
      actions={
        <>
          <Button onPress={onClose} isDisabled={task.isBusy}>
            {shared('cancel')}
          </Button>
          <Button kind="main" type="submit" form={form} isDisabled={task.isBusy || name.trim() === ''}>
            {t('keep')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          value={name}
          onChange={setName}
          maxLength={MAX_NAME}
          error={task.error !== null && refusal !== undefined ? t(refusal) : null}
          autoComplete="off"
          autoFocus
        />
      </form>
      {task.error !== null && refusal === undefined && <ErrorNotice error={task.error} />}
    </Sheet>
  );
}

const NAME_REFUSALS: Readonly<Record<string, 'nameUsed' | 'nameWrong' | 'tooMany'>> = {
  CONFLICT: 'nameUsed',
  BAD_INPUT: 'nameWrong',
  LIMIT_EXCEEDED: 'tooMany',
};
