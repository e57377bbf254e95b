import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { type Act, useAct } from '../../../../lib/session/act.ts';
import { request } from '../../../../lib/session/api.ts';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { currenciesOf } from '../../../../lib/pricing/currencies.ts';
import type { Disputant } from '../../../../lib/disputes/disputant.ts';
import { CURRENCY, NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { useSession } from '../../../../lib/session/session.tsx';

const COUNCILS = graphql(
  `
    query Councils {
      me {
        address
        councils {
          isNamed
          safe {
            address
            owners
            threshold
            nonce
          }
          community {
            ...NamedOrganization
            council
            payout
            peoples
            members {
              address
              role
            }
            succession {
              candidate
              seatableAt
              byCouncil
            }
            credits {
              amount
              token
            }
          }
        }
      }
      deployment {
        currencies {
          ...CurrencyFields
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, CURRENCY],
);

type Councils = ResultOf<typeof COUNCILS>;
export type CouncilSeat = Councils['me']['councils'][number];
export type Safe = NonNullable<CouncilSeat['safe']>;

/** A community as one who speaks for it sees it. */
export interface Council {
  readonly community: CouncilSeat['community'];
  /** The Safe that decides, of which the person is an owner; null when the person's own key is the council. */
  readonly safe: Safe | null;
  /** Named to follow, and not seated yet. */
  readonly isNamed: boolean;
  /** The person's own key. */
  readonly address: string;
  /** In which prices are named. */
  readonly currencies: readonly PlatformCurrency[];
  /** Of addresses of this seat, for who has the community's other seat too. */
  readonly search: '' | '?as=named';
}

/** Everything that the signed-in key speaks for. */
export function useCouncils() {
  const { me } = useSession();
  return useQuery({
    queryKey: ['councils', me?.address],
    queryFn: ({ signal }) => request(COUNCILS, {}, { signal }),
    enabled: me !== null,
  });
}

export function councilsIn({ me, deployment }: Councils): readonly Council[] {
  const currencies = currenciesOf(deployment.currencies);
  return me.councils.map(({ community, safe, isNamed }) => ({
    community,
    safe,
    isNamed,
    address: me.address,
    currencies,
    search:
      isNamed && me.councils.some((other) => other.community.id === community.id && !other.isNamed)
        ? '?as=named'
        : '',
  }));
}

/** The header under which the platform shows what the community's members see. */
export function asCouncil({ safe }: Council): { readonly safe: string | null } {
  return { safe: safe?.address ?? null };
}

/** The council as one that disputes assets. */
export function disputantOf({ community, safe }: Council): Disputant {
  return {
    organizationId: community.id,
    kind: 'COMMUNITY',
    safe: safe?.address ?? null,
    needsOthers: needsOthers(safe),
    canAct: true,
  };
}

/** How an act went: done, proposed to the other owners of the Safe, or done before (null). */
export type ActOutcome = {
  readonly transaction: string | null;
  readonly proposal: { readonly signatures: number; readonly threshold: number } | null;
} | null;

export interface Done {
  readonly outcome: ActOutcome;
}

export interface CouncilAct {
  readonly act: Act<Done>;
  /** As the council: by its key, or as a proposal to the Safe's owners. Null when it failed or was canceled. */
  run(perform: (platform: Platform) => Promise<ActOutcome>): Promise<Done | null>;
}

/** One binding act of the council's; afterwards everything on the page is read anew. */
export function useCouncilAct({ safe }: Pick<Council, 'safe'>): CouncilAct {
  const act = useAct<Done>();
  const cache = useQueryClient();
  const run: CouncilAct['run'] = async (perform) => {
    // The platform gives addresses in lower-case hex.
    const address = (safe?.address ?? null) as Address | null;
    const done = await act.run(async (platform) => ({ outcome: await perform(platform) }), { safe: address });
    if (done !== null) await cache.invalidateQueries();
    return done;
  };
  return { act, run };
}
