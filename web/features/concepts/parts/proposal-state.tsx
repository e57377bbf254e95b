import { StateMark, type Tone } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { ProposalState } from '../model/proposal-documents.ts';
import { proposalsText } from '../words/proposals-text.ts';

const TONES: Readonly<Record<ProposalState, Tone>> = {
  OPEN: 'unknown',
  ACCEPTED: 'live',
  DECLINED: 'refused',
  WITHDRAWN: 'plain',
};

export function ProposalStateMark({ state }: { readonly state: ProposalState }) {
  const t = useText(proposalsText);
  return <StateMark tone={TONES[state]}>{t(`states.${state}`)}</StateMark>;
}
