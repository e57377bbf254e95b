import { OwnCalls } from '../../../../lib/calls/own-calls.tsx';
import { mayAct, useDesk } from '../model/desk.ts';

/** The institution's calls for proposals. */
export function CallsTab() {
  const desk = useDesk();
  return <OwnCalls organizationId={desk.organization.id} canOpen={mayAct(desk)} />;
}
