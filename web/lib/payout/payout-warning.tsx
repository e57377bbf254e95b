import type { ReactNode } from 'react';
import { Notice } from '../../components/page/notice.tsx';
import { useText } from '../language/text.ts';
import { payoutText } from './payout-text.ts';
import { useHeld, usePaidOrganization } from './use-holder.ts';

interface PayoutWarningProps {
  readonly organizationId: string;
  /** What leads to the change. */
  readonly children?: ReactNode;
}

/** Says when money goes to nobody of the organization's, or past its council; else nothing. */
export function PayoutWarning({ organizationId, children }: PayoutWarningProps) {
  const t = useText(payoutText);
  const payout = usePaidOrganization(organizationId)?.payout ?? null;
  const concern = useHeld(organizationId, payout)?.concern ?? null;
  if (concern === null) return null;
  return (
    <Notice tone="refused">
      <p>{t(`warn.${concern}`)}</p>
      {children}
    </Notice>
  );
}
