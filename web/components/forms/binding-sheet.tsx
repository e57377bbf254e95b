import type { ReactNode } from 'react';
import type { Act } from '../../lib/session/act.ts';
import { useText } from '../../lib/language/text.ts';
import { Details } from '../facts/details.tsx';
import { ErrorNotice } from '../page/error-notice.tsx';
import { type Fact, Facts } from '../facts/facts.tsx';
import { SheetButtons } from './sheet-buttons.tsx';
import { Sheet } from './sheet.tsx';
import { componentText } from '../page/text.ts';

interface BindingSheetProps {
  readonly title: string;
  /** The one verb: “Sign and publish”, “Grant consent”, “Buy license”. */
  readonly verb: string;
  /** Exactly what will be signed, in plain words. */
  readonly facts: readonly Fact[];
  /** Whom it concerns. */
  readonly concerns?: ReactNode;
  /** What it costs; “nothing” unless given. */
  readonly cost?: ReactNode;
  /** Whether it can be undone, and how. */
  readonly undo: ReactNode;
  /** For who wants to see it: the exact text, hashes, contracts. */
  readonly details?: ReactNode;
  readonly children?: ReactNode;
  readonly act: Act<unknown>;
  onSign(): void;
  onClose(): void;
  readonly isReady?: boolean;
  /** Why it can’t be signed as it is; said beside the button. */
  readonly obstacle?: string | null;
  /** What leaves the sheet; “Cancel” unless given. */
  readonly cancel?: string | undefined;
}

/** Every binding act shows itself on this sheet before it is signed (web/README.md, “Acting”). */
export function BindingSheet(props: BindingSheetProps) {
  const { title, verb, facts, concerns, cost, undo, details, children, act, onSign, onClose } = props;
  const t = useText(componentText);
  const isWorking = act.state.phase === 'working';
  const terms: readonly Fact[] = [
    ...facts,
    ...(concerns === undefined ? [] : [{ name: t('whom'), value: concerns }]),
    { name: t('cost'), value: cost ?? t('free') },
    { name: t('undo'), value: undo },
  ];
  return (
    <Sheet
      title={title}
      onClose={onClose}
      canClose={!isWorking}
      actions={
        <SheetButtons
          verb={verb}
          busyVerb={t('working')}
          kind="act"
          isBusy={isWorking}
          isReady={props.isReady}
          obstacle={props.obstacle}
          cancel={props.cancel}
          onAct={onSign}
          onCancel={onClose}
        />
      }
    >
      {children}
      <Facts facts={terms} />
      {details !== undefined && <Details>{details}</Details>}
      {act.state.phase === 'failed' && <ErrorNotice error={act.state.error} />}
    </Sheet>
  );
}
