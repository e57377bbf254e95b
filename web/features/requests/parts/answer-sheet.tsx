import type { Answering } from '../model/answer.ts';
import type { ShownRequest } from '../model/documents.ts';
import type { Standing } from '../model/due-acts.ts';
import { AgreeSheet } from './agree-sheet.tsx';
import { CounterSheet } from './counter-sheet.tsx';
import { DeclineSheet } from './decline-sheet.tsx';
import { WithdrawSheet } from './withdraw-sheet.tsx';

export interface AnswerSheetProps {
  readonly answering: Answering;
  /** As it stands now: somebody may have written since. */
  readonly present: ShownRequest;
  /** As the contract has them. */
  readonly standings: ReadonlyMap<string, Standing | null>;
  onClose(): void;
}

export function AnswerSheet(props: AnswerSheetProps) {
  switch (props.answering.kind) {
    case 'agree':
    case 'goOn':
      return <AgreeSheet {...props} />;
    case 'counter':
      return <CounterSheet {...props} />;
    case 'decline':
      return <DeclineSheet {...props} />;
    case 'withdraw':
      return <WithdrawSheet {...props} />;
  }
}
