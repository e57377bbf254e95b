import { Progress } from '../../../../components/page/progress.tsx';
import type { KeyStep } from '../../../../lib/keys/accounts.ts';
import { useText } from '../../../../lib/language/text.ts';
import { peopleText } from '../../signing-in/words/text.ts';

const LABELS = {
  deriving: 'stepDeriving',
  fetching: 'stepFetching',
  opening: 'stepOpening',
  making: 'stepMaking',
  sealing: 'stepSealing',
  storing: 'stepStoring',
} as const satisfies Record<KeyStep, string>;

/** What is being done with the key just now. */
export function KeyProgressBar({ step }: { readonly step: KeyStep | null }) {
  const t = useText(peopleText);
  return <div role="status">{step !== null && <Progress label={t(LABELS[step])} value={null} />}</div>;
}
