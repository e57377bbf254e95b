import type { Announcement } from '@lanran/sdk/acts/announced-acts';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { Office } from '../../../../lib/council/offices.ts';

/** One step of an office from a key to the next. */
export interface OfficeStep {
  readonly office: Office;
  readonly step: 'hand-on' | 'take-back' | 'accept';
  /** Lower case. */
  readonly holder: string;
  readonly successor: string;
}

/** Does it, or announces it where the accreditor's acts wait. */
export async function takeStep(platform: Platform, officeStep: OfficeStep): Promise<'done' | 'announced'> {
  if (officeStep.office === 'OPERATOR') {
    await takeOperatorStep(platform, officeStep);
    return 'done';
  }
  const [{ relay }, standing] = await Promise.all([
    import('@lanran/sdk/acts/relaying'),
    readStanding(platform, officeStep, platform.signer.address),
  ]);
  if (standing.act === null) throw new Error('This step can’t be signed now. Load the page again.');
  await relay(platform, standing.act);
  return standing.announcement.state === 'to-announce' ? 'announced' : 'done';
}

/** Whether the accreditor's step can be done now, has to be announced first, or waits. */
export async function fetchStanding(officeStep: OfficeStep, caller: string): Promise<Announcement> {
  const [{ readDeployment }, { pageClient }] = await Promise.all([
    import('@lanran/sdk/kernel/session'),
    import('../../../../lib/session/platform.ts'),
  ]);
  const deployment = await readDeployment(pageClient(null));
  return (await readStanding({ deployment }, officeStep, caller)).announcement;
}

async function takeOperatorStep(platform: Platform, { step, holder, successor }: OfficeStep): Promise<void> {
  const [{ acceptOperator, handOnOperator, takeBackOperator }, { parseAddress }] = await Promise.all([
    import('@lanran/sdk/organizations/offices'),
    import('@lanran/protocol/kernel/signature'),
  ]);
  switch (step) {
    case 'hand-on':
      return handOnOperator(platform, parseAddress(successor));
    case 'take-back':
      return takeBackOperator(platform);
    case 'accept':
      return acceptOperator(platform, parseAddress(holder));
  }
}

async function readStanding(
  { deployment }: Pick<Platform, 'deployment'>,
  { step, holder, successor }: OfficeStep,
  caller: string,
) {
  const [{ readHandOver }, { parseAddress }] = await Promise.all([
    import('@lanran/sdk/organizations/accreditor-acts'),
    import('@lanran/protocol/kernel/signature'),
  ]);
  return readHandOver({
    rpcUrl: `${window.location.origin}/rpc`,
    deployment,
    caller: parseAddress(caller.toLowerCase()),
    handOver: { step, former: parseAddress(holder), successor: parseAddress(successor) },
  });
}
