import { useQuery } from '@tanstack/react-query';
import type { Fact } from '../../../../components/facts/facts.tsx';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { HeldAddress } from '../../../../lib/payout/held-address.tsx';
import { PayoutWarning } from '../../../../lib/payout/payout-warning.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { callText } from '../words/call-text.ts';
import type { Council } from '../../desk/model/council.ts';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';

const CREDIT = graphql(`
  query ProposedClaim($id: ID!) {
    organization(id: $id) {
      payout
      credits {
        amount
        token
      }
    }
  }
`);

interface ClaimProps {
  readonly council: Council;
  readonly organizationId: string;
  /** Lower-case hex. */
  readonly token: string;
}

/** A claim names neither amount nor receiver: both are what the contracts have when it is done. */
export function useClaimFacts(council: Council): (claim: Omit<ClaimProps, 'council'>) => readonly Fact[] {
  const t = useText(callText);
  return (claim) => [
    { name: t('amountNow'), value: <CreditNow council={council} {...claim} /> },
    { name: t('paidTo'), value: <PayoutNow {...claim} /> },
  ];
}

function useCredit(id: string) {
  return useQuery({
    queryKey: ['proposed-claim', id],
    queryFn: async ({ signal }) => (await request(CREDIT, { id }, { signal })).organization,
  });
}

function CreditNow({ council, organizationId, token }: ClaimProps) {
  const t = useText(callText);
  const formats = useFormats();
  const { data } = useCredit(organizationId);
  if (data === undefined) return '…';
  const credit = data?.credits.find((each) => each.token.toLowerCase() === token);
  if (credit === undefined || credit.amount === '0') return t('nothingToClaim');
  return <strong>{formats.money(credit.amount, currencyOrUnits(council.currencies, token))}</strong>;
}

/** Where money is paid as of now, with the warning that whoever proposed has seen. */
export function PayoutNow({ organizationId }: Pick<ClaimProps, 'organizationId'>) {
  const { data } = useCredit(organizationId);
  return (
    <>
      <HeldAddress organizationId={organizationId} address={data?.payout ?? null} />
      <PayoutWarning organizationId={organizationId} />
    </>
  );
}
