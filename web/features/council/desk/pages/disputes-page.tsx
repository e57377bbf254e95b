import { DisputesDesk } from '../../../../lib/disputes/disputes-desk.tsx';
import { disputesText } from '../../../../lib/disputes/text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { disputantOf } from '../model/council.ts';
import { CouncilFrame } from '../parts/council-frame.tsx';
import { OutcomeNotice } from '../../signatures/parts/outcome-notice.tsx';

export function DisputesPage() {
  const t = useText(disputesText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => (
        <DisputesDesk
          disputant={disputantOf(council)}
          outcomeNotice={(outcome, done) => <OutcomeNotice outcome={outcome} done={done} council={council} />}
        />
      )}
    </CouncilFrame>
  );
}
