import { Progress } from '../../components/progress.tsx';
import type { KeyProgress, KeyStep } from '../../lib/keys/accounts.ts';
import { useText } from '../../lib/text.ts';
import { peopleText } from './text.ts';

const LABELS = {
  deriving: 'stepDeriving',
  fetching: 'stepFetching',
  opening: 'stepOpening',
  making: 'stepMaking',
  sealing: 'stepSealing',
  storing: 'stepStoring',
} as const satisfies Record<KeyStep, string>;

/** What is being done with the key just now. */
export function KeyProgressBar({ progress }: { readonly progress: KeyProgress | null }) {
  const t = useText(peopleText);
  return (
    <div role="status">
      {progress !== null && <Progress label={t(LABELS[progress.step])} value={progress.done} />}
    </div>
  );
}
