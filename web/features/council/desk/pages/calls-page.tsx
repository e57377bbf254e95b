import { OwnCalls } from '../../../../lib/calls/own-calls.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { CouncilFrame } from '../parts/council-frame.tsx';
import { councilText } from '../words/text.ts';

/** The community's calls for proposals. */
export function CouncilCallsPage() {
  const t = useText(councilText);
  return (
    <CouncilFrame title={t('sections.calls')}>
      {({ community }) => <OwnCalls organizationId={community.id} canOpen />}
    </CouncilFrame>
  );
}
