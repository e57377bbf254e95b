import { type ReactNode, type SyntheticEvent, useId } from 'react';
import { useTask } from '../../lib/session/task.ts';
import { ErrorNotice } from '../page/error-notice.tsx';
import { SheetButtons } from './sheet-buttons.tsx';
import css from './sheet.module.css';
import { Sheet } from './sheet.tsx';

interface ActSheetProps<T> {
  readonly title: string;
  readonly children: ReactNode;
  readonly verb: string;
  /** Said while it is being done; the verb unless given. */
  readonly busyVerb?: string;
  /** `act` for what can't be taken back. */
  readonly kind?: 'act' | 'main';
  /** What leaves the sheet; “Cancel” unless given. */
  readonly cancel?: string | undefined;
  readonly isReady?: boolean;
  /** Why it can’t be done as it is; said beside the button. */
  readonly obstacle?: string | null;
  /** Null when nothing was done: the sheet stays. What it throws is shown. */
  act(): T | null | Promise<T | null>;
  /** After the act; closes unless given. */
  onDone?(result: T): void | Promise<void>;
  onClose(): void;
}

/** A sheet that does one thing and closes; it stays open while that goes on, and when it fails. What is signed: `BindingSheet`. */
export function ActSheet<T>(props: ActSheetProps<T>) {
  const {
    title,
    children,
    verb,
    busyVerb = verb,
    kind = 'main',
    cancel,
    isReady = true,
    obstacle = null,
  } = props;
  const { act, onClose, onDone = onClose } = props;
  const form = useId();
  const task = useTask();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    // A form that this sheet was opened from would hear it too.
    event.stopPropagation();
    if (!isReady || obstacle !== null) return;
    void task.run(async () => {
      const result = await act();
      if (result !== null) await onDone(result);
    });
  };
  return (
    <Sheet
      title={title}
      onClose={onClose}
      canClose={!task.isBusy}
      actions={
        <SheetButtons
          verb={verb}
          busyVerb={busyVerb}
          kind={kind}
          cancel={cancel}
          isBusy={task.isBusy}
          isReady={isReady}
          obstacle={obstacle}
          form={form}
          onCancel={onClose}
        />
      }
    >
      <form id={form} className={css['form']} onSubmit={submit} noValidate>
        {children}
        {task.error !== null && <ErrorNotice error={task.error} />}
      </form>
    </Sheet>
  );
}
