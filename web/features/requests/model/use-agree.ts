import type { RequestTerms } from '@lanran/sdk/desk/requests';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import { type Act, useAct } from '../../../lib/session/act.ts';
import type { Answering } from './answer.ts';
import type { Item } from './documents.ts';
import { useReadAnew } from './use-request.ts';

/** A proposal that the others of a council have yet to sign; null: what was signed is done. */
export type AgreeOutcome = { readonly signatures: number; readonly threshold: number } | null;

interface Agreement extends Answering {
  readonly message: string;
  /** The reader said that the council's earlier consent to another use ends. */
  readonly mayReplace: boolean;
}

/**
 * Agrees, and does what was agreed as far as it is the reader's to do. Each is looked for before it is done, so that whoever goes on
 * after an interruption repeats only what is missing.
 */
export function useAgree({ id }: { readonly id: string }) {
  const act = useAct<{ readonly outcome: AgreeOutcome }>();
  const readAnew = useReadAnew(id);
  const agree = async (agreement: Agreement) => {
    // The platform gives addresses in lower-case hex.
    const safe = (agreement.voice.safe?.address ?? null) as Address | null;
    const done = await act.run(async (platform) => ({ outcome: await carryOut(platform, agreement) }), {
      safe,
    });
    await readAnew();
    return done;
  };
  return { act: act satisfies Act<unknown>, agree };
}

async function carryOut(platform: Platform, agreement: Agreement): Promise<AgreeOutcome> {
  const { doAsAgreed } = await import('@lanran/sdk/desk/agreed-acts');
  const { items, voice, mayReplace } = agreement;
  const answered = await answer(platform, agreement);
  const agreed = answered.items.filter(
    ({ assetId, agreedBy }) =>
      agreedBy.includes(voice.role) && items.some((shown) => shown.assetId === assetId),
  );
  for (const { assetId, terms } of agreed) {
    const shown = items.find((each) => each.assetId === assetId);
    if (shown !== undefined) await requireShown(shown, terms);
  }
  const done = await doAsAgreed(platform, answered, { items: agreed, role: voice.role, mayReplace });
  const left = done.flatMap(({ state, reasons }) =>
    state === 'REFUSED' || state === 'WAITING' ? reasons : [],
  );
  if (left.length > 0) {
    const { RefusedError } = await import('@lanran/sdk/kernel/errors');
    throw new RefusedError('LEDGER_REFUSED', left.map(({ en }) => en).join(' '), { reasons: left });
  }
  return done.find(({ state }) => state === 'PROPOSED')?.act?.proposal ?? null;
}

async function answer(
  platform: Platform,
  { kind, request: { id, lastSequence }, items, voice, message }: Agreement,
) {
  const { answerRequest, getRequest } = await import('@lanran/sdk/desk/requests');
  if (kind === 'goOn') return getRequest(platform.api, id);
  return answerRequest(platform.api, id, {
    kind: 'AGREE',
    after: lastSequence,
    // Ids come from the platform's own answer.
    assetIds: items.map(({ assetId }) => assetId as AssetId),
    ...(message.trim() !== '' && { message }),
    ...(voice.organizationId !== null && { organizationId: voice.organizationId as OrganizationId }),
  });
}

/** Nothing is signed but what the sheet showed. @throws UntrustworthyAnswerError */
async function requireShown({ assetId, terms }: Item, told: RequestTerms | null): Promise<void> {
  const [{ UntrustworthyAnswerError }, { wordsOfTerms }] = await Promise.all([
    import('@lanran/sdk/kernel/errors'),
    import('./terms-words.ts'),
  ]);
  if (terms !== null && told !== null && isSame(terms, wordsOfTerms(told))) return;
  throw new UntrustworthyAnswerError(`the terms for ${assetId} are not those that were shown`);
}

type SignedTerms = Omit<NonNullable<Item['terms']>, 'share' | 'token'>;

function isSame(left: SignedTerms, right: SignedTerms): boolean {
  const textOf = ({
    media,
    territories,
    firstDay,
    lastDay,
    exclusive,
    rights,
    price,
    communityShareBps,
  }: SignedTerms) =>
    JSON.stringify([
      media.toSorted(),
      territories.toSorted(),
      firstDay,
      lastDay,
      exclusive,
      rights.toSorted(),
      price === null ? null : [price.amount, price.token.toLowerCase()],
      communityShareBps,
    ]);
  return textOf(left) === textOf(right);
}
