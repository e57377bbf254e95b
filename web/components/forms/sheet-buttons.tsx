import { ProgressBar } from 'react-aria-components';
import { useText } from '../../lib/language/text.ts';
import { componentText } from '../page/text.ts';
import { Button, type ButtonKind } from './button.tsx';
import css from './sheet.module.css';

interface SheetButtonsProps {
  /** What is done: “Sign and publish”, “Revoke”. */
  readonly verb: string;
  /** Said while it is being done. */
  readonly busyVerb: string;
  readonly kind: ButtonKind;
  /** What leaves the sheet; “Cancel” unless given. */
  readonly cancel?: string | undefined;
  readonly isBusy: boolean;
  readonly isReady?: boolean | undefined;
  /** Why it can’t be done as it is, in a sentence beside the button, which is off. */
  readonly obstacle?: string | null | undefined;
  /** The form that the act sends. */
  readonly form?: string;
  onAct?(): void;
  onCancel(): void;
}

/** Of a sheet: away from it, and the act. */
export function SheetButtons({
  verb,
  busyVerb,
  kind,
  cancel,
  isBusy,
  isReady = true,
  obstacle = null,
  form,
  onAct,
  onCancel,
}: SheetButtonsProps) {
  const t = useText(componentText);
  return (
    <>
      {obstacle !== null && !isBusy && <p className={css['obstacle']}>{obstacle}</p>}
      <Button onPress={onCancel} isDisabled={isBusy}>
        {cancel ?? t('cancel')}
      </Button>
      {/* Pending keeps the focus, and the bar is what is announced. */}
      <Button
        kind={kind}
        {...(form !== undefined && { type: 'submit', form })}
        {...(onAct !== undefined && { onPress: onAct })}
        isPending={isBusy}
        isDisabled={!isBusy && (!isReady || obstacle !== null)}
      >
        {isBusy ? (
          <ProgressBar isIndeterminate aria-label={busyVerb}>
            {busyVerb}
          </ProgressBar>
        ) : (
          verb
        )}
      </Button>
    </>
  );
}
