import type { Address } from '@lanran/protocol/kernel/signature';
import { type Act, useAct } from '../../../lib/session/act.ts';
import type { Answering } from './answer.ts';
import type { Item } from './documents.ts';
import { type Standing, type TakenBack, takenBackBy } from './due-acts.ts';

interface TakingBack {
  /** What the reader gave for the terms on the table. */
  readonly parts: readonly TakenBack[];
  readonly act: Act<true>;
  /** Takes it back, before the answer says so; null when it failed or was canceled. */
  take(items: readonly Item[]): Promise<true | null>;
}

/** Closes the offers and withdraws the consents that were given for the terms on the table. */
export function useTakeBack(
  { request, voice }: Answering,
  {
    items,
    standings,
  }: { readonly items: readonly Item[]; readonly standings: ReadonlyMap<string, Standing | null> },
): TakingBack {
  const act = useAct<true>();
  const parts = takenBackBy(
    voice,
    items.map(({ assetId }) => standings.get(assetId) ?? null),
  );
  const take = async (chosen: readonly Item[]): Promise<true | null> => {
    if (parts.length === 0) return true;
    // The platform gives addresses in lower-case hex.
    const safe = (voice.safe?.address ?? null) as Address | null;
    return act.run(
      async (platform) => {
        const [{ findGiven, takeBack }, { getRequest }] = await Promise.all([
          import('@lanran/sdk/desk/agreed-acts'),
          import('@lanran/sdk/desk/requests'),
        ]);
        const present = await getRequest(platform.api, request.id);
        // Somebody wrote meanwhile: the answer is refused, and nothing is taken back for it.
        if (present.lastSequence !== request.lastSequence) return true;
        const named = present.items.filter((item) => chosen.some(({ assetId }) => assetId === item.assetId));
        await takeBack(
          platform,
          present,
          await findGiven(platform, present, { items: named, role: voice.role }),
        );
        return true;
      },
      { safe },
    );
  };
  return { parts, act, take };
}
