import { useKept } from '../../../lib/session/use-kept.ts';
import type { Answering } from './answer.ts';

/**
 * Which of several assets an answer is about: all of them until the reader leaves some out. What is left out is kept with what was
 * typed, until it is sent.
 */
export function useChosen({ kind, items, request }: Answering) {
  const [kept, keep] = useKept(`request.${request.id}.${kind}LeftOut`);
  const leftOut = items.length > 1 ? kept.split(',') : [];
  const chosen = items.map(({ assetId }) => assetId).filter((assetId) => !leftOut.includes(assetId));
  return {
    chosen,
    items: items.filter(({ assetId }) => chosen.includes(assetId)),
    choose: (ids: readonly string[]) =>
      keep(
        items
          .map(({ assetId }) => assetId)
          .filter((assetId) => !ids.includes(assetId))
          .join(),
      ),
    forget: () => keep(''),
  };
}
